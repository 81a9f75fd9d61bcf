namespace WorkspaceBackup.Velero.Objects;

/// <summary>A VolumeSnapshotClass.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Driver">The CSI driver.</param>
/// <param name="DeletionPolicy"><c>Retain</c>, or <c>Delete</c>: the snapshot goes with its VolumeSnapshot.</param>
/// <param name="IsChosen">Velero takes this one for the driver's volumes.</param>
public sealed record SnapshotClass(string Name, string Driver, string DeletionPolicy, bool IsChosen);
