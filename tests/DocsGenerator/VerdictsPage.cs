using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TerraformProviderWorkspaceBackup.Reporting;
using VeleroSandbox.Tests.Contract.Velero;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Verdicts;

namespace DocsGenerator;

/// <summary>Every recorded spec: what came of it on each version of Velero, and what the provider says about it.</summary>
internal static class VerdictsPage
{
    public const string Path = "docs/design/velero-verdicts.md";

    private const string Head =
        """
        # What Velero does with a spec

        Written by `make docs` from `src/WorkspaceBackup.Velero/Verdicts` and from recordings of real servers
        (`tests/WorkspaceBackup.Sandbox.Tests/Contract/Velero`). A contract test compares the model, and the sandbox's
        server, with every case of every version. `make test/velero` sends the same specs to a server of yours.

        The recorded cluster has the namespaces `app` and `db` with a few objects in each, `empty`, and `kept-out`, which is
        labelled `velero.io/exclude-from-backup=true`; the locations `default`, `readonly` and `broken`; two volume snapshot
        locations of one provider; and ConfigMaps with good and bad policies. `storageLocation: default`,
        `ttl: 720h0m0s` and `volumeSnapshotLocations: [vsl-a]` are in all specs, and not shown below.

        **good**: the backup contains what the spec names. **partial**: it contains less. **empty**: it is Completed and contains
        nothing. **never**: no usable backup, whatever the phase says. **refused**: the API server does not accept the object.
        After this word comes the recorded phase, if there is one.

        An *error at validate* needs no cluster. An *error at plan* lists the clusters. If the problem may go away by itself (a
        location that is not available, a missing namespace), it is a warning for a schedule, and an error for a backup that
        would run now. Below, it is shown as an error.
        """;

    private static readonly string[] s_implied = ["storageLocation", "ttl", "volumeSnapshotLocations"];

    private static readonly IReadOnlyList<KnownResource> s_served =
    [
        new("", "configmaps", "ConfigMap", true, ["cm"]), new("", "secrets", "Secret", true, []),
        new("", "pods", "Pod", true, ["po"]), new("apps", "deployments", "Deployment", true, ["deploy"]),
        new("", "namespaces", "Namespace", false, ["ns"]), new("", "nodes", "Node", false, ["no"]),
        new("rbac.authorization.k8s.io", "clusterroles", "ClusterRole", false, []),
    ];

    public static string Write()
    {
        var page = new StringBuilder(Head).Append('\n');
        page.Append($"\nThe versions are {string.Join(", ", VeleroRecording.All.Select(static recording => recording.Version))}. A result without a ");
        page.Append("version is that of all of them.\n");
        Append(page, "Backups", "backups", static (spec, cluster) => BackupVerdicts.Of(spec, cluster));
        Append(page, "Restores", "restores", static (spec, cluster) => RestoreVerdicts.Of(spec, cluster));
        AppendRules(page);
        return page.ToString();
    }

    private static void Append(
        StringBuilder page, string title, string kind, Func<JsonObject, ClusterKnowledge, Verdict> judge)
    {
        var versions = VeleroRecording.All.Select(static recording => recording.Version).ToList();
        page.Append($"\n## {title}\n\n");
        foreach (var name in VeleroRecording.All.SelectMany(recording => recording.Cases(kind)).Distinct()
            .Order(StringComparer.Ordinal))
        {
            var verdicts = versions
                .Where(version => VeleroRecording.Of(version).Cases(kind).Contains(name))
                .Select(version => (Version: version, Case: VeleroRecording.Of(version).Case(kind, name)))
                .ToDictionary(
                    static item => item.Version,
                    item => (item.Case, Verdict: judge(
                        item.Case.Spec, RecordedCluster.KnowledgeOf(item.Version, s_served) with { ReadyNodeAgents = 0 })));
            var fates = verdicts
                .GroupBy(static item => Fate(item.Value.Case, item.Value.Verdict), static item => item.Key)
                .Select(same => same.Count() == versions.Count ? same.Key : $"{same.Key} on {string.Join(", ", same)}");
            var said = Said(verdicts.ToDictionary(static item => item.Key, static item => item.Value.Verdict));
            page.Append($"- **{name}** `{Spec(verdicts.Values.First().Case.Spec)}`<br>{string.Join("; ", fates)}");
            page.Append(said.Length == 0 ? "\n" : $"<br>The provider: {said}\n");
        }
    }

    private static void AppendRules(StringBuilder page)
    {
        page.Append("\n## What the rules say\n\n");
        foreach (var rule in Enum.GetValues<VerdictRule>())
        {
            var words = VerdictWording.Of(rule);
            page.Append($"- *{words.Summary}* (`{rule}`): {words.Remedy}\n");
        }
    }

    private static string Fate(RecordedCase recorded, Verdict verdict) =>
        verdict.Fate.ToString().ToLowerInvariant()
        + (recorded.IsStuck ? ", InProgress for ever"
            : recorded.WasDeletedAtOnce ? ", deleted at once"
            : recorded.Phase is { } phase ? $", {phase}" : "");

    private static string Said(Dictionary<string, Verdict> verdicts)
    {
        var said = verdicts
            .SelectMany(static item => item.Value.Reasons.Select(reason => (item.Key, Text: Said(reason))))
            .Where(static item => item.Text is not null)
            .GroupBy(static item => item.Text, static item => item.Key)
            .Select(same => same.Distinct().Count() == verdicts.Count
                ? same.Key
                : $"{same.Key} on {string.Join(", ", same.Distinct())}");
        return string.Join("; ", said);
    }

    private static string? Said(VerdictReason reason)
    {
        var severity = reason.IsErrorFor(runsNow: true) ? "error" : "warning";
        return $"*{VerdictWording.Of(reason.Rule).Summary}*, {severity} at {(reason.Mending == Mending.Spec ? "validate" : "plan")}";
    }

    private static string Spec(JsonObject spec)
    {
        foreach (var field in s_implied.Where(field => spec[field]?.ToJsonString() is "\"default\"" or "\"720h0m0s\"" or "[\"vsl-a\"]"))
        {
            spec.Remove(field);
        }

        // With blanks, at which a browser can break the line; within texts a line break is escaped.
        var json = spec.ToJsonString(new JsonSerializerOptions
        {
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            WriteIndented = true,
        });
        return string.Join(' ', json.Split('\n', StringSplitOptions.TrimEntries));
    }
}
