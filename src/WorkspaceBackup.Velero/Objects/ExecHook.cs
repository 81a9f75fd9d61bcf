namespace WorkspaceBackup.Velero.Objects;

/// <summary>One command of a hook (<c>exec</c>).</summary>
public sealed record ExecHook
{
    public required ValueList<string> Command { get; init; }

    /// <summary>Null: the pod's first container.</summary>
    public string? Container { get; init; }

    /// <summary><c>Continue</c> or <c>Fail</c>; null: Velero's default, <c>Fail</c>.</summary>
    public string? OnError { get; init; }

    /// <summary>A duration in Go's canonical form; null: Velero's default, 30 s.</summary>
    public string? Timeout { get; init; }
}
