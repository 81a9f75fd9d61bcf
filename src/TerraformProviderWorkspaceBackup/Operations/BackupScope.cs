using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Content;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Operations;
using WorkspaceBackup.Velero.Writing;
using Severity = WorkspaceBackup.Velero.Faults.Severity;

namespace TerraformProviderWorkspaceBackup.Operations;

/// <summary>What a configured backup means in this workspace.</summary>
internal static class BackupScope
{
    /// <summary>As the schedule's default.</summary>
    private const string DefaultExpiry = "720h0m0s";

    /// <summary>Adds an error for everything that contradicts the provider's configuration.</summary>
    /// <returns>Null: something that it is made of is not known yet.</returns>
    public static BackupRequest? Of(
        BackupModel model, ConfiguredWorkspace workspace, string token, OperationWaiting? waiting, Diagnostics diagnostics)
    {
        var namespaces = model.Get(ContentAttributes.Namespaces);
        if (model.Get(BackupModel.FromScheduleAttribute).IsNull || !namespaces.IsNull)
        {
            Targets.CheckNamespaces(
                namespaces, workspace, ContentAttributes.Namespaces, diagnostics, !model.Raw(NamespaceSelector.Replacing).IsNull);
        }

        var targets = Targets.Of(model.Get(OperationAttributes.Clusters), workspace, OperationAttributes.Clusters, diagnostics);
        Targets.CheckSome(targets, OperationAttributes.Clusters, diagnostics);
        return targets is null ? null : RequestOf(model, workspace, targets, token, waiting);
    }

    /// <summary>
    /// Finds out which namespaces match on each cluster. A cluster where none does is not backed up, and not one of the run's: an
    /// empty list would mean every namespace to Velero.
    /// </summary>
    /// <returns>The request, and by cluster that nothing matches there.</returns>
    public static async Task<(BackupRequest Request, IReadOnlyDictionary<string, Fault> Without)> SelectedAsync(
        BackupRequest request, CancellationToken cancellationToken)
    {
        if (request.Selector is not { } selector)
        {
            return (request, new Dictionary<string, Fault>());
        }

        var asked = await SelectedNamespaces.AskAsync(selector, request.Clusters, cancellationToken);
        var excluded = request.Content.ExcludedNamespaces;
        var matches = asked.Matches.ToDictionary(
            static one => one.Key, one => SelectedNamespaces.Without(one.Value, excluded), StringComparer.Ordinal);
        var without = matches.Where(static one => one.Value.Count == 0).Select(static one => one.Key).Order(StringComparer.Ordinal).ToDictionary(
            static cluster => cluster,
            cluster => SelectedNamespaces.NoMatch(cluster, selector, excluded, "so that nothing is backed up there"));
        var severity = without.Count == request.Clusters.Count ? Severity.Error : Severity.Warning;
        return (
            request with
            {
                Clusters = [.. request.Clusters.Where(cluster => !without.ContainsKey(cluster.Name))],
                RunClusters = StringSet.From(request.RunClusters.Where(cluster => !without.ContainsKey(cluster))),
                Matches = matches,
                Faults = asked.Faults,
                Found = [.. request.Found, .. without.Values.Select(fault => Finding.Of(fault, severity))],
            },
            without);
    }

    private static BackupRequest? RequestOf(
        BackupModel model, ConfiguredWorkspace workspace, StringSet targets, string token, OperationWaiting? waiting)
    {
        var arguments = new ModelReader(model.Object);
        var (name, schedule) = (model.Get(BackupModel.NameAttribute), model.Get(BackupModel.FromScheduleAttribute));
        var labels = model.Get(OperationAttributes.Labels);
        var own = model.Raw(NamespaceSelector.Replacing);
        var selector = schedule.IsNull || !own.IsNull
            ? Targets.SelectorOf(model.Raw(ContentAttributes.Namespaces), own, workspace)
            : Value<LabelSelector>.Null;
        var usesWorkspaceNamespaces = schedule.IsNull && selector.IsNull && model.Raw(ContentAttributes.Namespaces).IsNull;
        if (!workspace.Name.IsKnown || name.IsUnknown || schedule.IsUnknown || labels.IsUnknown
            || ContentAttributes.FirstUnknown(arguments) is not null || selector.IsUnknown
            || (usesWorkspaceNamespaces && !workspace.Namespaces.IsKnown))
        {
            return null;
        }

        var set = ContentAttributes.All.Where(attribute => !arguments.Raw(attribute.Argument).IsNull).ToList();
        var content = ContentAttributes.Declared(arguments, usesWorkspaceNamespaces ? workspace.Namespaces.Known : null);
        // What an argument means for another field goes with it, in a template too.
        List<ContentField> added = [.. BackupContentFields.All.Where(field =>
            field.IsSet(content) && set.All(attribute => attribute.Field != field) && field != BackupContentFields.Namespaces)];
        List<ContentField> overrides = [.. set.Select(static attribute => attribute.Field), .. added];

        if (!selector.IsNull)
        {
            overrides.Add(BackupContentFields.Namespaces);
        }

        return new()
        {
            Selector = selector.OrNull(),
            Workspace = workspace.Name.Known,
            Name = name.OrNull() ?? schedule.Known,
            FromSchedule = schedule.OrNull(),
            IsScheduleComing = !schedule.IsNull && workspace.PlannedSchedules.IsPlanned(schedule.Known),
            Content = schedule.IsNull
                ? content with { Ttl = content.Ttl ?? DefaultExpiry, SnapshotVolumes = content.SnapshotVolumes ?? true }
                : content,
            Configured = ContentAttributes.Configured(arguments),
            Overrides = overrides,
            ProviderAdded = [.. added],
            Labels = labels.IsNull ? StringMap.Empty : new StringMap(labels.Known),
            AllClusters = [.. workspace.Clusters.Values],
            FailsWhenPartial = model.Get(OperationAttributes.AllowPartiallyFailed) is { IsKnown: true, Known: false },
            RunClusters = targets,
            Clusters = Targets.Connected(targets, workspace),
            Unhealthy = model.Policy,
            Token = token,
            Waiting = waiting,
        };
    }
}
