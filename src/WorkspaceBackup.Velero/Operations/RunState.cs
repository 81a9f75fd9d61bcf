namespace WorkspaceBackup.Velero.Operations;

/// <summary>How a Backup or a Restore stands, as far as whoever waits for it cares.</summary>
/// <param name="Cluster">Where.</param>
/// <param name="Object"><c>Kind namespace/name</c>.</param>
/// <param name="Phase">Velero's word.</param>
/// <param name="IsOver">Velero does no more work on it.</param>
/// <param name="Done">Items done; null: not counted yet.</param>
/// <param name="Total">Items known of so far; null: not counted yet.</param>
public sealed record RunState(string Cluster, string Object, string Phase, bool IsOver, long? Done, long? Total)
{
    public long Errors { get; init; }

    public long Warnings { get; init; }

    public string? FailureReason { get; init; }

    public IReadOnlyList<string> ValidationErrors { get; init; } = [];

    /// <summary>The command that shows Velero's log of it.</summary>
    public required string LogCommand { get; init; }
}
