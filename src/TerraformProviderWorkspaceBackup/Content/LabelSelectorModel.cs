using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.Content;

/// <summary>Kubernetes' label selector.</summary>
internal sealed record LabelSelectorModel : IModel<LabelSelectorModel>
{
    public static readonly SchemaAttribute<IReadOnlyDictionary<string, string>> MatchLabelsAttribute =
        new("match_labels", Codec.Map(Codec.String))
        {
            Presence = Presence.Optional,
            Description = "Labels with exactly these values.",
        };

    public static readonly SchemaAttribute<IReadOnlyList<RequirementModel>> MatchExpressionsAttribute =
        new("match_expressions", Codec.List(Codec.Object<RequirementModel>()))
        {
            Presence = Presence.Optional,
            Description = "Further requirements.",
        };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
        [MatchLabelsAttribute, MatchExpressionsAttribute];

    public required Value<IReadOnlyDictionary<string, string>> MatchLabels { get; init; }

    public required Value<IReadOnlyList<RequirementModel>> MatchExpressions { get; init; }

    public static LabelSelectorModel Read(ModelReader reader) => new()
    {
        MatchLabels = reader.Get(MatchLabelsAttribute),
        MatchExpressions = reader.Get(MatchExpressionsAttribute),
    };

    public void Write(ModelWriter writer)
    {
        writer.Set(MatchLabelsAttribute, MatchLabels);
        writer.Set(MatchExpressionsAttribute, MatchExpressions);
    }

    public static LabelSelectorModel From(LabelSelector selector) => new()
    {
        MatchLabels = selector.MatchLabels.Count == 0
            ? Value<IReadOnlyDictionary<string, string>>.Null
            : selector.MatchLabels,
        MatchExpressions = selector.MatchExpressions.Count == 0
            ? Value<IReadOnlyList<RequirementModel>>.Null
            : selector.MatchExpressions.Select(RequirementModel.From).ToList(),
    };

    public LabelSelector ToSelector() => new()
    {
        MatchLabels = new StringMap(MatchLabels.OrNull() ?? StringMap.Empty),
        MatchExpressions = (MatchExpressions.OrNull() ?? []).Select(static e => e.ToRequirement()).ToValueList(),
    };
}
