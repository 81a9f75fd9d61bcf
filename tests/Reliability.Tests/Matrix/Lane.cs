using System.Text.Json.Nodes;
using Reliability.Tests.Driver;
using TerraformPlugin.Values;
using VeleroSandbox;

namespace Reliability.Tests.Matrix;

/// <summary>Three clusters, and Terraform with one configuration of them. Lanes work side by side.</summary>
internal sealed class Lane : IDisposable
{
    public const string Schedule = "workspace_backup_schedule.daily";
    public const string Backup = "workspace_backup.run";
    public const string Restore = "workspace_restore.drill";

    private static readonly string[] s_kinds =
        ["schedules", "backups", "restores", "deletebackuprequests", "serverstatusrequests"];

    private JsonObject? _reached;
    private string? _baseId;

    public Lane()
    {
        Time = new IdleTime(Terraform.RequestLimit);
        Sandbox = Sandbox.Start(3);
        Time.Settle = Sandbox.Settle;
        Time.Waited = Sandbox.Clock.Advance;
        foreach (var cluster in Sandbox.Clusters)
        {
            // The provider's clock runs ahead while it waits; it and the clusters are not to differ for that.
            cluster.AnswerTime = Time.GetUtcNow;
            cluster.CreateNamespace("shop");
            cluster.Create("configmaps", new JsonObject
            {
                ["metadata"] = new JsonObject { ["name"] = "settings", ["namespace"] = "shop" },
            });
        }

        Terraform = new Terraform(Sandbox, Time);
    }

    public IdleTime Time { get; }

    public Sandbox Sandbox { get; }

    public Terraform Terraform { get; }

    /// <summary>Values that data sources give without a fault.</summary>
    public Dictionary<string, TerraformValue> Usual { get; } = new(StringComparer.Ordinal);

    /// <summary>What a data source gave the last time.</summary>
    public TerraformValue? LastData { get; set; }

    public static JsonObject ScheduleOf(string cron) => new()
    {
        ["prefix"] = "daily",
        ["schedule"] = cron,
        ["backup_location"] = "default",
    };

    /// <summary>The names that a state knows, by cluster.</summary>
    public static IReadOnlyDictionary<string, string> Known(string address, Instance? instance) => instance is null
        ? new Dictionary<string, string>()
        : Terraform.Value(address, instance.State)
            .Entries[KindOf(address)].Entries
            .ToDictionary(e => e.Key, e => e.Value.Entries["name"].AsString(), StringComparer.Ordinal);

    /// <summary>The objects on a cluster that this configuration has made.</summary>
    public static IReadOnlyList<JsonObject> Made(SandboxCluster cluster, string address) =>
    [
        .. cluster.List(KindOf(address)).Where(found =>
            (string?)found["metadata"]!["labels"]?["workspace-backup.io/prefix"]
                == address[(address.IndexOf('.') + 1)..]),
    ];

    /// <summary>Brings the clusters to a configuration of one resource.</summary>
    public void Reach(string address, JsonObject arguments)
    {
        Terraform.Configuration.Clear();
        Terraform.Configuration[address] = arguments;
        if (Terraform.State.Count == 1 && Terraform.State.ContainsKey(address)
            && JsonNode.DeepEquals(Terraform.Configuration[address], _reached))
        {
            return;
        }

        Clear();
        Terraform.Configuration[address] = arguments;
        var report = Terraform.Apply();
        if (report.Unusual.Any() || report.Bugs.Count > 0)
        {
            throw new InvalidOperationException($"without a fault: {report}");
        }

        _reached = (JsonObject)arguments.DeepClone();
    }

    /// <summary>What was reached by other means than <see cref="Reach"/>.</summary>
    public void Reached(JsonObject? arguments) => _reached = (JsonObject?)arguments?.DeepClone();

    /// <summary>Nothing is declared, known or there.</summary>
    public void Clear()
    {
        Terraform.Configuration.Clear();
        Terraform.State.Clear();
        _reached = null;
        foreach (var cluster in Sandbox.Clusters)
        {
            cluster.Faults.Clear();
            cluster.ClockSkew = TimeSpan.Zero;

            // Or the next sync would bring them back.
            var bucket = Sandbox.Buckets.Make("aws", "backups");
            foreach (var name in bucket.BackupsIn(cluster.Name).Where(name => !name.StartsWith("base-", StringComparison.Ordinal)))
            {
                bucket.Remove(cluster.Name, name);
            }

            foreach (var kind in s_kinds)
            {
                foreach (var found in cluster.List(kind).Where(IsOurs))
                {
                    cluster.Delete(kind, (string)found["metadata"]!["name"]!);
                }
            }
        }

        Sandbox.Settle();
        Time.Advance(TimeSpan.FromMinutes(1));
    }

    /// <summary>The run id of one backup, for data sources and restores to find, that no state knows.</summary>
    public string Base()
    {
        if (_baseId is not null)
        {
            return _baseId;
        }

        const string Address = "workspace_backup.base";
        Reach(Address, new JsonObject { ["name"] = "base", ["backup_location"] = "default" });
        _baseId = Terraform.Value(Address, Terraform.State[Address].State).Entries["id"].AsString();
        Clear();
        return _baseId;
    }

    /// <summary>So many objects of others that lists have pages.</summary>
    public void FillPages()
    {
        foreach (var cluster in Sandbox.Clusters)
        {
            cluster.HasCache = false;
            for (var i = 0; i < 600; i++)
            {
                var metadata = new JsonObject
                {
                    ["name"] = $"others-{i:000}",
                    ["labels"] = new JsonObject { ["of"] = "others" },
                };
                cluster.Seed("schedules", new JsonObject
                {
                    ["metadata"] = metadata.DeepClone(),
                    ["spec"] = new JsonObject
                    {
                        ["schedule"] = "0 4 * * *",
                        ["paused"] = true,
                        ["template"] = new JsonObject(),
                    },
                });
                cluster.Seed("backups", new JsonObject
                {
                    ["metadata"] = metadata,
                    ["spec"] = new JsonObject { ["storageLocation"] = "default", ["ttl"] = "720h0m0s" },
                    ["status"] = new JsonObject { ["phase"] = "Completed" },
                });
            }
        }
    }

    public void Dispose() => Sandbox.Dispose();

    private static string KindOf(string address) =>
        address == Schedule ? "schedules" : address == Restore ? "restores" : "backups";

    private static bool IsOurs(JsonObject found) =>
        (string?)found["metadata"]!["labels"]?["of"] != "others"
        && (string?)found["metadata"]!["labels"]?["workspace-backup.io/prefix"] != "base";
}
