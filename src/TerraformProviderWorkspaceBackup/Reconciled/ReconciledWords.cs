namespace TerraformProviderWorkspaceBackup.Reconciled;

/// <summary>The titles of what happened to objects, and what their loss means.</summary>
/// <param name="Lost">As in "nothing is backed up there".</param>
/// <param name="Left">As in "left where they are": of another owner's, by a destroy.</param>
/// <param name="ReplacedIsGone">It was deleted to be made anew, and that failed.</param>
/// <param name="NotOfKind">What a <c>moved</c> block names is of another kind.</param>
internal sealed record ReconciledWords(
    string Changed,
    string Deleted,
    string Recreated,
    string ChangedMeanwhile,
    string ReplacedIsGone,
    string NotOfKind,
    string MovedAmbiguous,
    string MovedNotFound,
    string Lost,
    string Left);
