using WorkspaceBackup.Velero.Downloads;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>What a restore really did, by its own list, and what of the backup it did not bring back.</summary>
public sealed record RestoreVerification
{
    /// <summary>Why nothing was verified, on one line; null: it was.</summary>
    public string? Reason { get; init; }

    public int Created { get; init; }

    public int Updated { get; init; }

    /// <summary>Left as they were: equal, or different and not overwritten.</summary>
    public int Kept { get; init; }

    /// <summary>PersistentVolumes that were provisioned anew for their claims.</summary>
    public int Reprovisioned { get; init; }

    /// <summary>Objects that could not be restored.</summary>
    public IReadOnlyList<ListedObject> Failed { get; init; } = [];

    /// <summary>Objects that the backup holds and this restore was to bring back, and of which its list knows nothing.</summary>
    public IReadOnlyList<ListedObject> Missing { get; init; } = [];

    /// <summary>Objects of which lists and spec cannot say what was to become of them.</summary>
    public int Unverified { get; init; }

    /// <summary>
    /// Claims that Velero made from a snapshot, or had read back, by its own file, which has the way and no outcome. Null: not known.
    /// </summary>
    public int? VolumesRestored { get; init; }

    /// <summary>Claims of this restore of which that file knows nothing; null: not known.</summary>
    public int? VolumesNotRestored { get; init; }

    /// <summary>From its start to its end; null: not known.</summary>
    public long? Seconds { get; init; }
}
