using System.Text.Json.Nodes;
using Reliability.Tests.Driver;
using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Reporting;
using VeleroSandbox;
using VeleroSandbox.Api;
using WorkspaceBackup.Velero.Faults;
using Severity = TerraformPlugin.Framework.Severity;

namespace Reliability.Tests.Matrix;

/// <summary>Runs one cell: the operation under the fault, then one apply without it, and looks at everything.</summary>
internal sealed class CellRun(Lane lane, Cell cell)
{
    private static readonly string[] s_lost =
        [FaultWording.Of(FaultKind.TimedOut).Summary, FaultWording.Of(FaultKind.AnswerSlow).Summary];

    private readonly List<string> _problems = [];
    private readonly SandboxCluster _cluster = lane.Sandbox.Clusters[cell.Position];

    private Terraform Terraform => lane.Terraform;

    private string? Address => cell.Operation.Address;

    private IEnumerable<SandboxCluster> Others => lane.Sandbox.Clusters.Where(cluster => cluster != _cluster);

    public CellResult Run()
    {
        var act = cell.Operation.Begin(lane);
        var before = Address is null ? null : Terraform.State.GetValueOrDefault(Address);
        lane.Time.Backoffs.Clear();
        foreach (var cluster in lane.Sandbox.Clusters)
        {
            cluster.Requests.Clear();
        }

        var started = lane.Time.Elapsed;
        var happened = _cluster.Faults.Happened;
        cell.Fault.Begin(cell.Moment, cell.Operation, _cluster, lane.Time);
        Terraform.WithFailingPlugin = cell.Fault.IsOfCredentials ? _cluster.Name : null;
        var report = act();
        Terraform.WithFailingPlugin = null;
        report.Diagnostics.RemoveAll(d => d.Summary == cell.Fault.Incidental && d.Severity == Severity.Warning);
        var took = lane.Time.Elapsed - started;
        var backoffs = lane.Time.Backoffs.ToList();
        var wasMet = _cluster.Faults.Happened > happened
            || ((cell.Fault.IsOfConnections || cell.Fault.IsOfCredentials) && cell.Moment == Moment.FromTheStart
                && (report.Unusual.Any() || backoffs.Count > 0));
        _cluster.Faults.Clear();
        lane.Sandbox.Settle();

        // Names of runs hold the second.
        lane.Time.Advance(TimeSpan.FromMinutes(1));

        _problems.AddRange(report.Bugs);
        Check(took <= cell.Operation.Limit, $"it took {took}");
        CheckDiagnostics(report);
        CheckWrites(backoffs);
        CheckState(before, report);
        var verdict = Verdict(report, wasMet, backoffs.Count > 0);
        CheckConverges(report);
        return new CellResult(cell, verdict, _problems);
    }

    private void Check(bool holds, string problem)
    {
        if (!holds)
        {
            _problems.Add(problem);
        }
    }

    private bool Names(Diagnostic diagnostic, SandboxCluster cluster) =>
        diagnostic.Detail.Contains($"\"{cluster.Name}\"", StringComparison.Ordinal)
        || diagnostic.Detail.Contains($"Cluster {cluster.Name}:", StringComparison.Ordinal)
        || diagnostic.Detail.Contains($"{cluster.Name}:", StringComparison.Ordinal);

    private void CheckDiagnostics(Report report)
    {
        foreach (var diagnostic in report.Unusual)
        {
            Check(Names(diagnostic, _cluster) || !Others.Any(other => Names(diagnostic, other)),
                $"blames another cluster: {diagnostic.Summary}: {diagnostic.Detail}");
        }

        if (report.Unusual.Any())
        {
            Check(report.Diagnostics.Any(d => Names(d, _cluster)
                    && (cell.Fault.Titles.Contains(d.Summary) || cell.Fault.Causes.Any(kind => Tells(d, kind)))),
                $"cluster and cause are not told: {report}");
        }
    }

    private static bool Tells(Diagnostic diagnostic, FaultKind kind) =>
        diagnostic.Summary == FaultWording.Of(kind).Summary
        || diagnostic.Detail.Contains(FaultReason.Of(kind), StringComparison.Ordinal)
        || (kind == FaultKind.Forbidden && diagnostic.Detail.Contains("forbidden", StringComparison.Ordinal));

    private IReadOnlyList<RequestLine> Writes(SandboxCluster cluster) => cell.Operation.Writes is not { } path ? [] :
    [
        .. cluster.Requests.Writes.Where(line => line.Path.EndsWith(path, StringComparison.Ordinal)
            || line.Path.Contains(path + "/", StringComparison.Ordinal)),
    ];

