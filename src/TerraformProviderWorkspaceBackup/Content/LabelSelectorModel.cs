using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.Content;

/// <summary>Kubernetes' label selector.</summary>
internal sealed record LabelSelectorModel(TerraformValue Object)
    : Model<LabelSelectorModel>(Object), IModel<LabelSelectorModel>
{
    public static readonly SchemaAttribute<IReadOnlyDictionary<string, string>> MatchLabels =
        new("match_labels", Codec.Map(Codec.String))
        {
            Presence = Presence.Optional,
            Description = "Labels an object must have.",
        };

    public static readonly SchemaAttribute<IReadOnlyList<RequirementModel>> MatchExpressions =
        new("match_expressions", Codec.List(Codec.Object<RequirementModel>()))
        {
            Presence = Presence.Optional,
            Description = "Further conditions. All must hold.",
        };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
        [MatchLabels, MatchExpressions];

    public static LabelSelectorModel Of(TerraformValue value) => new(value);

    public static LabelSelectorModel From(LabelSelector selector) => Empty
        .With(MatchLabels, selector.MatchLabels.Count == 0
            ? Value<IReadOnlyDictionary<string, string>>.Null
            : selector.MatchLabels)
        .With(MatchExpressions, selector.MatchExpressions.Count == 0
            ? Value<IReadOnlyList<RequirementModel>>.Null
            : selector.MatchExpressions.Select(RequirementModel.From).ToList());

    public LabelSelector ToSelector() => new()
    {
        MatchLabels = new StringMap(Get(MatchLabels).OrNull() ?? StringMap.Empty),
        MatchExpressions = (Get(MatchExpressions).OrNull() ?? []).Select(static e => e.ToRequirement()).ToValueList(),
    };
}
