using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Verdicts;

namespace TerraformProviderWorkspaceBackup.Reporting;

/// <summary>The words around a reason of Velero's verdict: the title, and what the user can do.</summary>
internal sealed record VerdictWording(string Summary, string Remedy)
{
    public static VerdictWording Of(VerdictRule rule) => rule switch
    {
        VerdictRule.SelectorInvalid => new(
            "Selector Velero Cannot Use", "Correct the operator, the key or the values, or leave the selector out."),
        VerdictRule.SelectorEmpty => new(
            "Empty Selector", "Leave it out to take all objects, or say which labels they have."),
        VerdictRule.SelectorsBoth => new("Selectors That Exclude Each Other", "Move label_selector into or_label_selectors."),
        VerdictRule.HookSelectorInvalid => new(
            "Selector Velero Cannot Use", "Correct the selector of the hook, or leave it out to mean every pod."),
        VerdictRule.HookCommandMissing => new("Hook Without Command", "Give the command as a list of the program and its arguments."),
        VerdictRule.HookWithoutEffect => new(
            "Hook That Never Runs", "Give it steps, and let its resources include \"pods\", or remove it."),
        VerdictRule.HookOnErrorUnknown => new("Invalid Hook", "Set on_error to \"Continue\" or \"Fail\"."),
        VerdictRule.HookContainerIncomplete => new("Invalid Hook", "Give each init container a name, an image and a command."),
        VerdictRule.NamespaceStarBesideOthers => new("All Namespaces And Some", "Write only [\"*\"], or only the names."),
        VerdictRule.NamespacesAllExcluded => new("Everything Excluded", "Exclude fewer namespaces."),
        VerdictRule.NamespaceIncludedAndExcluded => new(
            "Included And Excluded",
            "Remove it from one of the two lists. If namespaces is not set, one of them is the provider's: set namespaces to those that are meant."),
        VerdictRule.NamespaceNameInvalid => new("Invalid Namespace", "Correct the name or the pattern."),
        VerdictRule.NamespaceBlank => new("Invalid Namespace", "Remove the empty text."),
        VerdictRule.NamespacePatternUnsupported => new(
            "Pattern Not Supported By This Velero", "List the namespaces by name, or upgrade Velero to 1.18."),
        VerdictRule.NamespacePatternMatchesNothing => new(
            "Pattern Matches No Namespace", "Correct the pattern, or create the namespaces."),
        VerdictRule.NamespaceListAbsentBesidePattern => new(
            "Namespace List Missing Beside A Pattern", "Set namespaces = [\"*\"], or upgrade Velero to 1.18.1."),
        VerdictRule.NamespaceLabelledOut => new(
            "Namespace Excluded From Backups", "Remove the label from the namespace, or remove the namespace from the list."),
        VerdictRule.NamespaceMissing => new(
            "Namespace Missing", "Create the namespace, or remove it or the cluster from the resource."),
        VerdictRule.ResourceStarBesideOthers => new("All Resources And Some", "Write only [\"*\"], or only the names."),
        VerdictRule.ResourcesAllExcluded => new("Everything Excluded", "Exclude fewer resources."),
        VerdictRule.ResourceIncludedAndExcluded => new("Included And Excluded", "Remove it from one of the two lists."),
        VerdictRule.ResourceUnknown => new(
            "Unknown Resource", "Correct the name; kubectl api-resources lists what a cluster serves."),
        VerdictRule.ResourceScopeMismatch => new("Resource In The Wrong List", "Move it to the list for its scope."),
        VerdictRule.ResourceClusterScopedLeftOut => new(
            "Cluster Resource Left Out", "Set include_cluster_resources = \"always\", or remove the name."),
        VerdictRule.ResourceNotRestorable => new("Resource Never Restored", "Remove it from included_resources."),
        VerdictRule.FiltersMixed => new(
            "Filters That Exclude Each Other",
            "Use either the four ..._scoped_resources, or include_cluster_resources, included_resources and excluded_resources."),
        VerdictRule.LocationMissing => new(
            "Backup Location Missing", "Create the BackupStorageLocation, or name one that exists on every cluster."),
        VerdictRule.LocationReadOnly => new(
            "Backup Location Read-Only", "Choose another location, or set its access mode to ReadWrite."),
        VerdictRule.LocationUnavailable => new(
            "Backup Location Not Available",
            "Check the bucket, its credentials and the network to it; velero backup-location get shows what Velero finds."),
        VerdictRule.SnapshotLocationMissing => new(
            "Volume Snapshot Location Missing", "Create the VolumeSnapshotLocation, or correct volume_snapshot_locations."),
        VerdictRule.SnapshotLocationsOfOneProvider => new(
            "Several Volume Snapshot Locations", "Name one for each provider in volume_snapshot_locations."),
        VerdictRule.SnapshotLocationAmbiguous => new(
            "Several Volume Snapshot Locations", "Name one of them in volume_snapshot_locations."),
        VerdictRule.PolicyMissing => new(
            "Resource Policy Missing", "Create the ConfigMap in Velero's namespace, or correct resource_policy."),
        VerdictRule.RestorePolicyMissing => new(
            "Resource Policy Missing", "Create the ConfigMap in Velero's namespace, or correct resource_policy."),
        VerdictRule.PolicyUnreadable => new("Resource Policy Not Readable", "Correct the ConfigMap."),
        VerdictRule.PolicyBesideFilters => new(
            "Filters That Exclude Each Other", "Use the four ..._scoped_resources, or remove the lists from the policy."),
        VerdictRule.PolicyKindIgnored => new("Resource Policy Ignored", "Set kind = \"configmap\"."),
        VerdictRule.ModifierMissing => new(
            "Resource Modifier Missing", "Create the ConfigMap in Velero's namespace, or correct resource_modifier."),
        VerdictRule.ModifierUnreadable => new("Resource Modifier Not Readable", "Correct the ConfigMap."),
        VerdictRule.DurationNegative => new("Negative Time", "Set a time above zero, or remove the argument."),
        VerdictRule.DurationZero => new("Zero Means The Default", "Set a time, or remove the argument."),
        VerdictRule.ExpiryPast => new("Expired At Once", "Set a time above zero."),
        VerdictRule.ParallelismNotPositive => new("Invalid Number", "Set 1 or more, or remove the argument."),
        VerdictRule.OrderedNameWithoutNamespace => new("Order Without Namespace", "Write it as \"namespace/name\"."),
        VerdictRule.OrderedWithoutEffect => new(
            "Order Without Effect", "Write the plural without the group, and the names as \"namespace/name,namespace/name\"."),
        VerdictRule.OlderField => new("Older Field In Use", "Apply: this replaces it by the current field."),
        VerdictRule.NodeAgentMissing => new(
            "Node Agent Not Running", "Install Velero with --use-node-agent, or wait until its pods are ready."),
        VerdictRule.SourceMissing => new("Backup Missing", "Correct the name; velero backup get lists those that exist."),
        VerdictRule.SourceAmbiguous => new("No Single Source", "Name one backup or one schedule."),
        VerdictRule.SourceLocationMissing => new(
            "Backup Location Missing", "Create the location that the backup is in, under the same name."),
        VerdictRule.SourceNotUsable => new("Backup Not Usable", "Choose a backup whose phase is Completed."),
        VerdictRule.SourceExpired => new("Backup Expired", "Restore from it now, or choose a newer one."),
        VerdictRule.ExistingPolicyUnknown => new("Invalid Policy", "Set \"none\" or \"update\"."),
        VerdictRule.NamespaceNotInBackup => new(
            "Namespace Not In Backup", "Choose a backup that contains it, or remove it from the list."),
        VerdictRule.NamespaceMappedFromNothing => new("Mapping Without Effect", "Remove it from namespace_mapping."),
        VerdictRule.NamespacesMappedIntoOne => new("Namespaces Mapped Into One", "Give each of them a different target."),
        VerdictRule.NamespaceTargetInvalid => new(
            "Invalid Namespace",
            "Give the target 1 to 63 lower case letters, digits and hyphens, beginning and ending with a letter or a digit."),
        VerdictRule.ServerNotNamedVelero => new(
            "Velero Deployment Not Found", "Name the Deployment \"velero\" (Helm: fullnameOverride), then restore."),
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "a rule without words"),
    };
}
