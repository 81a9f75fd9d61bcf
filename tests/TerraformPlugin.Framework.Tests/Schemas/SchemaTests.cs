using TerraformPlugin.Framework.Tests.Models;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Tests.Schemas;

public sealed class SchemaTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("What it is", "What it is")]
    [InlineData("What it is. Default: `a`.", "What it is.")]
    [InlineData("Some (`a`, `b`, ...) of it. More.", "Some (`a`, `b`, ...) of it.")]
    [InlineData("One of a, b, ... or c. More.", "One of a, b, ... or c.")]
    public void The_summary_is_the_first_sentence(string description, string summary) => Assert.Equal(
        summary,
        new SchemaAttribute<string>("a", Codec.String)
        {
            Presence = Presence.Optional,
            Description = description,
        }.Summary);

    public static TheoryData<string, SchemaAttribute[]> Refused => new()
    {
        { "is not a name", [new SchemaAttribute<string>("Name", Codec.String) { Presence = Presence.Optional }] },
        { "is not a name", [new SchemaAttribute<string>("1st", Codec.String) { Presence = Presence.Optional }] },
        {
            "is there twice",
            [
                new SchemaAttribute<string>("a", Codec.String) { Presence = Presence.Optional },
                new SchemaAttribute<long>("a", Codec.Int64) { Presence = Presence.Optional },
            ]
        },
        {
            "has a default without being OptionalComputed",
            [new SchemaAttribute<string>("a", Codec.String) { Presence = Presence.Optional, Default = "x" }]
        },
        {
            "has an unknown default",
            [
                new SchemaAttribute<string>("a", Codec.String)
                {
                    Presence = Presence.OptionalComputed,
                    Default = Value<string>.Unknown,
                },
            ]
        },
        {
            "is write-only and computed",
            [new SchemaAttribute<string>("a", Codec.String) { Presence = Presence.Computed, WriteOnly = true }]
        },
        {
            "is write-only and in a set",
            [
                new SchemaAttribute<IReadOnlySet<Secret>>("a", Codec.Set(Codec.Object<Secret>()))
                {
                    Presence = Presence.Optional,
                },
            ]
        },
        {
            "has a dynamic type in a collection",
            [
                new SchemaAttribute<IReadOnlyList<TerraformValue>>(
                    "a", Codec.List(Codec.Raw(TerraformType.Dynamic))) { Presence = Presence.Optional },
            ]
        },
        {
            "has a dynamic type in a collection",
            [
                new SchemaAttribute<IReadOnlyDictionary<string, Anything>>("a", Codec.Map(Codec.Object<Anything>()))
                {
                    Presence = Presence.Optional,
                },
            ]
        },
        {
            "is a block of something else",
            [new SchemaAttribute<string>("a", Codec.String) { Presence = Presence.Block }]
        },
        {
            "is a block in a nested attribute",
            [new SchemaAttribute<Holder>("a", Codec.Object<Holder>()) { Presence = Presence.Optional }]
        },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_Terraform_would_refuse_is_refused_when_the_schema_is_made(
        string problem, SchemaAttribute[] attributes)
    {
        var e = Assert.Throws<ArgumentException>(() => new Schema(attributes));
        Assert.Contains(problem, e.Message);
    }

    /// <summary>A record would compare the type too, which is there from when it was first asked for.</summary>
    [Fact]
    public void Whether_two_nested_objects_are_the_same_does_not_depend_on_what_was_asked_of_them()
    {
        NestedObject one = new(NestingMode.List, Pair.Attributes), other = new(NestingMode.List, Pair.Attributes);
        var before = one.Equals(other);
        Assert.Equal(Pair.Attributes.Count, one.ObjectType.Attributes.Count);

        Assert.Equal(before, one.Equals(other));
    }

    [Fact]
    public void A_block_of_objects_may_hold_blocks()
    {
        var schema = new Schema(
            [new SchemaAttribute<Holder>("a", Codec.Object<Holder>()) { Presence = Presence.Block }]);
        Assert.Equal("object({ a = object({ pair = list(object({ left = string, right = number })) }) })",
            schema.Type.ToString());
    }

    private sealed record Anything(TerraformValue Object) : Model<Anything>(Object), IModel<Anything>
    {
        private static readonly SchemaAttribute<TerraformValue> Any =
            new("any", Codec.Raw(TerraformType.Dynamic)) { Presence = Presence.Optional };

        public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [Any];

        public static Anything Of(TerraformValue value) => new(value);
    }

    private sealed record Secret(TerraformValue Object) : Model<Secret>(Object), IModel<Secret>
    {
        private static readonly SchemaAttribute<string> TextKey =
            new("text", Codec.String) { Presence = Presence.Optional, WriteOnly = true };

        public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [TextKey];

        public static Secret Of(TerraformValue value) => new(value);
    }

    private sealed record Holder(TerraformValue Object) : Model<Holder>(Object), IModel<Holder>
    {
        private static readonly SchemaAttribute<IReadOnlyList<Pair>> PairKey =
            new("pair", Codec.List(Codec.Object<Pair>())) { Presence = Presence.Block };

        public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [PairKey];

        public static Holder Of(TerraformValue value) => new(value);
    }
}
