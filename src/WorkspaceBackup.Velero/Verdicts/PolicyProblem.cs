namespace WorkspaceBackup.Velero.Verdicts;

/// <summary>Why Velero cannot use a ConfigMap with policies or with rules.</summary>
/// <param name="Text">In our words, without a full stop.</param>
/// <param name="Said">In the server's.</param>
/// <param name="IsInvalid">It was read, and is wrong in itself.</param>
internal sealed record PolicyProblem(string Text, string Said, bool IsInvalid = false);
