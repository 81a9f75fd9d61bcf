namespace WorkspaceBackup.Velero.Operations;

/// <summary>Why an operation is not over.</summary>
/// <param name="Text">Whole sentences that end with what can be done.</param>
/// <param name="GoesOn">It ends by itself, as far as can be told; otherwise somebody has to mend something first.</param>
internal sealed record Diagnosis(string Text, bool GoesOn);
