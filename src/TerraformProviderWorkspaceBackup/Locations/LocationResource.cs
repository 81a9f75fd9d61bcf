using System.Text.Json.Nodes;
using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Reconciled;
using TerraformProviderWorkspaceBackup.Reporting;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Locations;
using WorkspaceBackup.Velero.Reconciling;

namespace TerraformProviderWorkspaceBackup.Locations;

/// <summary><c>workspace_backup_location</c>: one declared location, a BackupStorageLocation on every cluster.</summary>
internal sealed class LocationResource
    : ReconciledResource<BackupLocationModel, LocationScope, LocationDeclaration, LocationElement>
{
    // What is left of the operation's time to find out and take back what was done.
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(10);

    public override Schema Schema { get; } = new(BackupLocationModel.Attributes)
    {
        ConfigValidators = [new LocationRules()],
        Description = "One BackupStorageLocation on each cluster of the workspace. That is where Velero stores backups; each has a folder of its own. "
            + "Destroying the resource keeps what is in the bucket.",
    };

    protected override string Noun => "BackupStorageLocation";

    protected override ReconciledWords Words { get; } = new(
        Changed: "Location Changed By Others",
        Deleted: "Location Deleted By Others",
        Recreated: "Location Made Anew By Others",
        ChangedMeanwhile: "Location Changed Meanwhile",
        ReplacedIsGone: "Replaced Location Is Gone",
        NotOfKind: "Not A Backup Location",
        MovedAmbiguous: "Moved Location Is Ambiguous",
        MovedNotFound: "Moved Location Not Found",
        Lost: "no backup is made or restored through it",
        Left: "left where they are");

    protected override AttributePaths Paths => LocationPaths.Paths;

    protected override SchemaAttribute ClustersArgument => BackupLocationModel.Clusters;

    protected override (IgnoreDrift Names, SchemaAttribute<IReadOnlySet<string>> Argument) Ignorable =>
        (BackupLocationModel.Ignorable, BackupLocationModel.IgnoreDrift);

    protected override SchemaAttribute UnhealthyArgument => BackupLocationModel.UnhealthyClusters;

    protected override SchemaAttribute ElementsAttribute => BackupLocationModel.Locations;

    protected override Reconciler<LocationDeclaration, LocationElement> ReconcilerOf(ConfiguredWorkspace workspace) =>
        workspace.Locations;

    protected override PlannedHere PlannedOf(ConfiguredWorkspace workspace) => workspace.PlannedLocations;

    protected override LocationScope ScopeOf(
        BackupLocationModel model, BackupLocationModel? prior, ConfiguredWorkspace workspace, Diagnostics diagnostics) =>
        LocationScope.Of(model, prior, workspace, diagnostics);

    protected override LocationDeclaration WithWriteOnly(
        LocationDeclaration declaration, BackupLocationModel config, Diagnostics diagnostics)
    {
        // What was unknown when it was validated is in no plan to be checked.
        LocationRules.CheckCredentials(config, diagnostics);
        var credential = config.Get(BackupLocationModel.CredentialWo);
        return declaration with
        {
            CredentialText = credential.TryGetKnown(out var text) ? new(text) : null,
            IsCredentialKnown = !credential.IsUnknown,
        };
    }

    protected override LocationElement WithUid(LocationElement element, string? uid) => element with { Uid = uid };

    protected override Value<string> NameOf(BackupLocationModel model) => model.Get(BackupLocationModel.Name);

    /// <summary>Imported ones may have another name than the resource, and schedules know one for all clusters.</summary>
    protected override string? NameOn(BackupLocationModel state, string cluster) =>
        state.Get(BackupLocationModel.Location).TryGetKnown(out var called) ? called
        : state.Get(BackupLocationModel.Name).TryGetKnown(out var name) ? name
        : null;

    protected override string? NameError(string name) => LocationKind.NameError(name);

    protected override string ObjectName(string name, string cluster) => name;

    protected override Value<IReadOnlySet<string>> ChosenClusters(BackupLocationModel state) =>
        state.Get(BackupLocationModel.Clusters);

    /// <summary>One name may stand for another bucket on other clusters.</summary>
    protected override IEnumerable<(string Claim, Action<Diagnostics> Report)> Claims(
        string name, BackupLocationModel planned, BackupLocationModel? prior, ConfiguredWorkspace workspace)
    {
        var there = prior is not null && NameOf(prior) == NameOf(planned) ? prior.Elements : new Dictionary<string, LocationElement>();
        var isDefault = planned.Get(BackupLocationModel.Default).TryGetKnown(out var flag) && flag;
        foreach (var cluster in (ChosenClusters(planned).TryGetKnown(out var chosen) ? chosen : workspace.Clusters.Keys).Order(StringComparer.Ordinal))
        {
            var called = there.GetValueOrDefault(cluster)?.Name ?? NameOn(planned, cluster) ?? name;
            yield return ($"{cluster}/{called}", diagnostics => ReportNameTwice(called, diagnostics));
            if (isDefault)
            {
                yield return ($"the default of {cluster}", diagnostics => diagnostics.AddError("Two Default Locations",
                    $"Another workspace_backup_location of this configuration is the default on cluster \"{cluster}\" too, and a cluster has one. "
                    + "Nothing was written.\n\nSet default = true on one of them only." + DestroyInstead.Hint,
                    BackupLocationModel.Default));
            }
        }
    }

    /// <summary>Two locations of one configuration in one place: until they are made, no cluster can tell.</summary>
    protected override Task ForeseeAsync(
        PlanContext context,
        ConfiguredWorkspace workspace,
        LocationScope scope,
        IReadOnlyList<Cluster> written,
        ObjectMemory memory,
        CancellationToken cancellationToken)
    {
        var made = written.Select(static cluster => cluster.Name)
            .Except(context.Prior?.Model<BackupLocationModel>().Elements.Keys ?? []);
        if (scope.Declaration is { AccessMode: "ReadWrite" } declaration)
        {
            var overlaps = workspace.PlannedPlaces.Plan(
                memory.Token ?? memory.PlanMark ?? InstanceToken.New(),
                [.. made.Select(cluster => LocationKind.PlaceOf(declaration, cluster))]);
            var found = new Diagnostics();
            found.AddRange(overlaps.Select(static one => LocationKind.OverlapOf(one.Own, one.Other)), Paths);
            context.Diagnostics.AddRange(found.Select(DestroyInstead.OnError));
        }

        ReportMoves(context);
        return Task.CompletedTask;
    }

    /// <summary>
    /// Only an argument can have the resource replaced: what leads to another place on one cluster, because it was imported so or
    /// others have changed it, is moved where it is.
    /// </summary>
    private static void ReportMoves(PlanContext context)
    {
        const string provider = "storage_provider";
        if (context.Prior?.Model<BackupLocationModel>() is not { } prior)
        {
            return;
        }

        var planned = context.Planned.Model<BackupLocationModel>();
        var moves = new List<string>();
        foreach (var (cluster, now) in planned.Elements.OrderBy(static one => one.Key, StringComparer.Ordinal))
        {
            if (prior.Elements.GetValueOrDefault(cluster) is { } before && PlaceOf(before) != PlaceOf(now))
            {
                moves.Add($"  {cluster}: {PlaceOf(before)} -> {PlaceOf(now)}");
            }

            string PlaceOf(LocationElement element) =>
                (before.Settings.GetValueOrDefault(provider) == now.Settings.GetValueOrDefault(provider)
                    ? "" : $"provider {element.Settings.GetValueOrDefault(provider)}, ")
                + $"bucket \"{element.Bucket}\", prefix \"{element.Prefix}\"";
        }

        if (moves.Count > 0)
        {
            var more = moves.Count > NameList.Named ? $"\n  and {moves.Count - NameList.Named} more" : "";
            context.Diagnostics.AddWarning("Backup Location Moves", $"{planned.Get(BackupLocationModel.Name)}",
                "The location leads to another place there than it is declared for, and the apply moves it:\n\n"
                + $"{string.Join('\n', moves.Take(NameList.Named))}{more}\n\n"
                + "The backups in the former place stay there, but the cluster shows them no longer: Velero removes the Backup objects of what it does not "
                + "find in the new place, so that these backups cannot be restored until a location leads to them again.\n\n"
                + "To keep them usable, do not apply: leave that cluster out here (clusters), and declare its location as a resource of its own, with that "
                + "bucket and prefix.");
        }
    }

    protected override Task<IReadOnlyList<Finding>> UsersAsync(
        BackupLocationModel prior, IReadOnlyList<Cluster> clusters, ConfiguredWorkspace workspace, CancellationToken cancellationToken) =>
        LocationUsers.SchedulesAsync(
            InTheirNamespace(prior, clusters), NamesOf(prior), workspace.Name.Known, cancellationToken);

    /// <summary>
    /// A cluster that the provider's configuration detaches or renames is left by the schedules of this workspace too, with the same
    /// apply; one that only this resource's <c>clusters</c> leave out need not be.
    /// </summary>
    protected override async Task<IReadOnlyList<Finding>> LeavingAsync(
        BackupLocationModel prior, IReadOnlyList<Cluster> leaving, ConfiguredWorkspace workspace, bool planning, CancellationToken cancellationToken)
    {
        var there = InTheirNamespace(prior, leaving);
        var users = await LocationUsers.SchedulesAsync(
            [.. there.Where(cluster => workspace.Clusters.TryGetValue(cluster.Name, out var own) && !own.Detached)],
            NamesOf(prior),
            workspace.Name.TryGetKnown(out var name) ? name : "",
            cancellationToken);
        return planning
            ?
            [
                .. users.Select(used => used with
                {
                    Severity = WorkspaceBackup.Velero.Faults.Severity.Warning, Facts = FindingFacts.Leaves | FindingFacts.IsPlanned,
                    About = $"{NameOf(prior)}",
                }),
                .. (await LocationUsers.BackupsAsync(there, NamesOf(prior), cancellationToken))
                    .Select(lost => lost with { About = $"{NameOf(prior)}" }),
            ]
            : [.. users.Select(static used => used with { Facts = FindingFacts.Leaves })];
    }

    protected override async Task<string> LossAsync(
        BackupLocationModel deleted, IReadOnlyList<Cluster> clusters, ConfiguredWorkspace workspace, CancellationToken cancellationToken)
    {
        var users = await LocationUsers.NamesAsync(
            InTheirNamespace(deleted, clusters), NamesOf(deleted), workspace.Name.Known, cancellationToken);
        var names = StringSet.From(NamesOf(deleted).Values);
        return $"This apply has deleted the location {NameList.Quoted(names)} on {ClustersOf(clusters)} to make it anew, and could not: it is gone. "
            + (users.Count == 0 ? "" : $"These Schedules make their backups through it, and every one fails: "
                + $"{NameList.Of(users.Select(static one => $"\"{one.Schedule}\" ({one.Cluster.Name})"))}. ")
            + "What is in the bucket stays.\n\n"
            + "Remove the cause and apply again, or go back to the former arguments, with which the backups in it can be used again: "
            + $"name = \"{deleted.Get(BackupLocationModel.Name)}\", bucket = \"{deleted.Get(BackupLocationModel.Bucket)}\", "
            + $"prefix = \"{deleted.Get(BackupLocationModel.Prefix)}\".";
    }

    public override async Task PlanDestroyAsync(DestroyPlanContext context, CancellationToken cancellationToken)
    {
        await base.PlanDestroyAsync(context, cancellationToken);
        var workspace = context.ProviderData<ConfiguredWorkspace>();
        var prior = context.Prior.Model<BackupLocationModel>();
        context.Diagnostics.AddRange(
            await LocationUsers.BackupsAsync(
                InTheirNamespace(prior, Targets.Connected(prior.Elements.Keys, workspace)), NamesOf(prior), cancellationToken),
            Paths);
    }

    private static Dictionary<string, string> NamesOf(BackupLocationModel model) =>
        model.Elements.ToDictionary(static one => one.Key, static one => one.Value.Name, StringComparer.Ordinal);

    private static IReadOnlyList<Cluster> InTheirNamespace(BackupLocationModel model, IReadOnlyList<Cluster> clusters) =>
        [.. clusters.Select(cluster => cluster with { VeleroNamespace = model.Elements[cluster.Name].VeleroNamespace })];

    protected override ReconcileRequest<LocationDeclaration> Completed(
        ReconcileRequest<LocationDeclaration> request, BackupLocationModel planned, TimeSpan limit) => request with
        {
            SettleLimit = limit > 2 * s_margin ? limit - s_margin : limit / 2,
        };

    protected override BackupLocationModel Resolved(BackupLocationModel planned, LocationScope scope) => planned
        .With(BackupLocationModel.Id, $"{scope.Declaration!.Workspace}/{scope.Declaration.Name}")
        .With(BackupLocationModel.Location, planned.Get(BackupLocationModel.Location).TryGetKnown(out var called) ? called : scope.Declaration.Name)
        .With(BackupLocationModel.Prefixes, Value.Of<IReadOnlyDictionary<string, string>>(scope.Prefixes!));

    protected override void PlanId(PlanContext context, Value<string> id) => context.Planned.Set(BackupLocationModel.Id, id);

    protected override void PlanDerived(PlanContext context, LocationScope? scope) => context.Planned.Set(
        BackupLocationModel.Prefixes,
        scope?.Prefixes is { } prefixes
            ? Value.Of<IReadOnlyDictionary<string, string>>(prefixes)
            : Value<IReadOnlyDictionary<string, string>>.Unknown);

    protected override void PlanClusters(PlanContext context, ReconcilePlan<LocationElement>? plan)
    {
        context.Planned.Set(BackupLocationModel.Locations, plan is null
            ? Value<IReadOnlyDictionary<string, LocationElementModel>>.Unknown
            : BackupLocationModel.ToValue(plan.Elements, plan.Made));
        context.Planned.Set(BackupLocationModel.SkippedClusters, plan is null
            ? Value<IReadOnlyDictionary<string, string>>.Unknown
            : Value.Of<IReadOnlyDictionary<string, string>>(plan.Skipped));
    }

    /// <summary>Another folder is another place, and a prefix of another spelling may mean the same folders.</summary>
    protected override void PlanReplacement(
        PlanContext context, BackupLocationModel planned, BackupLocationModel prior, ConfiguredWorkspace workspace)
    {
        var (before, now) = (prior.Get(BackupLocationModel.Prefix), planned.Get(BackupLocationModel.Prefix));
        if (now != before && prior.Folders.Any(one => !now.TryGetKnown(out var prefix) || !workspace.Name.TryGetKnown(out var name)
            || StoredPlace.Expand(prefix, name, one.Key).Trim('/') != one.Value))
        {
            context.RequireReplacement(BackupLocationModel.Prefix);
        }

        if (context.Replacements.Count > 0 && context.Replacements.All(static path => path.Equals(BackupLocationModel.Name.Path))
            && NameOf(prior).TryGetKnown(out var called))
        {
            context.Diagnostics.AddWarning("Backup Location Replaced", called,
                $"The location \"{called}\" is deleted and made anew under the name {NameOf(planned)}. Its Backup objects stay on the clusters and go on "
                + $"naming \"{called}\": they can be neither restored nor deleted, and they hide their own files from the new location.\n\n"
                + "After the apply, delete these objects with kubectl (delete backups.velero.io), which deletes no files: Velero then shows the backups "
                + "from the new location. Or keep the name.");
        }
        else if (context.Replacements.Count > 0 && NameOf(prior).TryGetKnown(out called))
        {
            context.Diagnostics.AddWarning("Backup Location Replaced", called,
                $"The location \"{called}\" is deleted and made anew for another place. The backups in bucket "
                + $"\"{prior.Get(BackupLocationModel.Bucket).Known}\" stay there, but no cluster shows them any more: Velero removes the Backup objects of "
                + "what it does not find in the new place, so that these backups cannot be restored until a location leads to them again.\n\n"
                + "To keep them usable, do not change this location, and add another one for new backups.");
        }
    }

    protected override IEnumerable<(string Attribute, string Field, string Old, string Now)> Differences(
        LocationElement before, LocationElement after) =>
    [
        ("owner", "metadata.labels", Quoted(before.Owner), Quoted(after.Owner)),
        ("bucket", "spec.objectStorage.bucket", Quoted(before.Bucket), Quoted(after.Bucket)),
        ("prefix", "spec.objectStorage.prefix", Quoted(before.Prefix), Quoted(after.Prefix)),
        ("credential_version", "spec.credential", Quoted($"{before.CredentialVersion}"), Quoted($"{after.CredentialVersion}")),
        .. StringSet.From([.. before.Peers.Keys, .. after.Peers.Keys]).Select(peer => (
            $"peers[\"{peer}\"]",
            "peers",
            QuotedOrNone(before.Peers, peer),
            QuotedOrNone(after.Peers, peer))),
        .. SettingDifferences(before.Settings, after.Settings, LocationPaths.FieldOf),
    ];

    /// <summary>A folder may be the whole bucket, which is an empty text.</summary>
    private static string QuotedOrNone(StringMap peers, string peer) =>
        peers.TryGetValue(peer, out var folder) ? $"\"{folder}\"" : "null";

    protected override IEnumerable<Finding> FindingsOf(string cluster, Stored<LocationElement> found) =>
    [
        .. found.Findings,
        .. found.Phase == "Unavailable"
            ? (IEnumerable<Finding>)[Finding.Warning(
                FindingKind.LocationNotAvailable,
                cluster,
                $"Velero cannot use the location \"{found.Element.Name}\": {LocationKind.MessageOf(found)}")]
            : [],
    ];

    /// <summary>Schedules name one location for all clusters.</summary>
    protected override void ReportImported(
        string name, IReadOnlyDictionary<string, LocationElement> elements, Diagnostics diagnostics)
    {
        var names = elements.GroupBy(static one => one.Value.Name, static one => one.Key, StringComparer.Ordinal).ToList();
        if (names.Count > 1)
        {
            var first = names.FirstOrDefault(one => one.Key != name) ?? names[0];
            diagnostics.AddWarning("Locations Of Different Names", name,
                $"The locations are called {NameList.Of(names.Select(static one => $"\"{one.Key}\" ({NameList.Of(one)})"))}, and a schedule takes one "
                + $"backup_location for all of its clusters. The location of this resource is \"{name}\": a schedule that takes it is refused where there "
                + "is none of that name.\n\n"
                + "If schedules are to use them, declare a resource for each name, with its clusters (clusters = [...]), and import each, as in "
                + $"{first.Key}:{string.Join(',', first.Select(cluster => $"{cluster}={first.Key}"))}.");
        }
    }

    protected override BackupLocationModel Imported(
        string name,
        Stored<LocationElement> first,
        IReadOnlyDictionary<string, LocationElement> elements,
        Value<IReadOnlySet<string>> clusters,
        ConfiguredWorkspace workspace)
    {
        var described = LocationKind.Described(workspace.Name.Known, name, first);
        return BackupLocationModel.Empty
            .With(BackupLocationModel.Id, $"{workspace.Name.Known}/{name}")
            .With(BackupLocationModel.Name, name)
            .With(BackupLocationModel.StorageProvider, described.Provider)
            .With(BackupLocationModel.Bucket, described.Bucket)
            .With(BackupLocationModel.Prefix, StoredPlace.PatternOf(
                elements.ToDictionary(static one => one.Key, static one => one.Value.Prefix), workspace.Name.Known))
            .With(BackupLocationModel.Config, described.Config.Count == 0
                ? Value<IReadOnlyDictionary<string, string>>.Null
                : Value.Of<IReadOnlyDictionary<string, string>>(described.Config))
            .With(BackupLocationModel.CredentialSecret, SecretKeyModel.From(described.Credential))
            .With(BackupLocationModel.CredentialWoVersion, described.CredentialVersion is { } version ? version : Value<long>.Null)
            .With(BackupLocationModel.Peers, PeersOf(elements))
            .With(BackupLocationModel.AccessMode, described.AccessMode)
            .With(BackupLocationModel.Default, described.IsDefault)
            .With(BackupLocationModel.BackupSyncPeriod, Value.OfNullable(described.BackupSyncPeriod))
            .With(BackupLocationModel.ValidationFrequency, Value.OfNullable(described.ValidationFrequency))
            .With(BackupLocationModel.CaCert, Value.OfNullable(described.CaCert))
            .With(BackupLocationModel.CaCertRef, SecretKeyModel.From(described.CaCertRef))
            .With(BackupLocationModel.Wait, true)
            .With(BackupLocationModel.Clusters, clusters)
            .With(BackupLocationModel.UnhealthyClusters, "skip")
            .With(BackupLocationModel.Location, elements.Values.Select(static one => one.Name).Distinct().ToList() is [var found] ? found : name)
            .With(BackupLocationModel.Prefixes, Value.Of<IReadOnlyDictionary<string, string>>(
                new StringMap(elements.Select(static one => KeyValuePair.Create(one.Key, one.Value.Prefix)))))
            .WithClusters(elements, StringMap.Empty);
    }

    protected override string NameArgument => BackupLocationModel.Name.Name;

    protected override bool IsCopy(JsonObject spec, LocationElement element) => LocationKind.IsCopy(spec, element);

    protected override BackupLocationModel Moved(Stored<LocationElement> found, string cluster, ConfiguredWorkspace workspace) => Imported(
        found.Element.Name,
        found,
        new Dictionary<string, LocationElement> { [cluster] = found.Element },
        Value<IReadOnlySet<string>>.Null,
        workspace)
        .With(BackupLocationModel.Id, Value<string>.Null)
        .With(BackupLocationModel.Name, Value<string>.Null);

    /// <summary>The clusters that see another's folder, or whose folder is seen.</summary>
    private static Value<IReadOnlySet<string>> PeersOf(IReadOnlyDictionary<string, LocationElement> elements)
    {
        var peers = elements.SelectMany(static one => one.Value.Peers.Count == 0 ? [] : (IEnumerable<string>)[one.Key, .. one.Value.Peers.Keys])
            .ToHashSet(StringComparer.Ordinal);
        return peers.Count == 0 ? Value<IReadOnlySet<string>>.Null : Value.Of<IReadOnlySet<string>>(peers);
    }

    protected override void ReportNameTwice(string name, Diagnostics diagnostics) => diagnostics.AddError("Location Name Used Twice",
        $"Another workspace_backup_location of this configuration has the name \"{name}\" too, on some of the same clusters. Each would undo what the "
        + "other wrote. Nothing was written.\n\nGive one of the two another name, or other clusters." + DestroyInstead.Hint,
        BackupLocationModel.Name);

    protected override void ReportNothingLeft(
        BackupLocationModel prior, LocationScope scope, Diagnostics diagnostics) => diagnostics.AddWarning(
        "No Location Left",
        $"No cluster is left for the location \"{prior.Get(BackupLocationModel.Name)}\": every cluster that it is for is detached. "
        + "What is in the bucket stays.\n\nRemove the resource, or attach a cluster again (detached = false).",
        BackupLocationModel.Clusters);
}
