using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Reporting;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Verdicts;

namespace TerraformProviderWorkspaceBackup.Content;

/// <summary>
/// What never gives a backup of use, on no cluster and with no Velero: mostly Velero says so only when a backup is due, to
/// nobody. What is not known yet is judged at plan.
/// </summary>
internal sealed class ContentRules : IConfigValidator
{
    public static VerdictDiagnostics Verdicts { get; } = new(BackupContentFields.All
        .Select(static field => KeyValuePair.Create(field.JsonPath, field.Attribute))
        .ToDictionary(StringComparer.Ordinal));

    public void Validate(ModelReader config, Diagnostics diagnostics)
    {
        Verdicts.Add(BackupVerdicts.Of(ContentAttributes.Configured(config), ClusterKnowledge.Nothing), diagnostics);
        CheckDisks(config, diagnostics);
    }

    private static void CheckDisks(ModelReader config, Diagnostics diagnostics)
    {
        if (!config.Get(ContentAttributes.IncludeDisks).TryGetKnown(out var disks) || disks)
        {
            return;
        }

        foreach (var name in new[] { "snapshot_move_data", "default_volumes_to_fs_backup" })
        {
            if (config.Value.Entries[name] is { IsKnown: true } value && value.AsBool())
            {
                diagnostics.AddError("Disks Left Out And Backed Up",
                    $"include_disks = false says that no disk is backed up, and {name} = true that disks are.\n\nRemove one of the two.",
                    AttributePath.Of(name));
            }
        }
    }
}
