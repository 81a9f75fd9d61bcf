namespace WorkspaceBackup.Velero.Objects;

/// <param name="Key">The label's key.</param>
/// <param name="Operator"><c>In</c>, <c>NotIn</c>, <c>Exists</c> or <c>DoesNotExist</c>.</param>
/// <param name="Values">Empty for <c>Exists</c> and <c>DoesNotExist</c>, else not.</param>
public sealed record LabelSelectorRequirement(string Key, string Operator, StringSet Values)
{
    /// <summary>Whether labels fulfil it. <c>NotIn</c> holds for an object without the label, as in Kubernetes.</summary>
    /// <exception cref="InvalidOperationException">It is no operator: callers check the selector first.</exception>
    public bool Matches(IReadOnlyDictionary<string, string> labels) => Operator switch
    {
        "In" => labels.TryGetValue(Key, out var value) && Values.Contains(value),
        "NotIn" => !labels.TryGetValue(Key, out var value) || !Values.Contains(value),
        "Exists" => labels.ContainsKey(Key),
        "DoesNotExist" => !labels.ContainsKey(Key),
        _ => throw new InvalidOperationException($"a selector that was not checked: {Operator}"),
    };

    /// <inheritdoc cref="LabelSelector.ToString"/>
    public override string ToString() => Operator switch
    {
        "In" => $"{Key} in ({string.Join(',', Values)})",
        "NotIn" => $"{Key} notin ({string.Join(',', Values)})",
        "Exists" => Key,
        _ => $"!{Key}",
    };
}
