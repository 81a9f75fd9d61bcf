using TerraformPlugin.Framework;
using TerraformPlugin.Values;

namespace TerraformPlugin.Hosting.TestPlugin;

/// <summary>An object with every nesting of another within.</summary>
internal sealed record Part(TerraformValue Object) : Model<Part>(Object), IModel<Part>
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

    public static readonly SchemaAttribute<IReadOnlySet<Inner>> InSet =
        new("in_set", Codec.Set(Codec.Object<Inner>())) { Presence = Presence.Optional };

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, Inner>> Mapped =
        new("mapped", Codec.Map(Codec.Object<Inner>())) { Presence = Presence.Optional };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
        [Name, Weight, Tags, Active, Serial, One, Listed, InSet, Mapped];

    public static Part Of(TerraformValue value) => new(value);
}
