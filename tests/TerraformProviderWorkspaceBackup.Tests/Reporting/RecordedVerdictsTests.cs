using System.Text;
using System.Text.Json.Nodes;
using TerraformPlugin.Framework;
using TerraformPlugin.Framework.Internal.Server;
using VeleroSandbox.Tests.Contract.Velero;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Verdicts;

namespace TerraformProviderWorkspaceBackup.Tests.Reporting;

/// <summary>
/// Every spec that real servers were asked about, as a declaration: what never gives a backup of use is refused at
/// validate, or at plan against a cluster of that version; what does is not.
/// </summary>
public sealed class RecordedVerdictsTests
{
    private static readonly ProviderServer s_server = new(new WorkspaceProvider("test", TimeProvider.System));

    private static readonly IReadOnlyList<KnownResource> s_served =
    [
        .. BuiltIn("configmaps", "ConfigMap", "", true, "cm"), .. BuiltIn("secrets", "Secret", "", true),
        .. BuiltIn("pods", "Pod", "", true, "po"), .. BuiltIn("deployments", "Deployment", "apps", true, "deploy"),
        .. BuiltIn("namespaces", "Namespace", "", false, "ns"), .. BuiltIn("nodes", "Node", "", false, "no"),
        .. BuiltIn("clusterroles", "ClusterRole", "rbac.authorization.k8s.io", false),
    ];

    public static TheoryData<string, string> Backups => Cases("backups");

    public static TheoryData<string, string> Restores => Cases("restores");

    [Theory]
    [MemberData(nameof(Backups))]
    public async Task A_backup_is_refused_when_it_never_gives_one_of_use_and_only_then(string version, string name)
    {
        var recorded = VeleroRecording.Of(version).Case("backups", name);
        var config = Config(recorded.Spec, Attributes());
        config["name"] = "recorded";
        config["backup_location"] ??= "default";
        var said = await ValidateAsync("workspace_backup", config);
        var verdict = BackupVerdicts.Of(recorded.Spec, RecordedCluster.KnowledgeOf(version, s_served));
        Check(recorded, said, verdict);

        // The resources say the same.
        config.Remove("name");
        config["prefix"] = "recorded";
        config["schedule"] = "0 2 * * *";
        Assert.Equal(
            said.Select(diagnostic => diagnostic.Summary),
            (await ValidateAsync("workspace_backup_schedule", config))
                .Where(diagnostic => !diagnostic.Summary.Contains("Expiry", StringComparison.Ordinal))
                .Select(diagnostic => diagnostic.Summary));
    }

    [Theory]
    [MemberData(nameof(Restores))]
    public async Task A_restore_is_refused_when_it_never_gives_one_of_use_and_only_then(string version, string name)
    {
        var recorded = VeleroRecording.Of(version).Case("restores", name);
        if (name is "from/both" or "from/neither" or "from/schedule")
        {
            // The resource always names one backup.
            return;
        }

        var attributes = RestoreFields.All.ToDictionary(field => field.JsonPath, field => field.Attribute);
        attributes["includedNamespaces"] = "namespaces";
        var spec = recorded.Spec;
        spec.Remove("backupName");
        spec.Remove("scheduleName");
        var config = Config(spec, attributes);
        config["from_backup"] = "shop/nightly/20300101T000000Z";
        Check(
            recorded, await ValidateAsync("workspace_restore", config),
            RestoreVerdicts.Of(recorded.Spec, RecordedCluster.KnowledgeOf(version, s_served)));
    }

    private static void Check(RecordedCase recorded, IReadOnlyList<Diagnostic> said, Verdict verdict)
    {
        var errors = said.Where(diagnostic => diagnostic.Severity == Severity.Error).ToList();
        var isRefused = errors.Count > 0 || verdict.Reasons.Any(reason => reason.IsErrorFor(runsNow: true));
        var items = recorded.Items?.Where(item => item.Key != "v1/Namespace").Sum(item => item.Value.Count) ?? 0;
        var isGood = recorded.Phase == "Completed" && items > 0;
        var isNever = recorded.Refusal is not null || recorded.Phase is "Failed" or "FailedValidation" or "InProgress"
            || (recorded.Phase == "PartiallyFailed" && items == 0);
        if (isNever)
        {
            Assert.True(isRefused, "it never gives anything of use, and nothing is said");
        }

        // An empty list is everything to Velero, and nothing to whoever computed it: it is refused, always.
        if (isGood && recorded.Name != "ns/empty-list" && !verdict.Reasons.Any(reason => reason.IsSenseless))
        {
            Assert.False(isRefused, string.Join("\n", errors.Select(error => error.Detail)));
        }

        // One cause is told once.
        Assert.Equal(errors.Count, errors.Select(static error => error.Path?.ToString().Split('[', '.')[0]).Distinct().Count());
        foreach (var error in errors)
        {
            // What happened and to which attribute; what to do.
            Assert.NotNull(error.Path);
            Assert.Contains(error.Path!.ToString().Split('[', '.')[0], error.Detail);
        }
    }

    private static Dictionary<string, string> Attributes() =>
        BackupContentFields.All.ToDictionary(field => field.JsonPath, field => field.Attribute);

    private static TheoryData<string, string> Cases(string kind)
    {
        var cases = new TheoryData<string, string>();
        foreach (var recording in VeleroRecording.All)
        {
            foreach (var name in recording.Cases(kind))
            {
                cases.Add(recording.Version, name);
            }
        }

        return cases;
    }

    private static async Task<IReadOnlyList<Diagnostic>> ValidateAsync(string type, JsonObject config) =>
        (await s_server.ValidateResourceConfig(
            new() { TypeName = type, Config = new(default, Encoding.UTF8.GetBytes(config.ToJsonString())) },
            CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30))).Diagnostics;

    /// <summary>A spec as a user would declare it.</summary>
    private static JsonObject Config(JsonObject spec, IReadOnlyDictionary<string, string> attributes)
    {
        var config = new JsonObject();
        foreach (var (path, attribute) in attributes)
        {
            JsonNode? node = spec;
            foreach (var segment in path.Split('.'))
            {
                node = (node as JsonObject)?[segment];
            }

            if (node is not null)
            {
                config[attribute] = attribute switch
                {
                    "include_cluster_resources" => node.GetValue<bool>() ? "always" : "never",
                    "resource_modifier" => node["name"]!.DeepClone(),
                    "hooks" when path == "hooks.resources" => new JsonObject { ["resources"] = Snaked(node) },
                    "hooks" => node.ToJsonString(),
                    _ => Snaked(node),
                };
            }
        }

        return config;
    }

    private static JsonNode? Snaked(JsonNode? node) => node switch
    {
        JsonArray array => new JsonArray([.. array.Select(Snaked)]),
        JsonObject map => new JsonObject(map.Select(item => KeyValuePair.Create(
            Snake(item.Key), item.Key == "matchLabels" ? item.Value?.DeepClone() : Snaked(item.Value)))),
        _ => node?.DeepClone(),
    };

    private static string Snake(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterUpper(c) ? $"_{char.ToLowerInvariant(c)}" : $"{c}"));

    private static IEnumerable<KnownResource> BuiltIn(
        string plural, string kind, string group, bool namespaced, params string[] shortNames) =>
        [new(group, plural, kind, namespaced, shortNames)];
}
