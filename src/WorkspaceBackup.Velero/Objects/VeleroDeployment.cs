using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Objects;

/// <summary>The Deployment <c>velero</c> in Velero's namespace, which its server reads, and whose arguments tell its flags.</summary>
internal static class VeleroDeployment
{
    public static ApiPath Path(Cluster cluster) => new("apps/v1", "deployments", cluster.VeleroNamespace, "velero");

    public static Task<Outcome<JsonObject>> ReadAsync(Cluster cluster, CancellationToken cancellationToken) =>
        cluster.Api.GetAsync(Path(cluster), cancellationToken);

    /// <summary>Whether it has a container that the server would run in.</summary>
    public static bool HasServer(JsonObject deployment) => Server(deployment) is not null;

    /// <summary>
    /// The value of a flag of the server, given as <c>--flag=value</c> or in two arguments, the last one given; null: not given.
    /// </summary>
    public static string? Flag(JsonObject deployment, string flag)
    {
        var words = Words(deployment);
        var index = Array.FindLastIndex(
            words, word => word == $"--{flag}" || word.StartsWith($"--{flag}=", StringComparison.Ordinal));
        return index < 0 ? null
            : words[index].Length > flag.Length + 2 ? words[index][(flag.Length + 3)..]
            : words.ElementAtOrDefault(index + 1);
    }

    /// <summary>The values of a flag that may be given several times, each a list with commas.</summary>
    public static IReadOnlyList<string> FlagList(JsonObject deployment, string flag) =>
    [
        .. Words(deployment).Index()
            .Select(word => word.Item.StartsWith($"--{flag}=", StringComparison.Ordinal) ? word.Item[(flag.Length + 3)..]
                : word.Item == $"--{flag}" ? Words(deployment).ElementAtOrDefault(word.Index + 1)
                : null)
            .OfType<string>()
            .SelectMany(static value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
    ];

    /// <summary>Whether a flag of the server is given and true: without a value it is.</summary>
    public static bool IsOn(JsonObject deployment, string flag) =>
        Words(deployment).LastOrDefault(word => word == $"--{flag}" || word.StartsWith($"--{flag}=", StringComparison.Ordinal)) is { } given
        && (given == $"--{flag}" || given[(flag.Length + 3)..] is "true" or "True" or "TRUE" or "t" or "T" or "1");

    private static string[] Words(JsonObject deployment) => Server(deployment) is { } server
        ? [.. Json.Texts(server, "command"), .. Json.Texts(server, "args")]
        : [];

    private static JsonNode? Server(JsonObject deployment)
    {
        var containers = MergePatch.Find(deployment, "spec", "template", "spec", "containers") as JsonArray;
        return containers?.FirstOrDefault(container => Json.Text(container, "name") == "velero") ?? containers?.FirstOrDefault();
    }
}
