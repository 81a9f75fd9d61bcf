using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.Storage;

namespace VeleroSandbox.Tests.Contract.Velero;

/// <summary>What a recorded restore found on the cluster: its own list tells, object by object.</summary>
internal static class RestoredState
{
    private static readonly string[] s_targets = ["app2", "both"];

    /// <summary>The backups that the recorded restores name.</summary>
    public static async Task PrepareAsync(VeleroTarget target)
    {
        await BackUpAsync(target, "base", """{"includedNamespaces":["app","db"]}""");
        await BackUpAsync(target, "partial", """{"includedNamespaces":["*"],"excludedNamespaces":["db"]}""");
        await BackUpAsync(target, "failed", """{"storageLocation":"nope"}""");
        await BackUpAsync(target, "sched-1", """{"includedNamespaces":["app"]}""", "sched");
    }

    public static void Arrange(SandboxCluster cluster, RecordedCase recorded)
    {
        foreach (var type in cluster.Registry.Catalog.Types.Where(type => type.Namespaced))
        {
            foreach (var item in s_targets.SelectMany(name => cluster.Registry.Store.All(type, name)).ToList())
            {
                cluster.Delete(type.Plural, item.Name, item.Namespace);
            }
        }

        foreach (var name in s_targets.Where(name => cluster.Get("namespaces", name) is not null))
        {
            cluster.Delete("namespaces", name);
        }

        foreach (var (kind, entry) in (recorded.Items ?? new Dictionary<string, IReadOnlyList<string>>())
            .SelectMany(item => item.Value.Select(entry => (item.Key, entry))))
        {
            var (fullName, action) = (entry[..entry.IndexOf('(')], entry[(entry.IndexOf('(') + 1)..^1]);
            if (fullName.Split('/') is not [var @namespace, var name] || action == "created")
            {
                continue;
            }

            var plural = cluster.Registry.Catalog.Types.First(type => $"{type.GroupVersion}/{type.Kind}" == kind).Plural;
            cluster.Patch(plural, name, new JsonObject
            {
                ["metadata"] = new JsonObject
                {
                    ["labels"] = new JsonObject { ["changed"] = action is "failed" or "updated" ? "since" : null },
                },
            }, @namespace: @namespace);
        }
    }

    private static async Task BackUpAsync(VeleroTarget target, string name, string spec, string? schedule = null)
    {
        var parsed = (JsonObject)JsonNode.Parse(spec)!;
        parsed["volumeSnapshotLocations"] = new JsonArray("vsl-a");
        parsed["storageLocation"] ??= "default";
        Assert.Null(await target.CreateAsync("backups", name, parsed, schedule));
        Assert.NotNull(await target.EndAsync("backups", name, neverEnds: false));
    }
}