    /// <summary>A write is sent again only when it is known that it was not carried out.</summary>
    private void CheckWrites(List<TimeSpan> backoffs)
    {
        foreach (var cluster in lane.Sandbox.Clusters)
        {
            foreach (var same in Writes(cluster).GroupBy(line => (line.Verb, line.Path)))
            {
                Check(same.Count() == 1 || (cluster == _cluster && cell.Fault.AllowsAnotherWrite && same.Count() <= 5),
                    $"{same.Count()} times {same.Key.Verb} {same.Key.Path}");
            }
        }

        Check(backoffs.TrueForAll(pause => pause >= TimeSpan.FromMilliseconds(50)), "a request is sent again at once");
        Check(backoffs.Count < 3 || backoffs.Distinct().Count() > 1, "backoff without jitter");
    }

    /// <summary>What is on a cluster is in the state, and what is in the state is on the cluster.</summary>
    private void CheckState(Instance? before, Report report)
    {
        if (cell.Operation.DataType is { } type)
        {
            var read = lane.LastData!;
            if (read.IsNull)
            {
                Check(report.HasErrors, "it reads nothing and does not say why");
                return;
            }

            var differences = Differences(Shown(lane.Usual[type], report), Shown(read, report)).ToList();
            Check(differences.Count == 0, $"the other clusters' data differ: {string.Join(", ", differences)}");
            return;
        }

        if (Address is null)
        {
            return;
        }

        var known = Lane.Known(Address, Terraform.State.GetValueOrDefault(Address));
        var was = Lane.Known(Address, before);

        // An import that fails imports nothing, and is made again.
        var isUndone = cell.Operation.Again is not null && report.HasErrors && known.Count == 0;
        var isTold = report.Unusual.Any(d => Names(d, _cluster));
        foreach (var cluster in lane.Sandbox.Clusters)
        {
            var isFaulty = cluster == _cluster && isTold;
            var there = Lane.Made(cluster, Address).Select(found => (string)found["metadata"]!["name"]!).ToList();
            var name = known.GetValueOrDefault(cluster.Name);
            Check(there.Count <= 1, $"{there.Count} objects on {cluster.Name}");
            Check(name is null || there.Contains(name) || (isFaulty && was.GetValueOrDefault(cluster.Name) == name),
                $"the state knows {name}, which is not on {cluster.Name}");
            Check(name is not null || there.Count == 0 || isFaulty || isUndone,
                $"{string.Join(", ", there)} on {cluster.Name} is in no state");
        }
    }

    /// <summary>
    /// What a data source says about the clusters without a fault, and about all when nothing was reported.
    /// </summary>
    private JsonNode Shown(TerraformValue value, Report report)
    {
        var json = JsonNode.Parse(JsonCodec.Encode(value, value.Type))!.AsObject();
        json.Remove("age_seconds");

        // Velero looks at them again while somebody waits.
        foreach (var location in (json["clusters"] as JsonObject ?? [])
            .SelectMany(static cluster => cluster.Value!["locations"] as JsonObject ?? []))
        {
            location.Value!.AsObject().Remove("last_synced_at");
            location.Value.AsObject().Remove("last_validated_at");
        }

        if (json.ContainsKey("by_cluster"))
        {
            json = Lasting(json);
        }

        if (report.Diagnostics.Count == 0)
        {
            return json;
        }

        // These are about all clusters together.
        foreach (var summary in (ReadOnlySpan<string>)
            ["skipped_clusters", "missing_clusters", "complete", "id", "run_time", "in_progress_id", "protected"])
        {
            json.Remove(summary);
        }

        foreach (var (_, node) in json)
        {
            if (node is JsonObject byCluster)
            {
                byCluster.Remove(_cluster.Name);
            }
            else if (node is JsonArray list)
            {
                foreach (var item in list.OfType<JsonObject>()
                    .Where(item => (string?)item["cluster"] == _cluster.Name).ToList())
                {
                    list.Remove(item);
                }
            }
        }

        return json;
    }

    /// <summary>What of two values differs, by its path.</summary>
    private static IEnumerable<string> Differences(JsonNode? usual, JsonNode? read, string path = "") => (usual, read) switch
    {
        (JsonObject one, JsonObject other) => one.Select(static item => item.Key)
            .Union(other.Select(static item => item.Key))
            .SelectMany(key => Differences(one[key], other[key], $"{path}.{key}")),
        _ when JsonNode.DeepEquals(usual, read) => [],
        _ => [$"{path} is {read?.ToJsonString() ?? "null"}, not {usual?.ToJsonString() ?? "null"}"],
    };

