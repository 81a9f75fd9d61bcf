using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Downloads;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>
/// What runs once on many clusters: it is named, started, waited for, looked at again and removed.
/// <c>docs/design/backup-and-restore.md</c> has the rules and their reasons.
/// </summary>
/// <param name="time">The clock of names and of all waiting.</param>
/// <param name="servers">Asked whether Velero runs; share one per process.</param>
/// <param name="reviews">Asked what the identity may do; share one per process.</param>
/// <param name="files">Reads what Velero keeps of those that are over.</param>
/// <param name="lostLimit">For how long without a break a cluster may fail to answer while it is waited for; 10 min.</param>
public abstract class OperationService<TRequest, TRecord>(
    TimeProvider time, VeleroServers servers, AccessReviews reviews, IBackupFiles files, TimeSpan? lostLimit)
    where TRequest : OperationRequest
{
    private const int MaxAttempts = 10;

    private readonly OperationTimes _times = new(time);
    private readonly OperationDiagnosis _diagnosis = new(servers, time);
    private readonly ConcurrentDictionary<string, bool> _tokens = new(StringComparer.Ordinal);

    private protected TimeProvider Time => time;

    private protected VeleroServers Servers => servers;

    private protected IBackupFiles Files => files;

    private protected ObjectWait Wait { get; } = new(time, lostLimit ?? TimeSpan.FromMinutes(10));

    /// <summary><c>backup</c> or <c>restore</c>, for messages.</summary>
    private protected abstract string Word { get; }

    /// <summary>The objects' kind as in the API's paths.</summary>
    private protected abstract string Plural { get; }

    /// <summary>
    /// What stands in the way of a request, found without storing anything but a ServerStatusRequest. For a plan: what an
    /// apply could still mend or skip is a warning.
    /// </summary>
    public async Task<(IReadOnlyList<Finding> Findings, IReadOnlyDictionary<string, Fault> Skipped)> DryRunAsync(
        TRequest request, CancellationToken cancellationToken)
    {
        var write = new OperationWrite(Word, request.Unhealthy, time);
        var (_, plans) = await PrepareAsync(request, _times.Now, planning: true, cancellationToken);
        write.Judge(plans, [.. request.Found, .. await UnfinishedAsync(request, cancellationToken)]);
        return (write.Findings, write.Skipped);
    }

    /// <summary>Validates everywhere, then writes everywhere, then waits.</summary>
    public async Task<OperationResult<TRecord>> CreateAsync(TRequest request, CancellationToken cancellationToken)
    {
        var unfinished = await UnfinishedAsync(request, cancellationToken);
        _tokens[request.Token] = true;
        var (write, at, written) = await WriteAsync(
            request with { Found = [.. request.Found, .. unfinished] }, cancellationToken);
        var objects = new SortedDictionary<string, TRecord>(StringComparer.Ordinal);
        var told = new SortedDictionary<string, OperationReview>(StringComparer.Ordinal);
        foreach (var one in written)
        {
            objects[one.Writer.Cluster.Name] = Read(one.Writer.Cluster, one.Stored!);
        }

        if (written.Count > 0 && request.Waiting is { } waiting)
        {
            var seen = await write.WaitAsync(
                written,
                (cluster, found) => StateOf(Read(cluster, found)),
                (cluster, last, limit) => _diagnosis.OfAsync(cluster, Plural, last, limit),
                (cluster, last) => ReviewAsync(cluster, last, cancellationToken),
                new RunId(request.Workspace, request.Name, at).ToString(),
                waiting,
                Wait,
                cancellationToken);
            foreach (var one in written)
            {
                var (last, review) = seen[one.Writer.Cluster.Name];
                objects[one.Writer.Cluster.Name] = Read(one.Writer.Cluster, last);
                if (review is not null)
                {
                    told[one.Writer.Cluster.Name] = review;
                }
            }
        }

        return new OperationResult<TRecord>
        {
            Id = new RunId(request.Workspace, request.Name, at),
            Objects = objects,
            Reviews = told,
            Skipped = write.Skipped,
            Findings = write.Findings,
        };
    }

    /// <summary>The objects of one operation as they stand now, in their order.</summary>
    public Task<Observation<TRecord>[]> ObserveAsync(
        IReadOnlyList<KnownObject> objects, CancellationToken cancellationToken)
    {
        foreach (var token in objects.Select(known => known.Token).OfType<string>())
        {
            _tokens[token] = true;
        }

        return Task.WhenAll(objects.Select(
            known => ClusterWork.GuardAsync<Observation<TRecord>>(
                known.Cluster.Name,
                async () =>
                {
                    var seen = await ObserveAsync(known, cancellationToken);
                    return seen is Observation<TRecord>.Missing && known.MovedTo is { } there
                        ? await ObserveAsync(known with { Cluster = there }, cancellationToken)
                        : seen;
                },
                static fault => new Observation<TRecord>.Failed(fault))));
    }

    /// <summary>Removes the objects of one operation.</summary>
    /// <param name="limit">How long to wait.</param>
    /// <param name="progress">Told what one that has to end first is at; null: nobody.</param>
    /// <returns>In their order what stands in the way of each; null: it is gone, or on its way out.</returns>
    public async Task<Finding?[]> DeleteAsync(
        IEnumerable<KnownObject> objects,
        TimeSpan limit,
        CancellationToken cancellationToken,
        Action<OperationState>? progress = null)
    {
        using var timer = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        return await Task.WhenAll(objects.Select(async known =>
        {
            var finding = await ClusterWork.GuardAsync(
                known.Cluster.Name, () => DeleteAsync(known, progress ?? (static _ => { }), either.Token), static fault => Finding.Of(fault));

            // The time was over in the middle of a question: nobody has stopped anything.
            return finding?.Fault is { Kind: FaultKind.Cancelled } cut && !cancellationToken.IsCancellationRequested
                ? NotInTime(known, limit, cut)
                : finding;
        }));
    }

    /// <summary>
    /// What to tell about an object that ended when nobody waited for it: a warning, or null when it is Completed.
    /// </summary>
    public Finding? EndOf(TRecord record, bool allowPartiallyFailed, OperationReview? review) =>
        OperationVerdict.OfUnwatchedEnd(StateOf(record), allowPartiallyFailed, review);

    /// <summary>What is to be told of the files of objects that ended when nobody waited for them, as warnings.</summary>
    /// <param name="about">The operation.</param>
    public IReadOnlyList<Finding> FindingsOf(IEnumerable<(TRecord Record, OperationReview Review)> ended, RunId about) =>
        ReviewFindings.Of(
            [.. ended.Select(one => (StateOf(one.Record), one.Review))], about.ToString(), requireVolumes: false, requireVerified: false);

    private protected virtual Finding NotInTime(KnownObject known, TimeSpan limit, Fault cut) => Finding.Of(cut);

    private protected abstract Task<ClusterPlan> PrepareAsync(
        TRequest request, Cluster cluster, DateTimeOffset at, bool planning, CancellationToken cancellationToken);

    private protected abstract TRecord Read(Cluster cluster, JsonObject found);

    private protected abstract OperationState StateOf(TRecord record);

    /// <summary>Reads the files of one that is over.</summary>
    private protected abstract Task<OperationReview> ReadFilesAsync(
        Cluster cluster, JsonObject found, CancellationToken cancellationToken);

    private protected abstract Task<Finding?> DeleteAsync(
        KnownObject known, Action<OperationState> progress, CancellationToken cancellationToken);

    /// <summary>What it does not find out, it says.</summary>
    private Task<OperationReview> ReviewAsync(Cluster cluster, JsonObject found, CancellationToken cancellationToken) =>
        ClusterWork.GuardAsync(
            cluster.Name,
            () => ReadFilesAsync(cluster, found, cancellationToken),
            static fault => new OperationReview { Unread = [$"not readable: {FaultReason.Of(fault.Kind)}"] });

    private async Task<Observation<TRecord>> ObserveAsync(KnownObject known, CancellationToken cancellationToken) =>
        await OperationLookup.FindAsync(Plural, known, cancellationToken) switch
        {
            Observation<JsonObject>.Found found => await FoundAsync(known, found.Record, cancellationToken),
            Observation<JsonObject>.Failed failed => new Observation<TRecord>.Failed(failed.Fault),
            Observation<JsonObject>.Elsewhere elsewhere => new Observation<TRecord>.Elsewhere(elsewhere.Finding),
            _ => new Observation<TRecord>.Missing(),
        };

    private async Task<Observation<TRecord>> FoundAsync(KnownObject known, JsonObject found, CancellationToken cancellationToken)
    {
        var record = Read(known.Cluster, found);
        return new Observation<TRecord>.Found(record)
        {
            Review = !known.IsEndKnown && StateOf(record).IsOver ? await ReviewAsync(known.Cluster, found, cancellationToken) : null,
        };
    }

    /// <summary>
    /// An apply that was killed leaves no state, and what it began goes on. It is named, and another is started beside it: whether
    /// another configuration owns it cannot be told. What this process has begun or refreshed is no news.
    /// </summary>
    private async Task<IReadOnlyList<Finding>> UnfinishedAsync(TRequest request, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(request.Clusters.Select(cluster => ClusterWork.GuardAsync<IReadOnlyList<string>>(
            cluster.Name,
            async () =>
            [
                .. (await OperationLookup.UnfinishedAsync(
                        cluster,
                        Plural,
                        request.Workspace,
                        request.Name,
                        one => StateOf(Read(cluster, one)).IsOver,
                        cancellationToken))
                    .Where(one => !_tokens.ContainsKey(
                        Json.Text(one, "metadata", "annotations", OwnedMetadata.InstanceAnnotation) ?? ""))
                    .Select(one => StateOf(Read(cluster, one)))
                    .Select(state => $"- cluster \"{cluster.Name}\": {state.Object} ({OperationVerdict.Progress(state)})\n"),
            ],
            static _ => [])));
        var lines = string.Concat(found.SelectMany(one => one));
        return lines.Length == 0 ? [] :
        [
            Finding.Warning(
                FindingKind.AnotherUnderWay,
                "",
                $"A {Word} of this name that nobody here knows of is still under way:\n\n{lines.TrimEnd()}") with
            {
                About = $"{request.Workspace}/{request.Name}",
            },
        ];
    }

    /// <summary>Another process may take a name between the dry run and the write: then the next second is tried.</summary>
    private async Task<(OperationWrite Write, DateTimeOffset At, IReadOnlyList<ObjectWritten> Written)> WriteAsync(
        TRequest request, CancellationToken cancellationToken)
    {
        var from = _times.Now;
        for (var attempt = 1; ; attempt++)
        {
            var write = new OperationWrite(Word, request.Unhealthy, time);
            var (at, plans) = await PrepareAsync(request, from, planning: false, cancellationToken);
            if (!write.Judge(plans, request.Found))
            {
                return (write, at, []);
            }

            var written = await write.WriteAsync(plans, isLastAttempt: attempt == MaxAttempts, cancellationToken);
            if (written is not null)
            {
                return (write, at, written);
            }

            from = at + TimeSpan.FromSeconds(1);
        }
    }

    private Task<(DateTimeOffset At, IReadOnlyList<ClusterPlan> Plans)> PrepareAsync(
        TRequest request, DateTimeOffset from, bool planning, CancellationToken cancellationToken) =>
        _times.FirstFreeAsync(request.Name, from, isTaking: !planning, at => Task.WhenAll(request.Clusters.Select(
            cluster => ClusterWork.GuardAsync(
                cluster.Name,
                () => PrepareAllowedAsync(request, cluster, at, planning, cancellationToken),
                fault => ClusterPlan.Failed(cluster, fault)))));

    private async Task<ClusterPlan> PrepareAllowedAsync(
        TRequest request, Cluster cluster, DateTimeOffset at, bool planning, CancellationToken cancellationToken)
    {
        var plan = await PrepareAsync(request, cluster, at, planning, cancellationToken);
        if (plan.Unhealthy is not null || plan.Findings.Any(finding => finding.Fault?.Kind == FaultKind.Forbidden))
        {
            return plan;
        }

        var permissions = new OperationPermissions(reviews, Word);
        return await permissions.MissingAsync(cluster, planning, cancellationToken) is { } missing
            ? plan with { Findings = [.. plan.Findings, missing] }
            : plan;
    }
}
