using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Writing;

/// <summary>
/// One object as it is to be on one cluster: all that <see cref="ObjectWriter"/> has to know of its kind.
/// </summary>
internal interface IManifest
{
    /// <summary>Of the object itself.</summary>
    ApiPath Path { get; }

    /// <summary>
    /// Stands in the annotation <see cref="OwnedMetadata.InstanceAnnotation"/>. It tells an object of ours from another of
    /// its name, and so whether a write without an answer was stored. Null: nothing tells.
    /// </summary>
    string? Token { get; }

    /// <summary>
    /// By the dotted path of each field that can be sent the first Velero that has it; null: all that are supported.
    /// </summary>
    IReadOnlyDictionary<string, VeleroVersion?> Fields { get; }

    /// <summary>The fields that nobody declared: a cluster whose Velero does not know them is not sent them.</summary>
    StringSet ProviderAdded { get; }

    /// <summary>What to send; each time a tree of its own.</summary>
    /// <param name="current">The object as it is, for a merge patch of it; null for the body of a create.</param>
    /// <param name="leftOut">Those of <see cref="ProviderAdded"/> that this cluster does not know.</param>
    JsonObject Body(JsonObject? current, StringSet leftOut);

    /// <summary>
    /// What the API server made of it. API servers before Kubernetes 1.25 know no strict validation and drop unknown
    /// fields without a word, so the answer is the only truth; it also shows what an admission webhook changed.
    /// </summary>
    IEnumerable<FieldMismatch> Compare(JsonObject answer, JsonObject? current, StringSet leftOut);

    /// <summary>What has to be so before it is sent for good; a fault keeps it from being sent.</summary>
    Task<Fault?> BeforeAsync(CancellationToken cancellationToken) => Task.FromResult<Fault?>(null);

    /// <summary>What has no use any more once it is stored; what could not be done is told.</summary>
    /// <param name="before">The object before the write; null: it was created.</param>
    Task<IReadOnlyList<Finding>> AfterAsync(JsonObject? before, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Finding>>([]);

    /// <summary>
    /// Takes back what <see cref="BeforeAsync"/> did, because the write failed or was taken back; what could not be is told.
    /// </summary>
    /// <param name="before">The object before the write; null: it was to be created.</param>
    Task<IReadOnlyList<Finding>> TakeBackAsync(JsonObject? before, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Finding>>([]);

    /// <summary>What it means for the backups that a field was left out; null: nothing.</summary>
    string? Consequence(string leftOutField, JsonObject? current);
}
