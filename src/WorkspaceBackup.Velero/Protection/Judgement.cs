namespace WorkspaceBackup.Velero.Protection;

/// <param name="Reason">Why it is not covered, as a sentence without its full stop; null: it is covered.</param>
public sealed record Judgement(ProtectionState State, string? Reason)
{
    public static readonly Judgement Covered = new(ProtectionState.Covered, null);

    public static Judgement Uncovered(string reason) => new(ProtectionState.Uncovered, reason);

    public static Judgement Unknown(string reason) => new(ProtectionState.Unknown, reason);
}
