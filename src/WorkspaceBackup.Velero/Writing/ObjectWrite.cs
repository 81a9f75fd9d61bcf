using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Writing;

/// <summary>
/// The creation of one Backup or Restore: tried as a dry run, then sent, once. The random id in its annotation tells an
/// object of ours from another of its name, and so whether an unanswered or repeated POST was stored.
/// </summary>
internal sealed class ObjectWrite(Cluster cluster, ApiPath path, JsonObject body, string operationId)
{
    private const int MaxDryRuns = 4;

    public Cluster Cluster => cluster;

    public ApiPath Path => path;

    public JsonObject Body => body;

    /// <summary>Fields that nobody declared, as dotted paths: a Velero that does not know them is not sent them.</summary>
    public StringSet ProviderAdded { get; init; } = StringSet.Empty;

    /// <summary>
    /// By the dotted path of each field that can be declared the first Velero that has it; null: all that are supported.
    /// </summary>
    public required IReadOnlyDictionary<string, VeleroVersion?> Fields { get; init; }

    private ApiPath Collection => path with { Name = null };

    /// <returns>What stands in the way; the fault of a cluster that does not answer comes apart.</returns>
    public async Task<(IReadOnlyList<Finding> Findings, Fault? Unhealthy)> DryRunAsync(
        bool planning, CancellationToken cancellationToken)
    {
        var warnings = new List<Finding>();
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await cluster.Api.CreateAsync(Collection, body, new WriteOptions(DryRun: true), cancellationToken);
            if (!outcome.TryGet(out var answer, out var fault) && UnknownFields.In(fault.Detail) is not { Count: > 0 })
            {
                return fault.IsUnhealthy ? ([], fault) : ([.. warnings, Refusal(fault, planning)], null);
            }

            var unknown = (fault is not null ? UnknownFields.In(fault.Detail) : Dropped(answer!))
                .SelectMany(Declarable).Distinct().ToList();
            var declared = unknown.Where(field => !ProviderAdded.Contains(field)).ToList();
            if (declared.Count > 0 || (unknown.Count > 0 && attempt == MaxDryRuns))
            {
                return ([.. (declared.Count > 0 ? declared : unknown).Select(field => Finding.Of(DroppedFault(field)))], null);
            }

            if (unknown.Count == 0)
            {
                return ([.. warnings, .. Changed(answer!)], null);
            }

            foreach (var field in unknown)
            {
                SentFields.Remove(body, field);
                warnings.Add(Finding.Warning(
                    FindingKind.FieldLeftOut,
                    cluster.Name,
                    $"Velero on this cluster does not know the field{Since(field)}, so it was left out: volumes may still be "
                    + "backed up, as the server's own flags say.",
                    field,
                    path.ObjectName));
            }
        }
    }

    /// <summary>Sends it for good.</summary>
    /// <param name="look">For finding out, even when the call is cancelled, what an unanswered write did.</param>
    public async Task<ObjectWritten> ExecuteAsync(Func<CancellationTokenSource> look, CancellationToken cancellationToken)
    {
        var outcome = await cluster.Api.CreateAsync(Collection, body, default, cancellationToken);
        if (outcome.TryGet(out var stored, out var fault))
        {
            return new ObjectWritten(this, stored, null);
        }

        using var limit = look();
        var looked = await cluster.Api.GetAsync(path, limit.Token);
        return looked.TryGet(out var found, out var lookFault)
            ? IsOwn(found) ? new ObjectWritten(this, found, null) : new ObjectWritten(this, null, About(fault))
            : new ObjectWritten(this, null, About(fault), MayExist: lookFault.Kind != FaultKind.NotFound);
    }

    private bool IsOwn(JsonObject found) =>
        Json.Text(found, "metadata", "annotations", OwnedMetadata.InstanceAnnotation) == operationId;

    /// <summary>
    /// A path below a field that came with a later Velero is about that field; an object that is unknown as a whole, about
    /// the fields that were sent in it.
    /// </summary>
    private IEnumerable<string> Declarable(string path)
    {
        if (Fields.Keys.FirstOrDefault(field => path.StartsWith($"{field}.", StringComparison.Ordinal)) is { } above)
        {
            return [Fields[above] is null ? path : above];
        }

        var within = Fields.Keys
            .Where(field => field.StartsWith($"{path}.", StringComparison.Ordinal)
                && MergePatch.Find(body, field.Split('.')) is not null)
            .ToList();
        return within.Count > 0 ? within : [path];
    }

    private IReadOnlyList<string> Dropped(JsonObject answer) =>
        [.. Differences(answer).Where(field => field.Stored is null).Select(field => field.Path)];

    private IEnumerable<Finding> Changed(JsonObject answer) => Differences(answer)
        .Select(field => Finding.Of(new Fault(
            FaultKind.UnexpectedAnswer,
            cluster.Name,
            $"sent {field.Sent.ToJsonString()}, stored {field.Stored!.ToJsonString()}: an admission webhook of the cluster "
            + "changes the field; declare what it makes of it, or exempt the object",
            field.Path,
            path.ObjectName)));

    private IEnumerable<(string Path, JsonNode Sent, JsonNode? Stored)> Differences(JsonObject answer) =>
        SentFields.NotIn((JsonObject)body["spec"]!, answer["spec"] as JsonObject, "spec");

    private Finding Refusal(Fault fault, bool planning)
    {
        if (fault.Detail.Contains("does not support dry run", StringComparison.Ordinal))
        {
            return Finding.Warning(
                FindingKind.CannotCheck,
                cluster.Name,
                $"An admission webhook refuses dry runs, so the write could not be tried before: {fault.Detail}",
                null,
                path.ObjectName);
        }

        return planning && fault.Kind == FaultKind.Forbidden
            ? Finding.Warning(
                FindingKind.CannotCheck,
                cluster.Name,
                $"This identity cannot check writes; an apply with it would fail: {fault.Detail}",
                null,
                path.ObjectName)
            : Finding.Of(About(fault));
    }

    private Fault DroppedFault(string field) => new(
        FaultKind.FieldDropped,
        cluster.Name,
        $"the Velero on this cluster does not know the field{Since(field)}, and its API server would drop it; upgrade Velero "
        + "there, or do not set the field",
        field,
        path.ObjectName);

    private string Since(string field) => Fields.GetValueOrDefault(field) is { } version ? $" (it came with Velero {version})" : "";

    private Fault About(Fault fault) => fault.Object is null ? fault with { Object = path.ObjectName } : fault;
}
