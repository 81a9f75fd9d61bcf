using System.Text.Json.Nodes;
using VeleroSandbox.Schemas;
using WorkspaceBackup.Velero.Verdicts;

namespace VeleroSandbox.Tests.Contract.Velero;

/// <summary>The model of Velero's verdict, held to every case of every recorded version.</summary>
public sealed class ModelContractTests
{
    private static readonly IReadOnlyList<KnownResource> s_resources =
    [
        .. new ResourceCatalog().Types.Concat(
            ResourceCatalog.Definitions("1.18.1", null).SelectMany(CrdReader.Read))
            .Select(type => new KnownResource(type.Group, type.Plural, type.Kind, type.Namespaced, type.ShortNames)),
        new("rbac.authorization.k8s.io", "clusterroles", "ClusterRole", Namespaced: false, []),
        new("", "nodes", "Node", Namespaced: false, ["no"]),
    ];

    public static TheoryData<string, string> Backups => Cases("backups");

    public static TheoryData<string, string> Restores => Cases("restores");

    [Theory]
    [MemberData(nameof(Backups))]
    public void The_model_says_of_a_backup_what_the_server_said(string version, string name)
    {
        var recorded = VeleroRecording.Of(version).Case("backups", name);
        var cluster = RecordedCluster.KnowledgeOf(version, s_resources) with
        {
            ReadyNodeAgents = 0,
            HasPodVolumes = name.StartsWith("vol-bound/", StringComparison.Ordinal),
        };
        var verdict = BackupVerdicts.Of(recorded.Spec, cluster);
        Hold(recorded, verdict);
        if (recorded.Stored is { } stored)
        {
            AssertEqual(stored, StoredSpec.Of(recorded.Spec, cluster, new ServerDefaults()));
        }
    }

    [Theory]
    [MemberData(nameof(Restores))]
    public void The_model_says_of_a_restore_what_the_server_said(string version, string name)
    {
        var recorded = VeleroRecording.Of(version).Case("restores", name);
        Hold(recorded, RestoreVerdicts.Of(recorded.Spec, RecordedCluster.KnowledgeOf(version, s_resources)));
    }

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

    private static void Hold(RecordedCase recorded, Verdict verdict)
    {
        if (recorded.Refusal is not null)
        {
            Assert.Equal(Fate.Refused, verdict.Fate);
            return;
        }

        if (recorded.Phase is { } phase)
        {
            Assert.Equal(phase, verdict.Phase);
        }

        Assert.Equal(
            recorded.ValidationErrors.Select(Unnamed), verdict.ValidationErrors.Select(Unnamed));
        if (recorded.FailureReason is { } reason && !reason.Contains("rpc error", StringComparison.Ordinal))
        {
            Assert.Equal(reason, verdict.FailureReason);
        }

        Assert.Contains(verdict.Fate, Fates(recorded));
    }

    /// <summary>What may be said of it: strict wherever the recording is clear.</summary>
    private static Fate[] Fates(RecordedCase recorded)
    {
        var items = recorded.Items;
        var holdsObjects = items?.Keys.Any(kind => kind != "v1/Namespace") == true;
        return recorded.Phase switch
        {
            null => [Fate.Never, Fate.Good],
            // What carries a label, the model is not told.
            "Completed" when items is { Count: 0 } => recorded.Spec.ContainsKey("labelSelector")
                ? [Fate.Empty, Fate.Good]
                : [Fate.Empty, Fate.Never],
            "Completed" when items is null || holdsObjects => [Fate.Good, Fate.Partial, Fate.Never],
            "Completed" => [Fate.Good, Fate.Empty, Fate.Never],
            "PartiallyFailed" when holdsObjects => [Fate.Partial],
            _ => [Fate.Never],
        };
    }

    /// <summary>The recordings hide the names of the objects, but not in these words.</summary>
    private static string Unnamed(string text) =>
        text.Replace("xnope", "nope", StringComparison.Ordinal).Replace("znope", "nope", StringComparison.Ordinal);

    private static void AssertEqual(JsonObject expected, JsonObject actual) =>
        Assert.True(JsonNode.DeepEquals(expected, actual), $"expected {Sorted(expected)}\nactual   {Sorted(actual)}");

    private static string Sorted(JsonObject value) =>
        string.Join(", ", value.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => $"{item.Key}: {item.Value?.ToJsonString()}"));
}
