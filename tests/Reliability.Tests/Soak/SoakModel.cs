using System.Text.Json.Nodes;

namespace Reliability.Tests.Soak;

/// <summary>What should be: schedules as declared, clusters as they are.</summary>
internal sealed class SoakModel
{
    public static readonly string[] Prefixes = ["daily", "hourly", "weekly"];

    /// <summary>By prefix.</summary>
    public SortedDictionary<string, Declared> Schedules { get; } = new(StringComparer.Ordinal);

    /// <summary>By cluster, what it suffers from.</summary>
    public SortedDictionary<string, string> Broken { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Detached { get; } = new(StringComparer.Ordinal);

    /// <summary>A schedule as it is declared.</summary>
    /// <param name="Clusters">Null: all of the workspace.</param>
    public sealed record Declared(
        string Prefix, string Cron, string Expiry, bool Paused, IReadOnlyList<string>? Clusters)
    {
        public string Address => $"workspace_backup_schedule.{Prefix}";

        public bool IsOn(string cluster) => Clusters?.Contains(cluster) ?? true;

        public JsonObject Arguments()
        {
            var arguments = new JsonObject
            {
                ["prefix"] = Prefix,
                ["schedule"] = Cron,
                ["expiry"] = Expiry,
                ["paused"] = Paused,
                ["backup_location"] = "default",
            };
            if (Clusters is not null)
            {
                arguments["clusters"] = new JsonArray([.. Clusters.Select(cluster => JsonValue.Create(cluster))]);
            }

            return arguments;
        }
    }
}
