namespace TerraformProviderWorkspaceBackup.Reconciled;

/// <summary>The titles of what happened to objects, and what their loss means.</summary>
/// <param name="Lost">As in "nothing is backed up there".</param>
/// <param name="Left">As in "left where they are": of another owner's, by a destroy.</param>
internal sealed record ReconciledWords(string Changed, string Deleted, string ChangedMeanwhile, string Lost, string Left);
