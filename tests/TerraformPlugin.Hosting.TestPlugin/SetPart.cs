using TerraformPlugin.Framework;
using TerraformPlugin.Values;

namespace TerraformPlugin.Hosting.TestPlugin;

/// <summary>As Part, for sets: of a set in a set Terraform pairs no elements, so nothing is computed there.</summary>
internal sealed record SetPart(TerraformValue Object) : Model<SetPart>(Object), IModel<SetPart>
{
    public static readonly SchemaAttribute<string> Name = new("name", Codec.String) { Presence = Presence.Required };

    public static readonly SchemaAttribute<TerraformNumber> Weight = new("weight", Codec.Number)
    {
        Presence = Presence.Optional,
    };

    public static readonly SchemaAttribute<IReadOnlySet<string>> Tags = new("tags", Codec.Set(Codec.String))
    {
        Presence = Presence.Optional,
    };

    public static readonly SchemaAttribute<bool> Active = new("active", Codec.Bool)
    {
        Presence = Presence.OptionalComputed,
        Default = true,
    };

    public static readonly SchemaAttribute<string> Serial = new("serial", Codec.String) { Presence = Presence.Computed };

    public static readonly SchemaAttribute<Inner> One = new("one", Codec.Object<Inner>())
    {
        Presence = Presence.Optional,
    };

    public static readonly SchemaAttribute<IReadOnlyList<Inner>> Listed =
        new("listed", Codec.List(Codec.Object<Inner>())) { Presence = Presence.Optional };

    public static readonly SchemaAttribute<IReadOnlySet<Plain>> InSet =
        new("in_set", Codec.Set(Codec.Object<Plain>())) { Presence = Presence.Optional };

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, Inner>> Mapped =
        new("mapped", Codec.Map(Codec.Object<Inner>())) { Presence = Presence.Optional };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
        [Name, Weight, Tags, Active, Serial, One, Listed, InSet, Mapped];

    public static SetPart Of(TerraformValue value) => new(value);
}
