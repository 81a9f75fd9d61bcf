using TerraformPlugin.Framework.Tests.Fakes;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Tests.Internal.Planning;

/// <summary>The element of a set, in which objects are nested in every way there is.</summary>
internal sealed record Outer(TerraformValue Object) : Model<Outer>(Object), IModel<Outer>
{
    public static readonly SchemaAttribute<string> Name = new("name", Codec.String) { Presence = Presence.Required };

    public static readonly SchemaAttribute<string> Kind =
        new("kind", Codec.String) { Presence = Presence.OptionalComputed };

    private static readonly SchemaAttribute<Inner> One = Optional("one", Codec.Object<Inner>());

    private static readonly SchemaAttribute<IReadOnlyList<Inner>> Rows =
        Optional("rows", Codec.List(Codec.Object<Inner>()));

    private static readonly SchemaAttribute<IReadOnlyDictionary<string, Inner>> Map =
        Optional("map", Codec.Map(Codec.Object<Inner>()));

    private static readonly SchemaAttribute<IReadOnlySet<Inner>> Bag =
        Optional("bag", Codec.Set(Codec.Object<Inner>()));

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [Name, Kind, One, Rows, Map, Bag];

    private static readonly SchemaAttribute<IReadOnlySet<Outer>> Outers =
        Optional("outers", Codec.Set(Codec.Object<Outer>()));

    public static Schema Schema { get; } = new([Name, Outers]);

    public static Outer Of(TerraformValue value) => new(value);

    public static TerraformValue State(string name, TerraformValue outer) => Make.Object(
        Schema, (Name, Make.S(name)), (Outers, TerraformValue.Set(outer.Type, [outer])));

    public static TerraformValue Of(string nesting, string? uid)
    {
        var inner = Make.Object(Inner.Attributes, (Inner.Mode, Make.S("configured")),
            (Inner.Uid, uid is null ? TerraformValue.Null(TerraformType.String) : Make.S(uid)));
        return Make.Object(Attributes, (Name, Make.S("o")), (Kind, Make.S("configured"))).With(nesting, nesting switch
        {
            "one" => inner,
            "rows" => TerraformValue.List(inner.Type, [inner]),
            "map" => TerraformValue.Map(inner.Type, [new("k", inner)]),
            _ => TerraformValue.Set(inner.Type, [inner]),
        });
    }

    public static TerraformValue InnerOf(string nesting, TerraformValue outer) => nesting switch
    {
        "one" => outer.Entries["one"],
        "map" => outer.Entries["map"].Entries["k"],
        _ => outer.Entries[nesting].Elements[0],
    };

    private static SchemaAttribute<T> Optional<T>(string name, Codec<T> codec)
        where T : notnull => new(name, codec) { Presence = Presence.Optional };
}

internal sealed record Inner(TerraformValue Object) : Model<Inner>(Object), IModel<Inner>
{
    public static readonly SchemaAttribute<string> Mode =
        new("mode", Codec.String) { Presence = Presence.OptionalComputed };

    public static readonly SchemaAttribute<string> Uid = new("uid", Codec.String) { Presence = Presence.Computed };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [Mode, Uid];

    public static Inner Of(TerraformValue value) => new(value);
}
