using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Verdicts;

namespace WorkspaceBackup.Velero.Tests.Verdicts;

/// <summary>Orders that Velero does not find. Source: its <c>pkg/backup/item_collector.go</c>.</summary>
public sealed class OrderedResourcesTests
{
    private static readonly VeleroRelease s_new = new(1, 18, 2);
    private static readonly VeleroRelease s_next = new(1, 19);

    private static readonly KnownResource[] s_served =
    [
        new("", "pods", "Pod", true, ["po"]), new("apps", "deployments", "Deployment", true, ["deploy"]),
        new("", "persistentvolumes", "PersistentVolume", false, ["pv"]),
    ];

    [Theory]
    [InlineData("pod", "app/a", "Velero looks for \"pods\", and \"pod\" is nothing to it: the objects are backed up in no particular order.")]
    [InlineData("Pods", "app/a", "Velero looks for \"pods\", and \"Pods\" is nothing to it: the objects are backed up in no particular order.")]
    [InlineData("deployments.apps", "app/a", "Velero looks for \"deployments\", and \"deployments.apps\" is nothing to it: the objects are backed up in no particular order.")]
    [InlineData("nosuch", "app/a", "The cluster serves no resource \"nosuch\", so that nothing is put in order.")]
    [InlineData("pods", "app/a, app/b", "\" app/b\" of \"pods\" has a blank around it: Velero does not find it, and backs it up in no particular order.")]
    [InlineData("persistentvolumes", "app/pv", "\"app/pv\" of \"persistentvolumes\" has a namespace, and \"persistentvolumes\" are in none: Velero does not find it, and backs it up in no particular order.")]
    public void An_order_that_Velero_does_not_find_is_a_warning(string key, string order, string text)
    {
        var reason = Assert.Single(Of(key, order, s_new).Reasons);

        Assert.Equal((VerdictRule.OrderedWithoutEffect, text), (reason.Rule, reason.Text));
        Assert.False(reason.IsErrorFor(runsNow: true));
    }

    [Theory]
    [InlineData("pods", "app/a,app/b")]
    [InlineData("deployments", "app/a,")]
    [InlineData("persistentvolumes", "pv-a,pv-b")]
    public void One_that_it_finds_is_none(string key, string order) => Assert.Empty(Of(key, order, s_new).Reasons);

    [Fact]
    public void The_next_version_cuts_blanks_off()
    {
        Assert.Empty(Of("pods", "app/a, app/b", s_next).Reasons);
        Assert.Equal(VerdictRule.OrderedNameWithoutNamespace, Assert.Single(Of("pods", "app/a, b", s_next).Reasons).Rule);
    }

    [Fact]
    public void Without_a_cluster_only_a_name_that_means_a_built_in_resource_is_wrong()
    {
        var nothing = ClusterKnowledge.Nothing;

        Assert.Empty(BackupVerdicts.Of(Content("things", "app/a"), nothing).Reasons);
        Assert.Equal("pod", Assert.Single(BackupVerdicts.Of(Content("pod", "app/a"), nothing).Reasons).Subject);
    }

    private static BackupContent Content(string key, string order) =>
        new() { IncludedNamespaces = ["app"], OrderedResources = new StringMap([new(key, order)]) };

    private static Verdict Of(string key, string order, VeleroRelease release) =>
        BackupVerdicts.Of(Content(key, order), new ClusterKnowledge { Velero = release, Resources = s_served });
}
