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

    [Theory]
    [InlineData("secrt", "The cluster serves no resource \"secrt\". It leaves nothing out; \"secrets\" is probably meant.")]
    [InlineData("nosuch", "The cluster serves no resource \"nosuch\". It leaves nothing out.")]
    [InlineData("deployment.app.k8s.io", null)]
    [InlineData("deploymnts.apps", "The cluster serves no resource \"deploymnts.apps\". It leaves nothing out; \"deployments.apps\" is probably meant.")]
    [InlineData("certificates.cert-manager.io", null)]
    [InlineData("secrets", null)]
    [InlineData("Secret", null)]
    [InlineData("*.apps", null)]
    public void A_slip_of_the_pen_among_the_excludes_is_a_warning(string excluded, string? text)
    {
        var cluster = new ClusterKnowledge
        {
            Velero = new VeleroRelease(1, 18, 2),
            Resources = [new("", "secrets", "Secret", true, []), new("apps", "deployments", "Deployment", true, ["deploy"])],
        };
        var old = BackupVerdicts.Of(new BackupContent { IncludedNamespaces = ["app"], ExcludedResources = [excluded] }, cluster);
        var scoped = BackupVerdicts.Of(
            new BackupContent { IncludedNamespaces = ["app"], ExcludedNamespaceScopedResources = [excluded] }, cluster);

        Assert.All([old, scoped], verdict =>
        {
            Assert.Equal(text, verdict.Reasons.SingleOrDefault()?.Text);
            Assert.All(verdict.Reasons, reason => Assert.Equal(
                (VerdictRule.ResourceUnknown, Fate.Good, false), (reason.Rule, reason.Fate, reason.IsErrorFor(runsNow: true))));
        });
    }
}
