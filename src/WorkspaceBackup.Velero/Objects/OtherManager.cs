using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Objects;

/// <summary>Who else keeps an object as they want it: what we write, they revert, and what they drop, is gone.</summary>
public static class OtherManager
{
    private const string Argo = "argocd.argoproj.io/tracking-id";
    private const string ArgoLabel = "argocd.argoproj.io/instance";
    private const string Kustomization = "kustomize.toolkit.fluxcd.io";
    private const string FluxHelm = "helm.toolkit.fluxcd.io";
    private const string HelmRelease = "meta.helm.sh/release-name";

    /// <summary>As in <c>the Argo CD application "shop"</c>; null: nothing says so.</summary>
    public static string? Of(JsonObject @object)
    {
        var owner = (MergePatch.Find(@object, "metadata", "ownerReferences") as JsonArray ?? [])
            .FirstOrDefault(reference => Json.Flag(reference, "controller") == true);
        if (owner is not null)
        {
            return $"the {Shown(Json.Text(owner, "kind"))} \"{Shown(Json.Text(owner, "name"))}\", which controls it";
        }

        return Annotation(Argo) is { } tracked ? $"the Argo CD application \"{Shown(tracked.Split(':')[0])}\""
            : Label(ArgoLabel) is { } instance ? $"the Argo CD application \"{Shown(instance)}\""
            : Label($"{Kustomization}/name") is { } kustomization
                ? $"the Flux Kustomization \"{Shown(Label($"{Kustomization}/namespace"))}/{Shown(kustomization)}\""
            : Label($"{FluxHelm}/name") is { } fluxRelease
                ? $"the Flux HelmRelease \"{Shown(Label($"{FluxHelm}/namespace"))}/{Shown(fluxRelease)}\""
            : Annotation(HelmRelease) is { } release ? $"the Helm release \"{Shown(release)}\""
            : null;

        string? Label(string key) => Json.Text(@object, "metadata", "labels", key);

        string? Annotation(string key) => Json.Text(@object, "metadata", "annotations", key);

        static string Shown(string? text) => PlainText.Line(text ?? "", 200);
    }
}
