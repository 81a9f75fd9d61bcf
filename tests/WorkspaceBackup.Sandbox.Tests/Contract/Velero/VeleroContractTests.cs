using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.Storage;
using VeleroSandbox.Velero;

namespace VeleroSandbox.Tests.Contract.Velero;

/// <summary>
/// What a Velero server makes of every recorded spec: the sandbox's server of each recorded version, or, with
/// <c>VELERO_CLUSTER</c>, a real one (<c>make test/velero</c>).
/// </summary>
public sealed class VeleroContractTests(VeleroTargets targets) : IClassFixture<VeleroTargets>
{
    public static TheoryData<string, string> Backups => Cases("backups");

    public static TheoryData<string, string> Restores => Cases("restores");

    public static TheoryData<string, string> Schedules => Cases("schedules");

    [Theory]
    [MemberData(nameof(Schedules))]
    public async Task A_server_makes_of_a_schedule_what_was_recorded(string version, string name)
    {
        var target = await targets.OfAsync(version, "restores");
        if (target is null)
        {
            return;
        }

        var recorded = VeleroRecording.Of(target.Version).Case("schedules", name);
        var (refusal, ended) = await RunAsync(target, "schedules", recorded, recorded.Spec);
        Assert.Null(refusal);
        Assert.Equal(recorded.Phase, ended.Text("status", "phase"));
        Assert.Equal(recorded.ValidationErrors, ended.Texts("status", "validationErrors"));
        if (recorded.Stored is { } stored)
        {
            Assert.Equal(Sorted(stored), Sorted(ended!["spec"]!));
        }
    }

    [Theory]
    [MemberData(nameof(Backups))]
    public async Task A_server_makes_of_a_backup_what_was_recorded(string version, string name)
    {
        var target = await targets.OfAsync(version, name.StartsWith("vol-bound/", StringComparison.Ordinal) ? "bound" : "backups");
        if (target is null)
        {
            return;
        }

        var recorded = VeleroRecording.Of(target.Version).Case("backups", name);
        var (refusal, ended) = await RunAsync(target, "backups", recorded, recorded.Spec);
        if (recorded.Refusal is not null)
        {
            Assert.Equal(Unnamed(recorded.Refusal), Unnamed(refusal ?? ""));
            return;
        }

        Assert.Null(refusal);
        if (ended is null)
        {
            // Expired when it was made.
            Assert.StartsWith("ttl/", name);
            return;
        }

        AssertStatus(recorded, ended, "itemsBackedUp");
        if (recorded.Stored is { } stored)
        {
            Assert.Equal(Sorted(stored), Sorted(ended["spec"]!));
        }

        if (target.Sandbox is not null && recorded.Items is { } items)
        {
            var held = target.Cluster.Velero.Locations.Folder(
                target.Cluster.Velero.Locations.Find(ended.Text("spec", "storageLocation"))!)![NameOf("b", name)];
            AssertItems(items, held.Items.Select(item => (item.Kind, item.FullName)));
            Assert.Equal(Lasting(items), held.Items.Count(item => !RecordedInventory.IsPassing(item.Kind, item.FullName)));
        }
    }

