using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.Content;

/// <summary>One requirement of a label selector.</summary>
internal sealed record RequirementModel(TerraformValue Object)
    : Model<RequirementModel>(Object), IModel<RequirementModel>
{
    public static readonly SchemaAttribute<string> Key =
        new("key", Codec.String)
        {
            Presence = Presence.Required,
            Description = "The label.",
        };

    public static readonly SchemaAttribute<string> Operator =
        new("operator", Codec.String)
        {
            Presence = Presence.Required,
            Description = "`In`, `NotIn`, `Exists` or `DoesNotExist`.",
        };

    public static readonly SchemaAttribute<IReadOnlySet<string>> Values =
        new("values", Codec.Set(Codec.String))
        {
            Presence = Presence.Optional,
            Description = "For `In` and `NotIn`.",
        };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
        [Key, Operator, Values];

    public static RequirementModel Of(TerraformValue value) => new(value);

    public static RequirementModel From(LabelSelectorRequirement requirement) => Empty
        .With(Key, requirement.Key)
        .With(Operator, requirement.Operator)
        .With(Values, requirement.Values.Count == 0 ? Value<IReadOnlySet<string>>.Null : Sets.ToValue(requirement.Values));

    public LabelSelectorRequirement ToRequirement() =>
        new(Get(Key).Known, Get(Operator).Known, StringSet.From(Get(Values).OrNull() ?? new HashSet<string>()));
}
