namespace WorkspaceBackup.Velero.Objects;

/// <param name="Key">The label's key.</param>
/// <param name="Operator"><c>In</c>, <c>NotIn</c>, <c>Exists</c> or <c>DoesNotExist</c>.</param>
/// <param name="Values">Empty for <c>Exists</c> and <c>DoesNotExist</c>, else not.</param>
public sealed record LabelSelectorRequirement(string Key, string Operator, StringSet Values);
