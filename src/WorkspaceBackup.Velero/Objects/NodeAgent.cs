namespace WorkspaceBackup.Velero.Objects;

/// <summary>Velero's daemon set that backs up volumes through the file system and moves snapshot data.</summary>
/// <param name="Desired">Nodes it should run on.</param>
/// <param name="Ready">Nodes it runs on.</param>
public sealed record NodeAgent(long Desired, long Ready);
