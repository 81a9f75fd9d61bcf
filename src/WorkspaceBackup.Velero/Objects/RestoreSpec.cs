using System.Text.Json.Nodes;

namespace WorkspaceBackup.Velero.Objects;

/// <summary>
/// Velero's <c>RestoreSpec</c> but for the backup and the namespaces, which are chosen per cluster. Null is absent.
/// <see cref="RestoreFields"/> has one line per property.
/// </summary>
public sealed record RestoreSpec
{
    public StringSet? ExcludedNamespaces { get; init; }

    public StringMap? NamespaceMapping { get; init; }

    public StringSet? IncludedResources { get; init; }

    public StringSet? ExcludedResources { get; init; }

    /// <summary>Null: auto, what the restored objects need.</summary>
    public bool? IncludeClusterResources { get; init; }

    public bool? RestoreVolumes { get; init; }

    public bool? PreserveNodePorts { get; init; }

    /// <summary><c>none</c> or <c>update</c>; null: the server's default, <c>none</c>.</summary>
    public string? ExistingResourcePolicy { get; init; }

    public LabelSelector? LabelSelector { get; init; }

    public ValueList<LabelSelector>? OrLabelSelectors { get; init; }

    /// <summary>A duration in Go's canonical form.</summary>
    public string? ItemOperationTimeout { get; init; }

    /// <summary>The name of a ConfigMap in Velero's namespace.</summary>
    public string? ResourceModifier { get; init; }

    /// <summary>Which objects are restored, in a ConfigMap as for backups.</summary>
    public ResourcePolicy? ResourcePolicy { get; init; }

    /// <summary>Leaves out the modifier that the server has for all restores.</summary>
    public bool? SkipDefaultResourceModifier { get; init; }

    /// <summary>The resources whose status is restored too.</summary>
    public StringSet? StatusIncludedResources { get; init; }

    public StringSet? StatusExcludedResources { get; init; }

    public long? ParallelFilesDownload { get; init; }

    public bool? WriteSparseFiles { get; init; }

    /// <summary>In Velero's own structure; never changed.</summary>
    public JsonObject? Hooks { get; init; }
}
