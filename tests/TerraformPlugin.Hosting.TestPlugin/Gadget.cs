using TerraformPlugin.Framework;
using TerraformPlugin.Values;

namespace TerraformPlugin.Hosting.TestPlugin;

/// <summary>One attribute of every type, presence and nesting, and blocks.</summary>
internal sealed record Gadget(TerraformValue Object) : Model<Gadget>(Object), IModel<Gadget>
{
    private static readonly TerraformType s_shape = TerraformType.Object(
        [new("sides", TerraformType.Number), new("name", TerraformType.String)]);

    public static readonly SchemaAttribute<string> Text = new("text", Codec.String) { Presence = Presence.Required };

    public static readonly SchemaAttribute<string> Kind = new("kind", Codec.String)
    {
        Presence = Presence.OptionalComputed,
        Default = "plain",
        PlanModifiers = [new RequiresReplace<string>()],
    };

    public static readonly SchemaAttribute<string> Spelling = new("spelling", Codec.String)
    {
        Presence = Presence.Optional,
        PlanModifiers = [new SemanticEquality<string>(static (left, right) =>
            string.Equals(left, right, StringComparison.OrdinalIgnoreCase))],
    };

    public static readonly SchemaAttribute<TerraformNumber> Size = new("size", Codec.Number)
    {
        Presence = Presence.Optional,
    };

    public static readonly SchemaAttribute<bool> Active = new("active", Codec.Bool)
    {
        Presence = Presence.OptionalComputed,
        Default = true,
    };

    public static readonly SchemaAttribute<string> Given = new("given", Codec.String)
    {
        Presence = Presence.OptionalComputed,
    };

    public static readonly SchemaAttribute<IReadOnlyList<string>> Words =
        new("words", Codec.List(Codec.String)) { Presence = Presence.Optional };

    public static readonly SchemaAttribute<IReadOnlySet<string>> Tags = new("tags", Codec.Set(Codec.String))
    {
        Presence = Presence.Optional,
    };

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, string>> Labels =
        new("labels", Codec.Map(Codec.String)) { Presence = Presence.Optional };

    public static readonly SchemaAttribute<IReadOnlyList<IReadOnlyList<string>>> Matrix =
        new("matrix", Codec.List(Codec.List(Codec.String))) { Presence = Presence.Optional };

    public static readonly SchemaAttribute<TerraformValue> Shape = new("shape", Codec.Raw(s_shape))
    {
        Presence = Presence.Optional,
    };

    public static readonly SchemaAttribute<TerraformValue> Anything =
        new("anything", Codec.Raw(TerraformType.Dynamic)) { Presence = Presence.Optional };

    public static readonly SchemaAttribute<string> Secret = new("secret", Codec.String)
    {
        Presence = Presence.Optional,
        Sensitive = true,
    };

    public static readonly SchemaAttribute<string> SecretWo = new("secret_wo", Codec.String)
    {
        Presence = Presence.Optional,
        WriteOnly = true,
    };

    public static readonly SchemaAttribute<string> Id = new("id", Codec.String)
    {
        Presence = Presence.Computed,
        PlanModifiers = [new UseStateForUnknown<string>()],
    };

    public static readonly SchemaAttribute<string> Revision = new("revision", Codec.String)
    {
        Presence = Presence.Computed,
    };

    public static readonly SchemaAttribute<Part> One = new("one", Codec.Object<Part>()) { Presence = Presence.Optional };

    public static readonly SchemaAttribute<IReadOnlyList<Part>> Listed =
        new("listed", Codec.List(Codec.Object<Part>())) { Presence = Presence.Optional };

    public static readonly SchemaAttribute<IReadOnlySet<SetPart>> InSet =
        new("in_set", Codec.Set(Codec.Object<SetPart>())) { Presence = Presence.Optional };

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, Part>> Mapped =
        new("mapped", Codec.Map(Codec.Object<Part>())) { Presence = Presence.Optional };

    public static readonly SchemaAttribute<Inner> Made = new("made", Codec.Object<Inner>())
    {
        Presence = Presence.Computed,
    };

    public static readonly SchemaAttribute<Vault> Safe = new("vault", Codec.Object<Vault>())
    {
        Presence = Presence.Optional,
    };

    public static readonly SchemaAttribute<IReadOnlyList<Vault>> Vaults =
        new("vaults", Codec.List(Codec.Object<Vault>())) { Presence = Presence.Optional };

    public static readonly SchemaAttribute<Rung> Block = new("block", Codec.Object<Rung>())
    {
        Presence = Presence.Block,
    };

    public static readonly SchemaAttribute<IReadOnlyList<Rung>> BlockList =
        new("block_list", Codec.List(Codec.Object<Rung>())) { Presence = Presence.Block };

    public static readonly SchemaAttribute<IReadOnlySet<Rung>> BlockSet =
        new("block_set", Codec.Set(Codec.Object<Rung>())) { Presence = Presence.Block };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
    [
        Text, Kind, Spelling, Size, Active, Given, Words, Tags, Labels, Matrix, Shape, Anything, Secret, SecretWo, Id,
        Revision, One, Listed, InSet, Mapped, Made, Safe, Vaults, Block, BlockList, BlockSet,
    ];

    internal static Schema Schema { get; } = new(Attributes) { Description = "One of everything.", Version = 1 };

    public static Gadget Of(TerraformValue value) => new(value);
}