    /// <summary>What of a protection does not age, and is not about the Schedules and Backups that others make meanwhile.</summary>
    private static JsonObject Lasting(JsonObject protection) => new()
    {
        ["protected"] = protection["protected"]!.DeepClone(),
        ["findings"] = new JsonArray(
        [
            .. protection["findings"]!.AsArray().Where(static found => found!["schedule"] is null).Select(static found => new JsonObject
            {
                ["severity"] = (string?)found!["severity"],
                ["kind"] = (string?)found["kind"],
                ["cluster"] = (string?)found["cluster"],
                ["namespace"] = (string?)found["namespace"],
            }),
        ]),
        ["by_cluster"] = new JsonObject(protection["by_cluster"]!.AsObject().Select(static cluster => KeyValuePair.Create(
            cluster.Key,
            (JsonNode?)new JsonObject
            {
                ["reason"] = (string?)cluster.Value!["reason"],
                ["velero_version"] = (string?)cluster.Value["velero_version"],
                ["namespaces"] = new JsonObject(cluster.Value["namespaces"]!.AsObject().Select(static item => KeyValuePair.Create(
                    item.Key,
                    (JsonNode?)new JsonObject
                    {
                        ["state"] = (string?)item.Value!["state"],
                        ["has_backup"] = item.Value["backup"] is not null,
                        ["claims"] = (long?)item.Value["claims"],
                        ["claims_covered"] = (long?)item.Value["claims_covered"],
                    }))),
            }))),
    };

    /// <summary>What a run has left out stays left out: it is not made again.</summary>
    private bool Skips(SandboxCluster cluster) => Address != Lane.Schedule
        && Terraform.State.TryGetValue(Address!, out var run)
        && Terraform.Value(Address!, run.State).Entries["skipped_clusters"].Entries.ContainsKey(cluster.Name);

    private string Verdict(Report report, bool wasMet, bool wasRetried)
    {
        if (cell.IsChance)
        {
            return report.HasErrors ? "error: checks lost"
                : cell.Fault.BreaksConnection ? "checks lost: asked for again, or a warning"
                : "warning: checks lost";
        }

        if (!report.Unusual.Any())
        {
            return !wasMet ? "not met" : wasRetried ? "retried, then as usual" : "as usual";
        }

        var worst = report.HasErrors ? Severity.Error : Severity.Warning;
        var summaries = report.Unusual
            .Where(d => d.Severity == worst && Names(d, _cluster))
            .Select(d => cell.Fault.AnswersPartly && s_lost.Contains(d.Summary) ? string.Join(" or ", s_lost) : d.Summary.Split(':')[0])
            .Distinct().Order(StringComparer.Ordinal);
        return (report.HasErrors ? "error: " : "warning: ") + string.Join(", ", summaries) + Reached();
    }

    private string Reached()
    {
        if (cell.Operation.Writes is null)
        {
            return "";
        }

        var others = Others.Select(Writes).ToList();
        return others.TrueForAll(lines => lines.Count == 0) ? "; nothing is written"
            : cell.Operation.Name.StartsWith("create", StringComparison.Ordinal)
                && others.TrueForAll(lines => lines.Any(line => line.Verb == "delete")) ? "; taken back"
            : "; the others are written";
    }

    /// <summary>After the fault one apply converges, and the next plan is empty.</summary>
    private void CheckConverges(Report announced)
    {
        if (cell.Operation.DataType is { } type)
        {
            cell.Operation.Begin(lane)();
            var differences = Differences(Shown(lane.Usual[type], new()), Shown(lane.LastData!, new())).ToList();
            Check(differences.Count == 0, $"without the fault it reads something else: {string.Join(", ", differences)}");
            return;
        }

        if (Address is null)
        {
            return;
        }

        var again = cell.Operation.Again?.Invoke(lane);
        var apply = Terraform.Apply();
        var next = apply.IsEmpty && !apply.Unusual.Any() ? apply : Terraform.Plan();
        foreach (var report in (Report?[])[again, apply, next])
        {
            Check(report is null or { HasErrors: false, Bugs.Count: 0 }, $"after the fault: {report}");
        }

        Check(next.IsEmpty && !next.Unusual.Any(), $"the next plan is not empty: {next}");
        var known = Lane.Known(Address, Terraform.State.GetValueOrDefault(Address));
        var isDeclared = Terraform.Configuration.TryGetValue(Address, out var declared);
        foreach (var cluster in lane.Sandbox.Clusters)
        {
            // A run is never made again by itself, so one whose start had no answer may be there beside the next one:
            // it was named, and expires.
            var there = Lane.Made(cluster, Address).Select(found => (string)found["metadata"]!["name"]!)
                .Where(found => Address == Lane.Schedule || known.GetValueOrDefault(cluster.Name) == found
                    || !announced.Diagnostics.Any(d => d.Detail.Contains(found, StringComparison.Ordinal)));
            Check(!isDeclared || known.ContainsKey(cluster.Name) || Skips(cluster), $"{cluster.Name} was left out");
            Check(there.SequenceEqual(known.TryGetValue(cluster.Name, out var name) ? [name] : []),
                $"at the end {cluster.Name} has {string.Join(", ", there)}, the state {name}");
        }

        lane.Reached(declared);
    }
}
