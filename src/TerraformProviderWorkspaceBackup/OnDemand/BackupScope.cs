using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Content;
using TerraformProviderWorkspaceBackup.Runs;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Operations;

namespace TerraformProviderWorkspaceBackup.OnDemand;

/// <summary>What a configured backup means in this workspace.</summary>
/// <param name="Targets">The names of its clusters; null: not known yet.</param>
/// <param name="Declaration">Null: something that it is made of is not known yet.</param>
internal sealed record BackupScope(StringSet? Targets, BackupDeclaration? Declaration)
{
    /// <summary>As the schedule's default.</summary>
    private const string DefaultExpiry = "720h0m0s";

    /// <summary>Adds an error for everything that contradicts the provider's configuration.</summary>
    public static BackupScope Of(BackupModel model, ConfiguredWorkspace workspace, Diagnostics diagnostics)
    {
        var namespaces = model.Content.Reader.Get(ContentAttributes.Namespaces);
        if (model.FromSchedule.IsNull || !namespaces.IsNull)
        {
            Workspace.Targets.CheckNamespaces(namespaces, workspace, ContentAttributes.Namespaces, diagnostics);
        }

        var targets = Workspace.Targets.Of(model.Clusters, workspace, RunAttributes.Clusters, diagnostics);
        Workspace.Targets.CheckSome(targets, RunAttributes.Clusters, diagnostics);
        return new(targets, targets is null ? null : DeclarationOf(model, workspace, targets));
    }

    private static BackupDeclaration? DeclarationOf(BackupModel model, ConfiguredWorkspace workspace, StringSet targets)
    {
        var arguments = model.Content.Reader;
        var fromSchedule = !model.FromSchedule.IsNull;
        var usesWorkspaceNamespaces = !fromSchedule && arguments.Raw(ContentAttributes.Namespaces).IsNull;
        if (!workspace.Name.IsKnown || model.Name.IsUnknown || model.FromSchedule.IsUnknown || model.Labels.IsUnknown
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
            Name = model.Name.OrNull() ?? model.FromSchedule.Known,
            FromSchedule = model.FromSchedule.OrNull(),
            Content = fromSchedule
                ? content
                : content with { Ttl = content.Ttl ?? DefaultExpiry, SnapshotVolumes = content.SnapshotVolumes ?? true },
            Overrides = overrides,
            ProviderAdded = [.. BackupContentFields.All.Where(field =>
                field.IsSet(content) && set.All(attribute => attribute.Field != field)
                && field != BackupContentFields.Namespaces)],
            Labels = model.Labels.IsNull ? StringMap.Empty : new StringMap(model.Labels.Known),
            Clusters = targets,
        };
    }
}
