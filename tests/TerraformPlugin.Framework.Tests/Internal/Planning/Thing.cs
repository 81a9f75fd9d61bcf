using TerraformPlugin.Framework.Tests.Fakes;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Tests.Internal.Planning;

/// <summary>A schema with something of everything.</summary>
internal static class Thing
{
    public static readonly SchemaAttribute<string> Name =
        new("name", Codec.String) { Presence = Presence.Required, PlanModifiers = [new RequiresReplace<string>()] };

    public static readonly SchemaAttribute<string> Size = new("size", Codec.String) { Presence = Presence.Optional };

    public static readonly SchemaAttribute<string> Expiry = new("expiry", Codec.String)
    {
        Presence = Presence.OptionalComputed,
        Default = "720h",
        PlanModifiers = [new SemanticEquality<string>(static (a, b) => Hours(a) == Hours(b))],
    };

    public static readonly SchemaAttribute<string> Zone =
        new("zone", Codec.String) { Presence = Presence.OptionalComputed };

    public static readonly SchemaAttribute<string> Id = new("id", Codec.String)
    {
        Presence = Presence.Computed,
        PlanModifiers = [new UseStateForUnknown<string>()],
    };

    public static readonly SchemaAttribute<string> Status =
        new("status", Codec.String) { Presence = Presence.Computed };

    public static readonly SchemaAttribute<string> Password =
        new("password", Codec.String) { Presence = Presence.Optional, WriteOnly = true };

    public static readonly SchemaAttribute<Part> One =
        new("one", Codec.Object<Part>()) { Presence = Presence.Optional };

    public static readonly SchemaAttribute<IReadOnlyList<Part>> Rows =
        new("rows", Codec.List(Codec.Object<Part>())) { Presence = Presence.Optional };

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, Part>> Map =
        new("map", Codec.Map(Codec.Object<Part>())) { Presence = Presence.Optional };

    public static readonly SchemaAttribute<IReadOnlySet<SetPart>> Bag =
        new("bag", Codec.Set(Codec.Object<SetPart>())) { Presence = Presence.Optional };

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, Part>> Results =
        new("results", Codec.Map(Codec.Object<Part>())) { Presence = Presence.Computed };

    public static readonly SchemaAttribute<IReadOnlyList<Part>> Block =
        new("block", Codec.List(Codec.Object<Part>())) { Presence = Presence.Block };

    public static Schema Schema { get; } =
        new([Name, Size, Expiry, Zone, Id, Status, Password, One, Rows, Map, Bag, Results, Block]);

    private static TerraformValue NoBlocks => TerraformValue.List(Codec.Object<Part>().Type, []);

    public static TerraformValue Of(params (SchemaAttribute Attribute, TerraformValue Value)[] set) =>
        Make.Object(Schema, [.. set, (Block, NoBlocks)]);

    public static TerraformValue PartOf(params (SchemaAttribute Attribute, TerraformValue Value)[] set) =>
        Make.Object(Part.Attributes, set);

    public static TerraformValue SetPartOf(params (SchemaAttribute Attribute, TerraformValue Value)[] set) =>
        Make.Object(SetPart.Attributes, set);

    private static int Hours(string text) => text.EndsWith('d') ? 24 * int.Parse(text[..^1]) : int.Parse(text[..^1]);
}
