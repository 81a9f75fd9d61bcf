using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Clusters;

/// <summary>One cluster of the workspace.</summary>
/// <param name="Name">Its key in the provider configuration; an RFC 1123 label.</param>
/// <param name="VeleroNamespace">Where Velero and its objects live.</param>
/// <param name="Detached">Still reachable through the configuration, but no longer part of the workspace.</param>
/// <param name="Api">The connection. Building it opens nothing; faulty settings come back from its first call.</param>
public sealed record Cluster(string Name, string VeleroNamespace, bool Detached, IKubernetesApi Api)
{
    private readonly ListInvalidatingApi _api = new(Name, Api);

    /// <summary>
    /// The connection; what is written through it drops the lists of <see cref="Lists"/> it makes stale.
    /// </summary>
    public IKubernetesApi Api => _api;

    /// <summary>The kubeconfig's context that it is reached by; null: by the current one, or without a kubeconfig.</summary>
    public string? KubectlContext { get; init; }

    /// <summary>Its lists, each read once per process.</summary>
    public SharedList Lists => _api.Lists;

    /// <summary>Whether it answers, asked once per process.</summary>
    public ClusterProbe Probe { get; } = new(Name, Api);

    /// <summary>
    /// A command for a message: with another cluster's context it would do there what it says of this one.
    /// </summary>
    /// <param name="command">As in <c>delete schedules.velero.io daily</c>.</param>
    public string Kubectl(string command) => KubectlContext is not { } context
        ? $"kubectl {command}"
        : $"kubectl --context {(context.All(IsPlain) ? context : $"'{context.Replace("'", "'\\''", StringComparison.Ordinal)}'")} {command}";

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':' or '/' or '@';
}
