using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.Content;

/// <summary>One requirement of a label selector.</summary>
internal sealed record RequirementModel : IModel<RequirementModel>
{
    public static readonly SchemaAttribute<string> KeyAttribute =
        new("key", Codec.String)
        {
            Presence = Presence.Required,
            Description = "The label's key.",
        };

    public static readonly SchemaAttribute<string> OperatorAttribute =
        new("operator", Codec.String)
        {
            Presence = Presence.Required,
            Description = "`In`, `NotIn`, `Exists` or `DoesNotExist`.",
            Validators = [Rules.OneOf("In", "NotIn", "Exists", "DoesNotExist")],
        };

    public static readonly SchemaAttribute<IReadOnlySet<string>> ValuesAttribute =
        new("values", Codec.Set(Codec.String))
        {
            Presence = Presence.Optional,
            Description = "The values; none with `Exists` and `DoesNotExist`.",
        };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
        [KeyAttribute, OperatorAttribute, ValuesAttribute];

    public required Value<string> Key { get; init; }

    public required Value<string> Operator { get; init; }

    public required Value<IReadOnlySet<string>> Values { get; init; }

    public static RequirementModel Read(ModelReader reader) => new()
    {
        Key = reader.Get(KeyAttribute),
        Operator = reader.Get(OperatorAttribute),
        Values = reader.Get(ValuesAttribute),
    };

    public void Write(ModelWriter writer)
    {
        writer.Set(KeyAttribute, Key);
        writer.Set(OperatorAttribute, Operator);
        writer.Set(ValuesAttribute, Values);
    }

    public static RequirementModel From(LabelSelectorRequirement requirement) => new()
    {
        Key = requirement.Key,
        Operator = requirement.Operator,
        Values = requirement.Values.Count == 0 ? Value<IReadOnlySet<string>>.Null : Sets.ToValue(requirement.Values),
    };

    public LabelSelectorRequirement ToRequirement() =>
        new(Key.Known, Operator.Known, StringSet.From(Values.OrNull() ?? new HashSet<string>()));
}
