namespace WorkspaceBackup.Velero.Objects;

/// <summary>Kubernetes' label selector: all of its requirements must hold.</summary>
public sealed record LabelSelector
{
    public static readonly LabelSelector Everything = new();

    public StringMap MatchLabels { get; init; } = StringMap.Empty;

    public ValueList<LabelSelectorRequirement> MatchExpressions { get; init; } = [];
}
