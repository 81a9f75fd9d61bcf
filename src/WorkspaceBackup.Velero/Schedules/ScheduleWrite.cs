using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>One cluster's part of a create or an update: a POST, or a patch of what is there.</summary>
internal sealed class ScheduleWrite
{
    // Each attempt can only learn of more unknown fields, and each retry needs somebody else's write in between.
    private const int MaxDryRuns = 4;
    private const int MaxConflicts = 5;

    private readonly bool? _skipImmediately;

    public ScheduleWrite(
        Cluster cluster, string clusterUid, ScheduleDeclaration declaration, string? instanceToken, string name)
    {
        Cluster = cluster;
        ClusterUid = clusterUid;
        var element = ScheduleService.Declare(declaration, cluster.Name, cluster.VeleroNamespace, clusterUid, name);
        _skipImmediately = declaration.SkipImmediately;
        Manifest = new ScheduleManifest
        {
            Element = element,
            OwnLabels = OwnedMetadata.Labels(declaration.Workspace, declaration.Prefix, cluster.Name, clusterUid),
            Clusters = declaration.Clusters,
            RunCron = declaration.RunCron(),
            InstanceToken = instanceToken,
            SkipImmediately = _skipImmediately,
            ProviderAdded = ProviderAdded(declaration, element),
        };
    }

    public Cluster Cluster { get; }

    public string ClusterUid { get; }

    public ScheduleManifest Manifest { get; private set; }

    /// <summary>What is there now; null: this is a create.</summary>
    public StoredSchedule? Current { get; private set; }

    /// <summary>No Velero server answers there, so that waiting for one is in vain.</summary>
    public bool IsVeleroSilent { get; set; }

    /// <summary>An object of ours that no state knew.</summary>
    public bool Adopts { get; init; }

    /// <summary>
    /// The same Schedule in the namespace that was Velero's before <c>velero_namespace</c> changed; it goes first.
    /// </summary>
    public ScheduleRemoval? Former { get; init; }

    /// <summary>The user's labels that the object was given before.</summary>
    public StringSet FormerLabels { get; init; } = StringSet.Empty;

    public string Object => ScheduleReader.Describe(Cluster, Manifest.Element.Name);

    /// <summary>
    /// Whether Velero has a new verdict to give, or a run to skip: for a new cron, and at the end of a pause. With
    /// nothing of that kind, sending it would let a run that is due be lost.
    /// </summary>
    public bool ChangesRuns => Current is null
        || Current.Element.Schedule != Manifest.Element.Schedule
        || (Current.Element.Paused && !Manifest.Element.Paused);

    private ApiPath Collection => ApiPath.Velero("schedules", Cluster.VeleroNamespace);

    private JsonObject? CurrentObject { get; set; }

    /// <summary>Makes this a patch of an object.</summary>
    public void Patch(JsonObject current)
    {
        CurrentObject = current;
        Current = Read(current);
        Manifest = Manifest with { SkipImmediately = ChangesRuns ? _skipImmediately : null };
    }

