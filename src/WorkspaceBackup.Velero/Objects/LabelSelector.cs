namespace WorkspaceBackup.Velero.Objects;

/// <summary>Kubernetes' label selector: all of its requirements must hold.</summary>
public sealed record LabelSelector
{
    public static readonly LabelSelector Everything = new();

    public StringMap MatchLabels { get; init; } = StringMap.Empty;

    public ValueList<LabelSelectorRequirement> MatchExpressions { get; init; } = [];

    /// <summary>Whether an object with these labels is selected.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels) =>
        MatchLabels.All(label => labels.TryGetValue(label.Key, out var value) && value == label.Value)
        && MatchExpressions.All(requirement => requirement.Matches(labels));

    /// <summary>As a query of the API says it: <c>team=payments,tier in (db,web)</c>.</summary>
    public override string ToString() => string.Join(
        ',',
        [
            .. MatchLabels.Select(static label => $"{label.Key}={label.Value}"),
            .. MatchExpressions.Select(static requirement => requirement.ToString()),
        ]);
}
