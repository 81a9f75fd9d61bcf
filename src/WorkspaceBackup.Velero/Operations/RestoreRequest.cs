using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>A restore to make.</summary>
public sealed record RestoreRequest : OperationRequest
{
    public RestoreSpec Spec { get; init; } = new();

    /// <summary>The namespaces as configured, which with <see cref="Spec"/> were judged as the configuration was; null: none are.</summary>
    public StringSet? ConfiguredNamespaces { get; init; }

    /// <summary>What each cluster is restored from; a cluster without one is not restored.</summary>
    public IReadOnlyDictionary<string, RestoreChoice> Choices { get; init; } = new Dictionary<string, RestoreChoice>();
}