    /// <summary>
    /// Sends it as a dry run. Fields that the provider adds by itself and this cluster does not know are left out
    /// from then on.
    /// </summary>
    /// <param name="planning">At plan, an identity that may not write is a warning.</param>
    public async Task<ScheduleCheck> DryRunAsync(bool planning, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await SendAsync(new WriteOptions(DryRun: true), cancellationToken);
            if (outcome.TryGet(out var answer, out var fault))
            {
                return CheckAnswer(answer, leaveOut: true);
            }

            if (UnknownFields.In(fault.Detail) is { Count: > 0 } unknown)
            {
                var declared = unknown.Where(field => !Manifest.ProviderAdded.Contains(field)).ToList();
                if (declared.Count > 0 || attempt == MaxDryRuns)
                {
                    return new ScheduleCheck([.. (declared.Count > 0 ? declared : unknown).Select(
                        field => Finding.Of(Dropped(field, ScheduleManifest.SinceOf(field))))]);
                }

                LeaveOut(unknown);
                continue;
            }

            if (fault.Kind == FaultKind.Conflict && attempt < MaxDryRuns
                && await ReadAgainAsync(cancellationToken) is null)
            {
                continue;
            }

            return Refusal(fault, planning);
        }
    }

    /// <summary>Warnings about what is left out, where that has a consequence.</summary>
    public IEnumerable<Finding> LeftOutWarnings()
    {
        foreach (var field in Manifest.LeftOut)
        {
            var consequence = field switch
            {
                ScheduleManifest.SkipImmediatelyField => Manifest is { SkipImmediately: true, Element.Paused: false }
                    ? "a backup that is due starts at once after this change"
                    : null,
                ScheduleManifest.PausedField or ScheduleManifest.OwnerReferencesField => null,
                _ => "volumes may still be backed up, as the server's own flags say",
            };
            if (consequence is not null)
            {
                yield return Finding.Warning(
                    FindingKind.FieldLeftOut,
                    Cluster.Name,
                    $"Velero on this cluster does not know the field{Since(ScheduleManifest.SinceOf(field))}, so it "
                    + $"was left out: {consequence}.",
                    field,
                    Object);
            }
        }
    }

    /// <summary>Sends it for good.</summary>
    /// <param name="look">For finding out, even when the call is cancelled, what an unanswered write did.</param>
    public async Task<ScheduleWritten> ExecuteAsync(
        Func<CancellationTokenSource> look, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await SendAsync(default, cancellationToken);
            if (outcome.TryGet(out var answer, out var fault))
            {
                return Written(answer, null);
            }

            if (fault.Kind == FaultKind.Conflict && Current is not null && attempt < MaxConflicts
                && await ReadAgainAsync(cancellationToken) is null)
            {
                continue;
            }

            return await WhatHappenedAsync(fault, look);
        }
    }

    private static StringSet ProviderAdded(ScheduleDeclaration declaration, ScheduleElement element)
    {
        List<string> fields = [ScheduleManifest.SkipImmediatelyField, ScheduleManifest.OwnerReferencesField];
        if (!element.Paused)
        {
            fields.Add(ScheduleManifest.PausedField);
        }

        fields.AddRange(BackupContentFields.All
            .Where(field => field.IsSet(element.Content) && !field.IsSet(declaration.Content))
            .Select(ScheduleManifest.PathOf));
        return StringSet.From(fields);
    }

    private static string Since(VeleroVersion? since) =>
        since is { } version ? $" (it came with Velero {version})" : "";

    private Task<Outcome<JsonObject>> SendAsync(WriteOptions options, CancellationToken cancellationToken) =>
        CurrentObject is null
            ? Cluster.Api.CreateAsync(
                Collection, Manifest.ToCreate(Cluster.VeleroNamespace), options, cancellationToken)
            : Cluster.Api.PatchAsync(
                Collection.Named(Manifest.Element.Name),
                Manifest.ToPatch(CurrentObject, FormerLabels),
                options,
                cancellationToken);

    /// <summary>The same patch, made for the object as somebody else left it.</summary>
    private async Task<Fault?> ReadAgainAsync(CancellationToken cancellationToken)
    {
        var outcome = await Cluster.Api.GetAsync(Collection.Named(Manifest.Element.Name), cancellationToken);
        if (outcome.TryGet(out var current, out var fault))
        {
            Patch(current);
        }

        return fault;
    }

    public StoredSchedule Read(JsonObject schedule) =>
        ScheduleReader.Read(
            schedule, Cluster, ClusterUid, StringSet.From([.. FormerLabels, .. Manifest.Element.Labels.Keys]));

    private ScheduleCheck CheckAnswer(JsonObject answer, bool leaveOut)
    {
        var findings = new List<Finding>();
        var dropped = new List<string>();
        foreach (var mismatch in Manifest.Compare(answer))
        {
            if (mismatch.IsDropped && Manifest.ProviderAdded.Contains(mismatch.Field))
            {
                dropped.Add(mismatch.Field);
            }
            else if (mismatch.IsDropped)
            {
                findings.Add(Finding.Of(Dropped(mismatch.Field, mismatch.Since)));
            }
            else
            {
                findings.Add(Finding.Of(new Fault(
                    FaultKind.UnexpectedAnswer,
                    Cluster.Name,
                    $"sent {mismatch.Sent}, stored {mismatch.Stored}: an admission webhook of the cluster changes "
                    + "the field; declare what it makes of it, or exempt the object",
                    mismatch.Field,
                    Object)));
            }
        }

        if (leaveOut)
        {
            LeaveOut(dropped);
        }

        return new ScheduleCheck(findings);
    }

    private ScheduleCheck Refusal(Fault fault, bool planning)
    {
        if (fault.Detail.Contains("does not support dry run", StringComparison.Ordinal))
        {
            return new ScheduleCheck([Finding.Warning(
                FindingKind.CannotCheck,
                Cluster.Name,
                $"An admission webhook refuses dry runs, so the write could not be tried before: {fault.Detail}",
                null,
                Object)]);
        }

        if (planning && fault.Kind == FaultKind.Forbidden)
        {
            return new ScheduleCheck([Finding.Warning(
                FindingKind.CannotCheck,
                Cluster.Name,
                $"This identity cannot check writes; an apply with it would fail: {fault.Detail}",
                null,
                Object) with { Fault = fault }]);
        }

        return fault.IsUnhealthy ? new ScheduleCheck([], fault) : new ScheduleCheck([Finding.Of(About(fault))]);
    }

    private Fault Dropped(string field, VeleroVersion? since) => new(
        FaultKind.FieldDropped,
        Cluster.Name,
        $"the Velero on this cluster does not know the field{Since(since)}, and its API server would drop it; "
        + "upgrade Velero there, or do not set the field",
        field,
        Object);

    private Fault About(Fault fault) => fault.Object is null ? fault with { Object = Object } : fault;

    private void LeaveOut(IEnumerable<string> fields) =>
        Manifest = Manifest with { LeftOut = StringSet.From([.. Manifest.LeftOut, .. fields]) };

    private ScheduleWritten Written(JsonObject answer, Fault? fault) =>
        new(this, Read(answer), Made: Current is null, fault, CheckAnswer(answer, leaveOut: false).Findings);

    /// <summary>
    /// A write without an answer may have been stored, and a repeated POST is answered by its own first attempt: the
    /// token tells.
    /// </summary>
    private async Task<ScheduleWritten> WhatHappenedAsync(Fault fault, Func<CancellationTokenSource> look)
    {
        using var limit = look();
        var outcome = await Cluster.Api.GetAsync(Collection.Named(Manifest.Element.Name), limit.Token);
        if (!outcome.TryGet(out var found, out var lookFault))
        {
            return new ScheduleWritten(
                this, null, Made: false, About(fault), [], IsAbsent: lookFault.Kind == FaultKind.NotFound);
        }

        var isOwn = ScheduleReader.TextAt(found, "metadata", "annotations", OwnedMetadata.InstanceAnnotation)
            == Manifest.InstanceToken && Manifest.InstanceToken is not null;
        if (Current is null && isOwn)
        {
            return Written(found, fault.Kind == FaultKind.Cancelled ? fault : null);
        }

        if (Current is null)
        {
            // Somebody else's, come between the check and the write.
            return new ScheduleWritten(this, null, Made: false, About(fault), [], IsAbsent: true);
        }

        var reached = Manifest.Compare(found).Count == 0 && fault.Kind != FaultKind.Cancelled && fault.IsUnhealthy;
        return new ScheduleWritten(this, Read(found), Made: false, reached ? null : About(fault), []);
    }
}
