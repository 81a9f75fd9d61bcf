using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Verdicts;

namespace WorkspaceBackup.Velero.Tests.Verdicts;

/// <summary>What is left of the resources that the lists name.</summary>
public sealed class ResourceListsTests
{
    [Theory]
    [InlineData("nothing else is included", null, true)]
    [InlineData("resources without a namespace are", "storageclasses", false)]
    public void Without_anything_of_the_namespaces_a_backup_is_empty_unless_it_has_something_else(
        string when, string? clusterScoped, bool isEmpty)
    {
        var verdict = BackupVerdicts.Of(
            new BackupContent
            {
                IncludedNamespaces = ["app"],
                ExcludedNamespaceScopedResources = ["*"],
                IncludedClusterScopedResources = clusterScoped is null ? null : [clusterScoped],
            },
            ClusterKnowledge.Nothing);

        Assert.True((isEmpty ? Fate.Empty : Fate.Good) == verdict.Fate, when);
        Assert.All(verdict.Reasons, reason => Assert.Equal(
            (VerdictRule.ResourcesAllExcluded, false), (reason.Rule, reason.IsErrorFor(runsNow: true))));
    }
}
