using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>What an on-demand backup asks for, on all of its clusters.</summary>
public sealed record BackupDeclaration
{
    public required string Workspace { get; init; }

    /// <summary>The first part of the Backups' names, and the second of the run's id.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The prefix of a schedule of the workspace whose template is taken, each cluster's own; null: <see cref="Content"/> is
    /// all there is.
    /// </summary>
    public string? FromSchedule { get; init; }

    /// <summary>What is declared, canonical. With <see cref="FromSchedule"/> only <see cref="Overrides"/> of it count.</summary>
    public required BackupContent Content { get; init; }

    /// <summary>The fields that replace those of the schedule's template.</summary>
    public IReadOnlyList<ContentField> Overrides { get; init; } = [];

    /// <summary>The fields of <see cref="Content"/> that nobody declared: left out where Velero does not know them.</summary>
    public IReadOnlyList<ContentField> ProviderAdded { get; init; } = [];

    /// <summary>The user's, on the Backups.</summary>
    public StringMap Labels { get; init; } = StringMap.Empty;

    /// <summary>The names of all clusters of the run, whether they are written on or not.</summary>
    public required StringSet Clusters { get; init; }
}
