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

    [Theory]
    [InlineData("claims bring their volumes", "persistentvolumeclaims,persistentvolumes", null, null, "")]
    [InlineData("however they are spelt", "pvc,PersistentVolume", null, null, "")]
    [InlineData("no claim is there", "pv,pods", null, null, "pv")]
    [InlineData("the claims are left out", "pv,*claims", "pvc", null, "*claims,pv")]
    [InlineData("nothing of the cluster is to be taken", "pvc,pv", null, false, "pv")]
    [InlineData("accounts bring their roles and bindings", "sa,clusterroles,clusterrolebindings", null, null, "")]
    [InlineData("nothing brings roles", "clusterroles,pods", null, null, "clusterroles")]
    [InlineData("pods bring their priority classes", "pods,pc", null, null, "")]
    [InlineData("custom resources bring their definitions", "widgets.example.com,crd", null, null, "")]
    [InlineData("nothing custom is there", "deployments,crd", null, null, "crd")]
    [InlineData("all of the kind are asked for", "pv", null, true, "")]
    [InlineData("the namespaces themselves", "ns,pods", null, null, "")]
    public void Of_a_backup_of_some_namespaces_resources_outside_of_them_are_lost_that_nothing_brings(
        string when, string included, string? excluded, bool? cluster, string lost)
    {
        var verdict = BackupVerdicts.Of(
            new BackupContent
            {
                IncludedNamespaces = ["app"],
                IncludedResources = [.. included.Split(',')],
                ExcludedResources = excluded is null ? null : [excluded],
                IncludeClusterResources = cluster,
            },
            ClusterKnowledge.Nothing);

        Assert.True(lost == string.Join(',', verdict.Reasons.Select(static reason => reason.Subject).Order(StringComparer.Ordinal)), when);
    }

    [Theory]
    [InlineData("nothing else", "clusterroles", "app", null, null, "clusterroles", Fate.Empty)]
    [InlineData("accounts bring them to backups alone", "sa,clusterroles", "app", null, null, "clusterroles", Fate.Partial)]
    [InlineData("all is restored", "clusterroles", null, null, null, "", Fate.Good)]
    [InlineData("all is", "clusterroles", "*", null, null, "", Fate.Good)]
    [InlineData("all but one namespace", "clusterroles", "*", "db", null, "clusterroles", Fate.Empty)]
    [InlineData("all of the kind are asked for", "clusterroles", "app", null, true, "", Fate.Good)]
    [InlineData("none is to be restored", "clusterroles", null, null, false, "clusterroles", Fate.Empty)]
    [InlineData("claims bring their volumes", "pvc,pv", "app", null, null, "", Fate.Good)]
    [InlineData("no claim is there", "pv", "app", null, null, "pv", Fate.Empty)]
    [InlineData("a namespace is made for what it holds", "ns,cm", "app", null, null, "", Fate.Good)]
    [InlineData("it holds nothing", "ns", "app", null, null, "ns", Fate.Empty)]
    public void Of_a_restore_of_some_namespaces_too(
        string when, string included, string? namespaces, string? without, bool? cluster, string lost, Fate fate)
    {
        var verdict = RestoreVerdicts.Of(
            new RestoreSpec
            {
                IncludedResources = [.. included.Split(',')],
                ExcludedNamespaces = without is null ? null : [without],
                IncludeClusterResources = cluster,
            },
            namespaces is null ? null : [namespaces], ClusterKnowledge.Nothing);

        Assert.True((lost, fate) == (string.Join(',', verdict.Reasons.Select(static reason => reason.Subject)), verdict.Fate), when);
        Assert.All(verdict.Reasons, static reason => Assert.Equal(
            (VerdictRule.ResourceClusterScopedLeftOut, false), (reason.Rule, reason.IsErrorFor(runsNow: true))));
    }

    [Theory]
    [InlineData("nodes", Fate.Never)]
    [InlineData("no", Fate.Empty)]
    [InlineData("Node", Fate.Empty)]
    [InlineData("Event", Fate.Empty)]
    [InlineData("csinodes", Fate.Empty)]
    [InlineData("backups", Fate.Empty)]
    [InlineData("no,cm", Fate.Partial)]
    public void What_is_never_restored_is_found_however_it_is_spelt(string included, Fate fate)
    {
        var verdict = RestoreVerdicts.Of(
            new RestoreSpec { IncludedResources = [.. included.Split(',')] }, ["app"],
            ClusterKnowledge.Nothing with
            {
                Resources =
                [
                    new("", "nodes", "Node", false, ["no"]), new("", "events", "Event", true, ["ev"]), new("", "configmaps", "ConfigMap", true, ["cm"]),
                    new("storage.k8s.io", "csinodes", "CSINode", false, []), new("velero.io", "backups", "Backup", true, []),
                ],
            });

        // Velero itself says it twice of a name that it refuses.
        Assert.Equal(fate == Fate.Never ? 2 : 1, verdict.Reasons.Count);
        Assert.All(verdict.Reasons, reason => Assert.Equal(
            (VerdictRule.ResourceNotRestorable, included.Split(',')[0], fate), (reason.Rule, reason.Subject, reason.Fate)));
    }

    [Fact]
    public void That_a_volume_comes_along_with_its_claim_is_said_where_it_could()
    {
        Assert.EndsWith("unless persistentvolumeclaims bring them along.", Said(null), StringComparison.Ordinal);
        Assert.EndsWith("are left out here.", Said(false), StringComparison.Ordinal);

        static string Said(bool? cluster) => Assert.Single(BackupVerdicts.Of(
            new BackupContent { IncludedNamespaces = ["app"], IncludedResources = ["pv"], IncludeClusterResources = cluster },
            ClusterKnowledge.Nothing).Reasons).Text;
    }
}
