using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Verdicts;

namespace TerraformProviderWorkspaceBackup.Arguments;

/// <summary>The argument that chooses namespaces by their labels, on each cluster those that it has.</summary>
internal static class NamespaceSelector
{
    public static SchemaAttribute<IReadOnlyDictionary<string, string>> Argument { get; } = Of(
        "Labels of the namespaces to back up. With `{ team = \"shop\" }`, each cluster backs up those that have it there; every plan "
        + "looks again. Not with `namespaces`. Default: the provider's.");

    /// <summary>The argument where a change replaces the resource.</summary>
    public static SchemaAttribute<IReadOnlyDictionary<string, string>> Replacing { get; } = Of(
        "Labels of the namespaces to back up. They are looked up when it runs. Not with `namespaces`.",
        new RequiresReplace<IReadOnlyDictionary<string, string>>());

    public static SchemaAttribute<IReadOnlyDictionary<string, string>> OfProvider { get; } = Of(
        "Labels of the workspace's namespaces. Use either this or `namespaces`.");

    /// <summary>The domain's form of the argument.</summary>
    public static Value<LabelSelector> ValueOf(TerraformValue argument) =>
        argument.IsNull ? Value<LabelSelector>.Null
        : argument.IsWhollyKnown ? Value.Of(new LabelSelector
        {
            MatchLabels = new StringMap(argument.Entries.Select(static label => KeyValuePair.Create(label.Key, label.Value.AsString()))),
        })
        : Value<LabelSelector>.Unknown;

    private static SchemaAttribute<IReadOnlyDictionary<string, string>> Of(
        string description, params IReadOnlyList<IPlanModifier<IReadOnlyDictionary<string, string>>> modifiers) =>
        new("namespace_selector", Codec.Map(Codec.String))
        {
            Presence = Presence.Optional,
            Description = description,
            Validators =
            [
                new Rule<IReadOnlyDictionary<string, string>>(static labels => labels.Count == 0
                    ? "must have a label: without any it would mean every namespace. If you want all, set namespaces = [\"*\"]."
                    : GoSelector.ErrorOf(new LabelSelector { MatchLabels = new StringMap(labels) }) is { } error ? $"{error}." : null),
            ],
            PlanModifiers = modifiers,
        };
}
