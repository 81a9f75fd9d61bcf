using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Content;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Operations;

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
            Targets.CheckNamespaces(namespaces, workspace, ContentAttributes.Namespaces, diagnostics);
        }

        var targets = Targets.Of(model.Get(OperationAttributes.Clusters), workspace, OperationAttributes.Clusters, diagnostics);
        Targets.CheckSome(targets, OperationAttributes.Clusters, diagnostics);
        return targets is null ? null : RequestOf(model, workspace, targets, token, waiting);
    }

    private static BackupRequest? RequestOf(
        BackupModel model, ConfiguredWorkspace workspace, StringSet targets, string token, OperationWaiting? waiting)
    {
        var arguments = new ModelReader(model.Object);
        var (name, schedule) = (model.Get(BackupModel.NameAttribute), model.Get(BackupModel.FromScheduleAttribute));
        var labels = model.Get(OperationAttributes.Labels);
        var usesWorkspaceNamespaces = schedule.IsNull && model.Raw(ContentAttributes.Namespaces).IsNull;
        if (!workspace.Name.IsKnown || name.IsUnknown || schedule.IsUnknown || labels.IsUnknown
            || ContentAttributes.FirstUnknown(arguments) is not null
            || (usesWorkspaceNamespaces && !workspace.Namespaces.IsKnown))
        {
            return null;
        }

        var set = ContentAttributes.All.Where(attribute => !arguments.Raw(attribute.Argument).IsNull).ToList();
        var content = ContentAttributes.Declared(arguments, usesWorkspaceNamespaces ? workspace.Namespaces.Known : null);
        List<ContentField> overrides = [.. set.Select(static attribute => attribute.Field)];
        if (content is { SnapshotVolumes: false } && !overrides.Contains(BackupContentFields.DefaultVolumesToFsBackup))
        {
            // include_disks = false is about both fields, in a template too.
            overrides.Add(BackupContentFields.DefaultVolumesToFsBackup);
        }

        return new()
        {
            Workspace = workspace.Name.Known,
            Name = name.OrNull() ?? schedule.Known,
            FromSchedule = schedule.OrNull(),
            Content = schedule.IsNull
                ? content with { Ttl = content.Ttl ?? DefaultExpiry, SnapshotVolumes = content.SnapshotVolumes ?? true }
                : content,
            Overrides = overrides,
            ProviderAdded = [.. BackupContentFields.All.Where(field =>
                field.IsSet(content) && set.All(attribute => attribute.Field != field)
                && field != BackupContentFields.Namespaces)],
            Labels = labels.IsNull ? StringMap.Empty : new StringMap(labels.Known),
            RunClusters = targets,
            Clusters = Targets.Connected(targets, workspace),
            Unhealthy = model.Policy,
            Token = token,
            Waiting = waiting,
        };
    }
}
