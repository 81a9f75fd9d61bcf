namespace WorkspaceBackup.Velero.Objects;

/// <summary>
/// Commands run in the pods it selects, before and after each is backed up (<c>hooks.resources[]</c>).
/// </summary>
public sealed record ResourceHook
{
    public required string Name { get; init; }

    /// <summary>Null: all.</summary>
    public StringSet? IncludedNamespaces { get; init; }

    public StringSet? ExcludedNamespaces { get; init; }

    /// <summary>Null: all; Velero runs hooks in pods only.</summary>
    public StringSet? IncludedResources { get; init; }

    public StringSet? ExcludedResources { get; init; }

    public LabelSelector? LabelSelector { get; init; }

    /// <summary>In the order they run in.</summary>
    public ValueList<ExecHook> Pre { get; init; } = [];

    public ValueList<ExecHook> Post { get; init; } = [];
}
