namespace WorkspaceBackup.Velero.Verdicts;

internal static class Phases
{
    public const string Completed = "Completed";
    public const string PartiallyFailed = "PartiallyFailed";
    public const string Failed = "Failed";
    public const string FailedValidation = "FailedValidation";
    public const string InProgress = "InProgress";
}
