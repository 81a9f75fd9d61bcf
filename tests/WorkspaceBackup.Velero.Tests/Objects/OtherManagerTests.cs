using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Tests.Objects;

public sealed class OtherManagerTests
{
    [Theory]
    [InlineData("""{"ownerReferences": [{"kind": "BackupPlan", "name": "shop", "controller": true}]}""",
        "the BackupPlan \"shop\", which controls it")]
    [InlineData("""{"ownerReferences": [{"kind": "BackupPlan", "name": "shop"}]}""", null)]
    [InlineData("""{"annotations": {"argocd.argoproj.io/tracking-id": "shop:velero.io/Schedule:velero/daily"}}""",
        "the Argo CD application \"shop\"")]
    [InlineData("""{"labels": {"argocd.argoproj.io/instance": "shop"}}""", "the Argo CD application \"shop\"")]
    [InlineData("""{"labels": {"kustomize.toolkit.fluxcd.io/name": "apps", "kustomize.toolkit.fluxcd.io/namespace": "flux-system"}}""",
        "the Flux Kustomization \"flux-system/apps\"")]
    [InlineData("""{"labels": {"helm.toolkit.fluxcd.io/name": "velero", "helm.toolkit.fluxcd.io/namespace": "velero"}}""",
        "the Flux HelmRelease \"velero/velero\"")]
    [InlineData("""{"annotations": {"meta.helm.sh/release-name": "velero"}}""", "the Helm release \"velero\"")]
    [InlineData("""{"labels": {"app.kubernetes.io/managed-by": "terraform-provider-workspace"}}""", null)]
    public void Whoever_else_manages_an_object_is_named(string metadata, string? expected) =>
        Assert.Equal(expected, OtherManager.Of(new JsonObject { ["metadata"] = JsonNode.Parse(metadata) }));
}
