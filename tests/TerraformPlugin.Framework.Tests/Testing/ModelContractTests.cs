using TerraformPlugin.Framework.Tests.Models;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Tests.Testing;

public sealed class ModelContractTests
{
    private static readonly SchemaAttribute<string> Shared =
        new("shared", Codec.String) { Presence = Presence.Optional };

    private static readonly IReadOnlyList<SchemaAttribute> Table =
        [new SchemaAttribute<bool>("in_a_table", Codec.Bool) { Presence = Presence.Optional }];

    [Fact]
    public void A_right_model_has_no_violation()
    {
        Assert.Empty(ModelContract.Violations<Pair>());
        Assert.Empty(ModelContract.Violations<Nested>());
    }

    [Fact]
    public void Handles_that_a_model_shares_with_others_count_wherever_they_are() =>
        Assert.Empty(ModelContract.Violations<Sharing>());

    [Fact]
    public void A_handle_without_an_attribute_is_named() => Assert.Equal(
        "Forgetful.B is the handle of b, which is not in Attributes",
        Assert.Single(ModelContract.Violations<Forgetful>()));

    [Fact]
    public void An_attribute_without_a_handle_is_named() => Assert.Equal(
        "Nameless has the attribute x, and no handle of it", Assert.Single(ModelContract.Violations<Nameless>()));

    [Fact]
    public void A_property_that_reads_an_attribute_the_model_lacks_is_named() => Assert.Contains(
        "Foreign.Elsewhere cannot be read:", Assert.Single(ModelContract.Violations<Foreign>()),
        StringComparison.Ordinal);

    [Fact]
    public void A_property_that_reads_by_a_handle_of_another_type_is_named() => Assert.Contains(
        "Mistyped.Left cannot be read:", Assert.Single(ModelContract.Violations<Mistyped>()),
        StringComparison.Ordinal);

    [Fact]
    public void A_model_that_changes_what_it_is_given_is_named() => Assert.Contains(
        "Lossy was given a = (unknown) and has null", ModelContract.Violations<Lossy>());

    private sealed record Nested(TerraformValue Object) : Model<Nested>(Object), IModel<Nested>
    {
        public static readonly SchemaAttribute<Pair> One =
            new("one", Codec.Object<Pair>()) { Presence = Presence.Optional };

        public static readonly SchemaAttribute<IReadOnlyDictionary<string, Pair>> Many =
            new("many", Codec.Map(Codec.Object<Pair>())) { Presence = Presence.Optional };

        public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [One, Many];

        public Value<Pair> First => Get(One);

        public static Nested Of(TerraformValue value) => new(value);
    }

    private sealed record Sharing(TerraformValue Object) : Model<Sharing>(Object), IModel<Sharing>
    {
        public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [Shared, .. Table];

        public static Sharing Of(TerraformValue value) => new(value);
    }

    private sealed record Forgetful(TerraformValue Object) : Model<Forgetful>(Object), IModel<Forgetful>
    {
        public static readonly SchemaAttribute<bool> A = new("a", Codec.Bool) { Presence = Presence.Optional };

        public static readonly SchemaAttribute<bool> B = new("b", Codec.Bool) { Presence = Presence.Optional };

        public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [A];

        public static Forgetful Of(TerraformValue value) => new(value);
    }

    private sealed record Nameless(TerraformValue Object) : Model<Nameless>(Object), IModel<Nameless>
    {
        public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
            [Shared, new SchemaAttribute<bool>("x", Codec.Bool) { Presence = Presence.Optional }];

        public static Nameless Of(TerraformValue value) => new(value);
    }

    private sealed record Foreign(TerraformValue Object) : Model<Foreign>(Object), IModel<Foreign>
    {
        public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [Shared];

        public Value<string> Elsewhere => Get(Pair.Left);

        public static Foreign Of(TerraformValue value) => new(value);
    }

    private sealed record Mistyped(TerraformValue Object) : Model<Mistyped>(Object), IModel<Mistyped>
    {
        private static readonly SchemaAttribute<bool> Key = new("left", Codec.Bool) { Presence = Presence.Optional };

        public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [Key];

        public Value<string> Left => Get(Pair.Left);

        public static Mistyped Of(TerraformValue value) => new(value);
    }

    private sealed record Lossy(TerraformValue Object) : Model<Lossy>(Object), IModel<Lossy>
    {
        private static readonly SchemaAttribute<bool> A = new("a", Codec.Bool) { Presence = Presence.Optional };

        public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [A];

        public static Lossy Of(TerraformValue value) => new(
            value.Entries["a"].IsUnknown ? value.With("a", TerraformValue.Null(TerraformType.Bool)) : value);
    }
}
