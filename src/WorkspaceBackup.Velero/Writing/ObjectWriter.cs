using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Writing;

/// <summary>
/// Writes one object on one cluster, whatever its kind: a POST, or a patch of what is there; tried as a dry run, then
/// sent, and looked up when the answer was lost.
/// </summary>
/// <param name="clusterUid">The cluster that was found to answer.</param>
/// <param name="current">What is there now; null: this is a create.</param>
internal sealed class ObjectWriter(Cluster cluster, string clusterUid, IManifest manifest, JsonObject? current = null)
{
    // Each attempt can only learn of more unknown fields, and each retry needs somebody else's write in between.
    private const int MaxDryRuns = 4;
    private const int MaxConflicts = 5;

    public Cluster Cluster => cluster;

    public string ClusterUid => clusterUid;

    public IManifest Manifest => manifest;

    /// <summary>What is there now; null: this is a create.</summary>
    public JsonObject? Current { get; private set; } = current;

    /// <summary>Those fields that the provider adds by itself and this cluster does not know.</summary>
    public StringSet LeftOut { get; private set; } = StringSet.Empty;

    public string Object => manifest.Path.ObjectName;

    /// <summary>Sends it as a dry run, and learns from it what this cluster does not know.</summary>
    /// <param name="planning">At plan, an identity that may not write is a warning.</param>
    /// <returns>What stands in the way; the fault of a cluster that does not answer comes apart.</returns>
    public async Task<(IReadOnlyList<Finding> Findings, Fault? Unhealthy)> DryRunAsync(
        bool planning, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await SendAsync(new WriteOptions(DryRun: true), cancellationToken);
            if (outcome.TryGet(out var answer, out var fault))
            {
                return ([.. Judge(answer, leavesOut: true), .. LeftOutWarnings()], null);
            }

            var unknown = UnknownFields.In(fault.Detail).SelectMany(Modelled).Distinct().ToList();
            if (unknown.Count > 0)
            {
                var declared = unknown.Where(field => !manifest.ProviderAdded.Contains(field)).ToList();
                if (declared.Count > 0 || attempt == MaxDryRuns)
                {
                    return ([.. (declared.Count > 0 ? declared : unknown).Select(Dropped)], null);
                }

                LeaveOut(unknown);
            }
            else if (fault.Kind != FaultKind.Conflict || attempt == MaxDryRuns || !await ReadAgainAsync(cancellationToken))
            {
                return fault.IsUnhealthy ? ([], fault) : ([Refusal(fault, planning), .. LeftOutWarnings()], null);
            }
        }
    }

    /// <summary>Sends it for good.</summary>
    /// <param name="look">For finding out, even when the call is cancelled, what an unanswered write did.</param>
    public async Task<ObjectWritten> ExecuteAsync(
        Func<CancellationTokenSource> look, CancellationToken cancellationToken)
    {
        if (await manifest.BeforeAsync(cancellationToken) is { } prevented)
        {
            return new ObjectWritten(this, Current, About(prevented), [], IsAbsent: Current is null);
        }

        for (var attempt = 1; ; attempt++)
        {
            var outcome = await SendAsync(default, cancellationToken);
            if (outcome.TryGet(out var answer, out var fault))
            {
                return new ObjectWritten(
                    this, answer, null, [.. Judge(answer, leavesOut: false), .. await manifest.AfterAsync(Current, cancellationToken)]);
            }

            if (fault.Kind != FaultKind.Conflict || attempt == MaxConflicts || !await ReadAgainAsync(cancellationToken))
            {
                return await WhatHappenedAsync(fault, look);
            }
        }
    }

    private Task<Outcome<JsonObject>> SendAsync(WriteOptions options, CancellationToken cancellationToken)
    {
        var body = manifest.Body(Current, LeftOut);
        return Current is null
            ? cluster.Api.CreateAsync(manifest.Path with { Name = null }, body, options, cancellationToken)
            : cluster.Api.PatchAsync(manifest.Path, body, options, cancellationToken);
    }

    /// <summary>So that the same patch is made for the object as somebody else left it.</summary>
    private async Task<bool> ReadAgainAsync(CancellationToken cancellationToken)
    {
        if (Current is null || !(await cluster.Api.GetAsync(manifest.Path, cancellationToken)).TryGet(out var found, out _))
        {
            return false;
        }

        Current = found;
        return true;
    }

    /// <summary>
    /// A write without an answer may have been stored, and a repeated POST is answered by its own first attempt: the
    /// token tells.
    /// </summary>
    private async Task<ObjectWritten> WhatHappenedAsync(Fault fault, Func<CancellationTokenSource> look)
    {
        using var limit = look();
        var outcome = await cluster.Api.GetAsync(manifest.Path, limit.Token);
        if (!outcome.TryGet(out var found, out var lookFault))
        {
            return new ObjectWritten(this, null, About(fault), [], IsAbsent: lookFault.Kind == FaultKind.NotFound);
        }

        if (Current is null)
        {
            // Without the token it is somebody else's, come between the check and the write.
            return IsOwn(found)
                ? new ObjectWritten(
                    this, found, fault.Kind == FaultKind.Cancelled ? About(fault) : null, [.. Judge(found, leavesOut: false)])
                : new ObjectWritten(this, null, About(fault), [], IsAbsent: true);
        }

        var isReached = (fault.IsUnhealthy || fault.Kind is FaultKind.UnexpectedAnswer or FaultKind.MachineLimit) && !manifest.Compare(found, Current, LeftOut).Any();
        return new ObjectWritten(this, found, isReached ? null : About(fault), []);
    }

    /// <summary>Whether an object under this name is the one that this writer makes.</summary>
    public bool IsOwn(JsonObject found) => manifest.Token is { } token
        && Json.Text(found, "metadata", "annotations", OwnedMetadata.InstanceAnnotation) == token;

    private List<Finding> Judge(JsonObject answer, bool leavesOut)
    {
        var findings = new List<Finding>();
        var dropped = new List<string>();
        foreach (var mismatch in manifest.Compare(answer, Current, LeftOut))
        {
            if (!mismatch.IsDropped)
            {
                findings.Add(Changed(mismatch));
                continue;
            }

            foreach (var field in Modelled(mismatch.Field))
            {
                if (manifest.ProviderAdded.Contains(field))
                {
                    dropped.Add(field);
                }
                else
                {
                    findings.Add(Dropped(field));
                }
            }
        }

        if (leavesOut)
        {
            LeaveOut(dropped);
        }

        return [.. findings.Distinct()];
    }

    /// <summary>
    /// A path below a field that came with a later Velero is about that field; an object that is unknown as a whole, about
    /// the fields that were sent in it.
    /// </summary>
    private IEnumerable<string> Modelled(string path)
    {
        if (manifest.Fields.Keys.FirstOrDefault(field => path.StartsWith($"{field}.", StringComparison.Ordinal)) is { } above)
        {
            return [manifest.Fields[above] is null ? path : above];
        }

        var body = manifest.Body(Current, LeftOut);
        var within = manifest.Fields.Keys
            .Where(field => field.StartsWith($"{path}.", StringComparison.Ordinal)
                && MergePatch.Find(body, field.Split('.')) is not null)
            .ToList();
        return within.Count > 0 ? within : [path];
    }

    private IEnumerable<Finding> LeftOutWarnings()
    {
        foreach (var field in LeftOut)
        {
            if (manifest.Consequence(field, Current) is { } consequence)
            {
                yield return Finding.Warning(
                    FindingKind.FieldLeftOut,
                    cluster.Name,
                    $"Velero on this cluster does not know the field{Since(field)}, so it was left out: {consequence}.",
                    field,
                    Object);
            }
        }
    }

    private Finding Refusal(Fault fault, bool planning)
    {
        if (fault.Detail.Contains("does not support dry run", StringComparison.Ordinal))
        {
            return Finding.Warning(
                FindingKind.CannotCheck,
                cluster.Name,
                $"An admission webhook refuses dry runs, so the write could not be tried before: {fault.Detail}",
                null,
                Object);
        }

        return planning && fault.Kind == FaultKind.Forbidden
            ? Finding.Warning(
                FindingKind.CannotCheck,
                cluster.Name,
                $"This identity cannot check writes, and could not write either: {fault.Detail}",
                null,
                Object) with
            { Fault = fault }
            : Finding.Of(About(fault));
    }

    private Finding Changed(FieldMismatch mismatch) => Finding.Of(new Fault(
        FaultKind.UnexpectedAnswer,
        cluster.Name,
        $"sent {mismatch.Sent}, stored {mismatch.Stored}: an admission webhook of the cluster changes the field; declare what "
        + "it makes of it, or exempt the object",
        mismatch.Field,
        Object));

    private Finding Dropped(string field) => Finding.Of(new Fault(
        FaultKind.FieldDropped,
        cluster.Name,
        $"the Velero on this cluster does not know the field{Since(field)}, and its API server would drop it; upgrade Velero "
        + "there, or do not set the field",
        field,
        Object));

    private string Since(string field) =>
        manifest.Fields.GetValueOrDefault(field) is { } version ? $" (it came with Velero {version})" : "";

    private Fault About(Fault fault) => fault.Object is null ? fault with { Object = Object } : fault;

    private void LeaveOut(IEnumerable<string> fields) => LeftOut = StringSet.From([.. LeftOut, .. fields]);
}
