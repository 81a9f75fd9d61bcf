namespace WorkspaceBackup.Velero.Locations;

/// <summary>What is wrong with one setting of a location, known without asking anybody.</summary>
/// <param name="Field">Velero's field as a dotted path: <c>spec.config.s3Url</c>.</param>
/// <param name="Detail">Whole sentences: what is wrong, and what to write instead.</param>
/// <param name="IsError">False: Velero or the object store may take it all the same.</param>
public sealed record SettingProblem(string Field, string Detail, bool IsError = true);
