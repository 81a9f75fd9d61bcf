using WorkspaceBackup.Velero.Verdicts;

namespace VeleroSandbox.Tests.Contract.Velero;

/// <summary>The cluster that the recorded servers ran on, as the model is told of it.</summary>
internal static class RecordedCluster
{
    private static readonly Dictionary<string, string> s_none = [];

    /// <summary>By name: what the recordings refer to.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> ConfigMaps =
        new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["policy-good"] = Data("version: v1\nvolumePolicies: []\n"),
            ["policy-bad"] = Data("version: v1\nvolumePolicies: 3\n"),
            ["policy-filters"] = Data("version: v1\nincludeExcludePolicy:\n  excludedNamespaceScopedResources: [secrets]\n"),
            ["modifier-good"] = Data(
                "version: v1\nresourceModifierRules:\n- conditions:\n    groupResource: configmaps\n  mergePatches:\n"
                + "  - patchData: '{}'\n"),
            ["modifier-bad"] = Data("version: v2\n"),
        };

    public static readonly IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Namespaces =
        ((string[])["app", "db", "default", "empty", "kube-node-lease", "kube-public", "kube-system", "velero"])
        .Select(name => KeyValuePair.Create(name, (IReadOnlyDictionary<string, string>)s_none))
        .Append(KeyValuePair.Create("kept-out", (IReadOnlyDictionary<string, string>)
            new Dictionary<string, string> { ["velero.io/exclude-from-backup"] = "true" }))
        .ToDictionary(StringComparer.Ordinal);

    public static ClusterKnowledge KnowledgeOf(string version, IReadOnlyList<KnownResource> resources) => new()
    {
        Velero = VeleroRelease.TryParse(version, out var release) ? release : throw new ArgumentException(version),
        Namespaces = Namespaces,
        Resources = resources,
        Locations =
        [
            new("default", "Available", "ReadWrite", IsDefault: true),
            new("readonly", "Available", "ReadOnly", IsDefault: false),
            new("broken", "Unavailable", "ReadWrite", IsDefault: false),
        ],
        SnapshotLocations = new Dictionary<string, string> { ["vsl-a"] = "aws", ["vsl-b"] = "aws" },
        DefaultSnapshotLocations = new Dictionary<string, string>(),
        ConfigMaps = ConfigMaps,
        Backups =
        [
            new("base", "Completed", "default") { IncludedNamespaces = ["app", "db"], Namespaces = ["app", "db"] },
            new("partial", "Completed", "default") { IncludedNamespaces = ["*"], ExcludedNamespaces = ["db", "kept-out"] },
            new("failed", "FailedValidation", "nope"),
            new("sched-1", "Completed", "default") { ScheduleName = "sched", Namespaces = ["app"] },
        ],
    };

    private static Dictionary<string, string> Data(string text) => new() { ["data.yaml"] = text };
}
