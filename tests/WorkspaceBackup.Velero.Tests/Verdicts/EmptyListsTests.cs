using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Verdicts;

namespace WorkspaceBackup.Velero.Tests.Verdicts;

/// <summary>An empty list is an absent one, to the rules too.</summary>
public sealed class EmptyListsTests
{
    private static readonly LabelSelector s_gold = new() { MatchLabels = new StringMap([new("tier", "gold")]) };

    [Fact]
    public void No_selectors_at_all_stand_beside_one_selector_in_a_backup() => Assert.Empty(
        BackupVerdicts.Of(new BackupContent { LabelSelector = s_gold, OrLabelSelectors = [] }, ClusterKnowledge.Nothing).Reasons);

    [Fact]
    public void No_scoped_list_stands_beside_the_older_ones() => Assert.Empty(
        BackupVerdicts.Of(
            new BackupContent { IncludedResources = ["pods"], IncludedNamespaceScopedResources = [] }, ClusterKnowledge.Nothing).Reasons);

    [Fact]
    public void No_selectors_at_all_stand_beside_one_selector_in_a_restore() => Assert.Empty(
        RestoreVerdicts.Of(
            new RestoreSpec { LabelSelector = s_gold, OrLabelSelectors = [] }, null, ClusterKnowledge.Nothing).Reasons);
}
