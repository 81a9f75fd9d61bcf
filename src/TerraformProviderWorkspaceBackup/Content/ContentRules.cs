using TerraformPlugin.Framework;
using TerraformPlugin.Values;

namespace TerraformProviderWorkspaceBackup.Content;

/// <summary>
/// Combinations that Velero refuses, mostly not before a backup is due: it would be Enabled, and every backup would
/// fail.
/// </summary>
internal sealed class ContentRules : IConfigValidator
{
    private static readonly string[] s_oldFilters =
        ["include_cluster_resources", "included_resources", "excluded_resources"];

    private static readonly string[] s_scopedFilters =
    [
        "included_cluster_scoped_resources",
        "excluded_cluster_scoped_resources",
        "included_namespace_scoped_resources",
        "excluded_namespace_scoped_resources",
    ];

    public void Validate(ModelReader config, Diagnostics diagnostics)
    {
        var scoped = s_scopedFilters.FirstOrDefault(name => IsSet(config, name));
        var old = s_oldFilters.FirstOrDefault(name => IsSet(config, name) && !IsAuto(config, name));
        if (scoped is not null && old is not null)
        {
            diagnostics.AddError("Filters That Exclude Each Other",
                $"{scoped} cannot be combined with {old}: Velero refuses backups that use both kinds of filter.\n\n"
                + "Use the four ..._scoped_resources alone, or include_cluster_resources, included_resources and excluded_resources.",
                AttributePath.Of(scoped));
        }

        Exclude(config, "label_selector", "or_label_selectors", diagnostics);
        if (config.Get(ContentAttributes.IncludeDisks) == false)
        {
            foreach (var name in new[] { "snapshot_move_data", "default_volumes_to_fs_backup" })
            {
                if (Raw(config, name) is { IsKnown: true } value && value.AsBool())
                {
                    diagnostics.AddError("Disks Left Out And Backed Up",
                        $"include_disks = false says that no disk is backed up, and {name} = true that disks are.\n\nRemove one of the two.",
                        AttributePath.Of(name));
                }
            }
        }

        foreach (var (included, excluded) in new[]
        {
            ("namespaces", "excluded_namespaces"),
            ("included_resources", "excluded_resources"),
            ("included_cluster_scoped_resources", "excluded_cluster_scoped_resources"),
            ("included_namespace_scoped_resources", "excluded_namespace_scoped_resources"),
        })
        {
            CheckOverlap(config, included, excluded, diagnostics);
        }
    }

    private static void Exclude(ModelReader config, string one, string other, Diagnostics diagnostics)
    {
        if (IsSet(config, one) && IsSet(config, other))
        {
            diagnostics.AddError("Selectors That Exclude Each Other",
                $"{one} cannot be combined with {other}: Velero refuses such a backup.\n\nMove {one} into {other}.",
                AttributePath.Of(other));
        }
    }

    private static void CheckOverlap(ModelReader config, string included, string excluded, Diagnostics diagnostics)
    {
        var (left, right) = (Known(config, included), Known(config, excluded));
        if (left.Intersect(right, StringComparer.Ordinal).Order(StringComparer.Ordinal).FirstOrDefault() is { } both)
        {
            diagnostics.AddError("Included And Excluded",
                $"{included} and {excluded} both name \"{both}\": Velero refuses such a backup.\n\nTake it out of one of them.",
                AttributePath.Of(excluded));
        }
        else if (excluded is "excluded_namespaces" or "excluded_resources" && right.Contains("*"))
        {
            diagnostics.AddError("Everything Excluded",
                $"{excluded} = [\"*\"] leaves nothing to back up: Velero refuses such a backup.", AttributePath.Of(excluded));
        }
    }

    private static HashSet<string> Known(ModelReader config, string name) =>
        Raw(config, name) is { IsKnown: true } value
            ? value.Elements.Where(static e => e.IsKnown).Select(static e => e.AsString()).ToHashSet(StringComparer.Ordinal)
            : [];

    private static bool IsSet(ModelReader config, string name) => Raw(config, name) is { IsNull: false, IsUnknown: false };

    /// <summary><c>auto</c> is the field's absence.</summary>
    private static bool IsAuto(ModelReader config, string name) =>
        name == ContentAttributes.IncludeClusterResources.Name && config.Get(ContentAttributes.IncludeClusterResources) == "auto";

    private static TerraformValue Raw(ModelReader config, string name) => config.Value.Entries[name];
}