    [Theory]
    [MemberData(nameof(Restores))]
    public async Task A_server_makes_of_a_restore_what_was_recorded(string version, string name)
    {
        var target = await targets.OfAsync(version, "restores");
        if (target is null)
        {
            return;
        }

        var recorded = VeleroRecording.Of(target.Version).Case("restores", name);
        if (target.Sandbox is not null)
        {
            RestoredState.Arrange(target.Cluster, recorded);
        }

        var (refusal, ended) = await RunAsync(target, "restores", recorded, recorded.Spec);
        if (recorded.Refusal is not null)
        {
            Assert.Equal(Unnamed(recorded.Refusal), Unnamed(refusal ?? ""));
            return;
        }

        Assert.Null(refusal);
        AssertStatus(recorded, ended!, "itemsRestored");
        if (target.Sandbox is not null && recorded.Items is { } items)
        {
            AssertItems(items, target.Cluster.Velero.Restored[NameOf("r", name)].Items
                .Select(item => (item.Kind, $"{item.FullName}({item.Action})")));
        }
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

    private static async Task<(string? Refusal, JsonObject? Ended)> RunAsync(
        VeleroTarget target, string resource, RecordedCase recorded, JsonObject spec)
    {
        var name = NameOf(resource[..1], recorded.Name);
        var refusal = await target.CreateAsync(resource, name, spec);
        return (refusal, refusal is null ? await target.EndAsync(resource, name, recorded.IsStuck || recorded.Phase is null) : null);
    }

    private static string NameOf(string prefix, string @case) => $"{prefix}-{@case.Replace('/', '-')}";

    private static void AssertStatus(RecordedCase recorded, JsonObject ended, string count)
    {
        if (recorded.Phase is null)
        {
            return;
        }

        Assert.Equal(recorded.Phase, ended.Text("status", "phase"));
        Assert.Equal(
            recorded.ValidationErrors.Select(Unnamed), ended.Texts("status", "validationErrors").Select(Unnamed));
        Assert.Equal(recorded.Number("errors"), ended.At("status", "errors")?.GetValue<int>() ?? 0);
        if (recorded.FailureReason is { } reason && !reason.StartsWith("rpc error", StringComparison.Ordinal))
        {
            Assert.Equal(reason, ended.Text("status", "failureReason"));
        }

        if (recorded.Items?.Keys.Any(RecordedInventory.IsPassing) != true)
        {
            Assert.Equal(recorded.Number("progress", count), ended.At("status", "progress", count)?.GetValue<int>() ?? 0);
        }
    }

    private static void AssertItems(
        IReadOnlyDictionary<string, IReadOnlyList<string>> recorded, IEnumerable<(string Kind, string Name)> held)
    {
        var expected = recorded
            .SelectMany(item => RecordedInventory.Names(item.Value).Select(name => (Kind: item.Key, Name: name)))
            .Where(item => !item.Name.StartsWith("made-up-", StringComparison.Ordinal) || !IsCounted(item.Kind));
        var counted = recorded.Where(item => item.Value is [var only] && only.EndsWith(" of them", StringComparison.Ordinal))
            .Select(item => item.Key).ToHashSet();
        Assert.Equal(
            Shown(expected.Where(item => !counted.Contains(item.Kind))), Shown(held.Where(item => !counted.Contains(item.Kind))));
    }

    private static bool IsCounted(string kind) => RecordedInventory.IsPassing(kind);

    private static int Lasting(IReadOnlyDictionary<string, IReadOnlyList<string>> items) => items
        .SelectMany(item => RecordedInventory.Names(item.Value).Select(name => (item.Key, Name: name)))
        .Count(item => item.Name.StartsWith("made-up-", StringComparison.Ordinal)
            ? !RecordedInventory.IsPassing(item.Key)
            : !RecordedInventory.IsPassing(item.Key, item.Name))
        - CountedDefinitions(items);

    /// <summary>Of a list that is but a count, the passing definitions are among the counted.</summary>
    private static int CountedDefinitions(IReadOnlyDictionary<string, IReadOnlyList<string>> items) =>
        items.TryGetValue("apiextensions.k8s.io/v1/CustomResourceDefinition", out var definitions)
        && definitions is [var only] && only.EndsWith(" of them", StringComparison.Ordinal)
            ? 3
            : 0;

    private static IEnumerable<string> Shown(IEnumerable<(string Kind, string Name)> items) => items
        .Where(item => !RecordedInventory.IsPassing(item.Kind, item.Name))
        .Select(item => $"{item.Kind} {item.Name}").Order(StringComparer.Ordinal);

    /// <summary>The recordings hide the names of the objects, or have those they were sent with.</summary>
    private static string Unnamed(string text) => System.Text.RegularExpressions.Regex
        .Replace(text.Replace("xnope", "nope").Replace("znope", "nope"), "<name>|[br]-[a-z]+-[a-z0-9-]+", "<name>");

    private static string Sorted(JsonNode value) => string.Join(
        "\n", ((JsonObject)value).OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => $"{item.Key}: {item.Value?.ToJsonString()}"));
}
