using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Reconciling;

/// <summary>
/// Observes and writes one resource's objects over many clusters, in parallel. What a cluster does, comes back as a value;
/// nothing is thrown for it. <c>docs/design/reconciling.md</c> has the rules and their reasons.
/// </summary>
/// <param name="kind">What the objects are.</param>
/// <param name="time">The clock of all waiting.</param>
/// <param name="servers">Asks the Velero servers; share one per process.</param>
/// <param name="progress">Told when waiting for Velero begins to take long, and when it is over.</param>
public sealed class Reconciler<TDeclaration, TElement>(
    IKind<TDeclaration, TElement> kind,
    TimeProvider time,
    VeleroServers servers,
    IProgress<WaitProgress>? progress = null)
    where TElement : class, IElement
{
    private readonly Preflight _preflight = new(servers, new AccessReviews(), time);

    public IKind<TDeclaration, TElement> Kind => kind;

    /// <summary>What is on each cluster; by cluster name.</summary>
    public async Task<IReadOnlyDictionary<string, Observation<TElement>>> ObserveAsync(
        IReadOnlyList<ObjectReference> objects, CancellationToken cancellationToken)
    {
        var observations = await Task.WhenAll(objects.Select(one => GuardAsync(one.Cluster, () => ObserveAsync(
            one.Cluster with { VeleroNamespace = one.VeleroNamespace }, one.Name, one.LabelKeys, cancellationToken))));
        return ByCluster(objects.Zip(observations, (one, observation) => (one.Cluster.Name, observation)));
    }

    /// <summary>
    /// What stands in the way of a request, found without storing anything: what the objects need is looked at, every create
    /// and patch is sent to its cluster as a server-side dry run, and the answer is compared with what was sent. For a plan:
    /// what an apply could still mend or skip is a warning.
    /// </summary>
    public async Task<IReadOnlyList<Finding>> DryRunAsync(
        ReconcileRequest<TDeclaration> request, CancellationToken cancellationToken)
    {
        var preparation = await PrepareAsync(request, planning: true, cancellationToken);
        var fanOut = FanOut(request);
        fanOut.Judge(preparation.Plans);
        fanOut.Add(preparation.Findings);
        return fanOut.Findings;
    }

    /// <summary>Creates on every cluster or, when one refuses, on none.</summary>
    public async Task<ReconcileResult<TElement>> CreateAsync(
        ReconcileRequest<TDeclaration> request, CancellationToken cancellationToken)
    {
        var preparation = await PrepareAsync(request, planning: false, cancellationToken);
        return await new Creating<TElement>(preparation, Settling(request), FanOut(request))
        {
            MaySkip = !request.IsPlanned,
        }.RunAsync(cancellationToken);
    }

    /// <summary>Brings every cluster as far as it goes, and removes from those that left.</summary>
    public async Task<ReconcileResult<TElement>> UpdateAsync(
        ReconcileRequest<TDeclaration> request, CancellationToken cancellationToken)
    {
        var preparation = await PrepareAsync(request, planning: false, cancellationToken);
        return await new Updating<TElement>(preparation, Settling(request), FanOut(request))
        {
            // Only a cluster that joins can be skipped: the plan has promised what becomes of those that the state knows.
            MayBeSkipped = cluster => !request.IsPlanned && !request.Known.ContainsKey(cluster),
            GoesOnWithoutSome = request.IsPlanned || request.Unhealthy == UnhealthyPolicy.Skip,
        }.RunAsync(cancellationToken);
    }

    /// <summary>Deletes the known objects of the given clusters; what cannot be reached is an error and stays known.</summary>
    public async Task<ReconcileResult<TElement>> DeleteAsync(
        IReadOnlyList<Cluster> from,
        IReadOnlyDictionary<string, KnownObject> known,
        string? token,
        CancellationToken cancellationToken)
    {
        var removals = Removals(from, known, token);
        var removed = await Task.WhenAll(removals.Select(removal => removal.GuardedAsync(cancellationToken)));
        return new ReconcileResult<TElement>
        {
            Clusters = ByCluster(removals.Zip(removed, (removal, done) => (removal.Cluster.Name, done.As<TElement>()))),
            Findings = [.. removed.SelectMany(done => done.Findings)],
        };
    }

    /// <summary>What to tell about a cluster that is gone from the configuration: the object stays there.</summary>
    public Finding Forget(string cluster, KnownObject known)
    {
        var path = ApiPath.Velero(kind.Resource, known.VeleroNamespace, known.Name);
        return Finding.Warning(
            FindingKind.ClusterForgotten,
            cluster,
            $"The cluster is no longer configured, so it cannot be reached: {path.ObjectName} is "
            + $"forgotten, stays there and {kind.ForgottenMeans}. To delete it, with the kubeconfig of that cluster: {path.DeleteCommand}",
            null,
            path.ObjectName);
    }

    private static Task<Observation<TElement>> GuardAsync(Cluster cluster, Func<Task<Observation<TElement>>> work) =>
        ClusterWork.GuardAsync(cluster.Name, work, static fault => new Observation<TElement>.Failed(fault));

    private async Task<Observation<TElement>> ObserveAsync(
        Cluster cluster, string name, StringSet labelKeys, CancellationToken cancellationToken)
    {
        var listed = await ListedObjects.ReadAsync(cluster, kind.Resource, cancellationToken);
        if (!listed.TryGet(out var objects, out var fault))
        {
            return new Observation<TElement>.Failed(fault);
        }

        return objects.Find(name) is { } found
            ? new Observation<TElement>.Found(await kind.LookFurtherAsync(
                kind.Read(found, cluster, objects.ClusterUid, labelKeys), null, cluster, cancellationToken))
            : new Observation<TElement>.Missing(objects.ClusterUid);
    }

    /// <summary>Everything about a request that can be found before anything is written.</summary>
    private async Task<Preparation<TElement>> PrepareAsync(
        ReconcileRequest<TDeclaration> request, bool planning, CancellationToken cancellationToken)
    {
        var removals = Removals(request.Remove, request.Known, request.Token);
        var removing = Task.WhenAll(removals.Select(removal => ClusterWork.GuardAsync(
            removal.Cluster.Name,
            () => removal.TryAsync(planning, cancellationToken),
            static fault => [Finding.Of(fault)])));
        var clusters = await Task.WhenAll(
            request.Write.Select(cluster => request.Faults.TryGetValue(cluster.Name, out var unknown)
                ? Task.FromResult(ClusterPreparation<TElement>.Failed(cluster, unknown))
                : ClusterWork.GuardAsync(
                    cluster.Name,
                    () => PrepareAsync(request, cluster, planning, cancellationToken),
                    fault => ClusterPreparation<TElement>.Failed(cluster, fault))));
        var together = await kind.CheckTogetherAsync(
            [.. clusters.Select(cluster => cluster.Plan.Writer).OfType<ObjectWriter>()],
            new(request.Workspace, servers, request.Replaced, planning),
            cancellationToken);
        return new Preparation<TElement>(clusters, removals, [.. (await removing).SelectMany(found => found), .. together]);
    }

    private async Task<ClusterPreparation<TElement>> PrepareAsync(
        ReconcileRequest<TDeclaration> request, Cluster cluster, bool planning, CancellationToken cancellationToken)
    {
        var listed = await ListedObjects.ReadAsync(cluster, kind.Resource, cancellationToken);
        if (!listed.TryGet(out var objects, out var fault))
        {
            return ClusterPreparation<TElement>.Failed(cluster, fault);
        }

        var declaration = request.Declaration;
        var uid = objects.ClusterUid;
        var known = request.Known.GetValueOrDefault(cluster.Name);
        var isRebuilt = known is not null && known.ClusterUid != uid;
        var former = known is not null && !isRebuilt && known.VeleroNamespace != cluster.VeleroNamespace ? known : null;
        var labelKeys = known?.LabelKeys ?? StringSet.Empty;
        var element = kind.Declare(declaration, cluster.Name, cluster.VeleroNamespace, uid, known?.Name);
        var current = objects.Find(element.Name);
        var stored = current is null
            ? null
            : await kind.LookFurtherAsync(kind.Read(current, cluster, uid, labelKeys), null, cluster, cancellationToken);
        var isKnown = stored is not null && known is not null && !isRebuilt && former is null;
        var observed = isKnown ? new Observation<TElement>.Found(stored!)
            : former is null ? new Observation<TElement>.Missing(uid)
            : await ObserveAsync(
                cluster with { VeleroNamespace = former.VeleroNamespace }, former.Name, former.LabelKeys, cancellationToken);

        element = isKnown ? kind.WithFieldsOf(element, stored!.Element, kind.LeftToOthers(declaration)) : element;
        var target = kind.Target(declaration, cluster, element, request.Token, labelKeys, isKnown ? stored : null);
        var writer = new ObjectWriter(cluster, uid, target, current);
        var findings = new List<Finding>(target.Refusals(isNew: current is null));
        if (!isKnown && stored is not null && !request.Own.Contains(stored.Uid)
            && !(!isRebuilt && request.Known.Count > 0 && request.Token is not null && stored.Token == request.Token))
        {
            findings.Add(Claim(declaration, cluster, uid, isRebuilt ? known : null, element, stored));
        }

        if (isKnown && stored!.IsOfAnotherInstance(known!, request.Token))
        {
            findings.Add(Finding.Error(
                FindingKind.ManagedByTwo,
                cluster.Name,
                $"{target.Path.ObjectName} carries the token of another instance of this resource ({stored.Story}): another configuration "
                + "manages it too. It is not written.",
                null,
                target.Path.ObjectName));
        }

        // First, because they tell the target which Velero it writes for; what they find does not keep the dry run from finding more.
        var isRefused = findings.Any(finding => finding.IsError);
        var checks = await target.CheckAsync(_preflight, current is null, planning, cancellationToken);
        var (tried, unhealthy) = isRefused ? ([], null) : await writer.DryRunAsync(planning, cancellationToken);
        findings.AddRange(checks.Findings);
        var removal = former is null ? null : new Removal(cluster, kind.Resource, former, request.Token, kind.AfterRemovalAsync);
        if (removal is not null)
        {
            findings.AddRange(await removal.TryAsync(planning, cancellationToken));
        }

        // What the checks found missing, the dry run trips over too.
        var found = findings.Select(finding => finding.Fault?.Kind).ToHashSet();
        findings.AddRange(tried.Where(finding => finding.Fault is null || !found.Contains(finding.Fault.Kind)));
        return unhealthy is not null
            ? ClusterPreparation<TElement>.Failed(cluster, unhealthy)
            : new ClusterPreparation<TElement>(
                new ClusterPlan(cluster, writer, null, findings),
                observed,
                new PreparedWrite<TElement>(writer, target, Read, LookFurtherAsync, removal, checks.IsVeleroSilent));

        Stored<TElement> Read(JsonObject seen) => kind.Read(
            seen, cluster, uid, StringSet.From([.. labelKeys, .. element.Labels.Keys]));

        Task<Stored<TElement>> LookFurtherAsync(Stored<TElement> seen, CancellationToken stop) =>
            kind.LookFurtherAsync(seen, element, cluster, stop);
    }

    /// <summary>
    /// What is there already under the name. Labels cannot tell a killed apply from another owner, a second Terraform
    /// workspace or a copied folder: only what is exactly as declared, which is what a killed apply leaves, is taken over.
    /// </summary>
    /// <param name="rebuilt">What the state knew of the cluster that was here before; null: it is the same cluster.</param>
    private Finding Claim(
        TDeclaration declaration,
        Cluster cluster,
        string clusterUid,
        KnownObject? rebuilt,
        TElement declared,
        Stored<TElement> stored)
    {
        var isOwned = stored.IsOwnedBy(kind.OwnLabels(declaration, cluster.Name, clusterUid));
        var isFromBefore = rebuilt is not null
            && stored.IsOwnedBy(kind.OwnLabels(declaration, cluster.Name, rebuilt.ClusterUid));
        var path = ApiPath.Velero(kind.Resource, cluster.VeleroNamespace, declared.Name);
        var isAsDeclared = kind.WithUid(isFromBefore ? kind.WithOwnerOf(stored.Element, declared) : stored.Element, null)
            .Equals(declared);
        if ((isOwned || isFromBefore) && isAsDeclared)
        {
            return Finding.Warning(
                FindingKind.Adopted,
                cluster.Name,
                $"It is there with all labels of this workspace and exactly as declared: it is taken over ({stored.Story}).",
                null,
                path.ObjectName);
        }

        return Finding.Of(new Fault(
            FaultKind.AlreadyExists,
            cluster.Name,
            $"it is not this resource's: {stored.Story}"
            + (isOwned || isFromBefore ? ", and it is not as declared here: another configuration, or another resource of this one, manages it" : ""),
            null,
            path.ObjectName)
        {
            ImportId = kind.ImportId(declaration, cluster.Name, declared.Name),
        });
    }

    private List<Removal> Removals(
        IReadOnlyList<Cluster> from, IReadOnlyDictionary<string, KnownObject> known, string? token) =>
    [
        .. from.Where(cluster => known.ContainsKey(cluster.Name))
            .Select(cluster => new Removal(cluster, kind.Resource, known[cluster.Name], token, kind.AfterRemovalAsync)),
    ];

    private Settling<TElement> Settling(ReconcileRequest<TDeclaration> request) => new(time, request.SettleLimit, progress);

    private FanOut FanOut(ReconcileRequest<TDeclaration> request) => new(request.Unhealthy, kind.SkippedMeans, time);

    private static SortedDictionary<string, Observation<TElement>> ByCluster(
        IEnumerable<(string Cluster, Observation<TElement> Observation)> observations) =>
        new(observations.ToDictionary(entry => entry.Cluster, entry => entry.Observation), StringComparer.Ordinal);
}
