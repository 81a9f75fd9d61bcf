using YamlDotNet.Core;

namespace WorkspaceBackup.Velero.Kubernetes.Kubeconfig;

/// <summary>YAML that is none of a kubeconfig; the message quotes nothing of it.</summary>
internal sealed class UnusableYamlException(Mark at, string what) : Exception(what)
{
    public Mark At => at;
}
