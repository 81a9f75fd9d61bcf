using WorkspaceBackup.Velero.Downloads;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>What the own files of a backup or a restore that is over tell.</summary>
public sealed record OperationReview
{
    /// <summary>Nothing was there to read.</summary>
    public static readonly OperationReview Nothing = new();

    /// <summary>The first errors and warnings; empty where there are none, or they could not be read.</summary>
    public IReadOnlyList<ReportedProblem> Problems { get; init; } = [];

    /// <summary>What became of each volume of a backup; null: not known.</summary>
    public IReadOnlyList<BackedUpVolume>? Volumes { get; init; }

    /// <summary>What became of each object of a restore; null: it is none, or it restored nothing.</summary>
    public RestoreVerification? Verification { get; init; }

    /// <summary>Files that could not be read, though they matter, each as <c>name: why</c>.</summary>
    public IReadOnlyList<string> Unread { get; init; } = [];

    /// <summary>What is missing to read them.</summary>
    public IReadOnlyList<Clusters.AccessRight> Needed { get; init; } = [];

    /// <summary>Volumes that were to be in the backup, and whose data is not.</summary>
    public IReadOnlyList<BackedUpVolume> MissingVolumes =>
        [.. (Volumes ?? []).Where(static volume => volume is { IsSaved: false, IsLeftOutByPolicy: false })];
}
