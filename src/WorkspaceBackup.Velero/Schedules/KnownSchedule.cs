using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>What the state remembers of the Schedule on one cluster.</summary>
/// <param name="Name">Never computed again: adopted and imported Schedules keep theirs.</param>
/// <param name="VeleroNamespace">The namespace it is in, whatever <c>velero_namespace</c> says by now: looked for in
/// another one it would seem to be gone, and go on making backups.</param>
/// <param name="ClusterUid">The cluster it was on.</param>
/// <param name="Uid">The object's uid; null when the state does not have it.</param>
/// <param name="LabelKeys">The user's labels that it was given; the keys to compare and, when undeclared, to
/// remove.</param>
public sealed record KnownSchedule(
    string Name, string VeleroNamespace, string ClusterUid, string? Uid, StringSet LabelKeys);
