using TerraformPlugin.Framework;
using TerraformPlugin.Hosting.Mapping;
using TerraformPlugin.Values;
using Wire = TerraformPlugin.Hosting.Protocol.Schema.Types;

namespace TerraformPlugin.Hosting.Tests.Mapping;

public sealed class SchemaMappingTests
{
    [Theory]
    [InlineData(Presence.Required, true, false, false)]
    [InlineData(Presence.Optional, false, true, false)]
    [InlineData(Presence.OptionalComputed, false, true, true)]
    [InlineData(Presence.Computed, false, false, true)]
    public void Presence_becomes_the_three_flags(Presence presence, bool required, bool optional, bool computed)
    {
        var wire = Map(new SchemaAttribute<string>("a", Codec.String) { Presence = presence });

        Assert.Equal((required, optional, computed), (wire.Required, wire.Optional, wire.Computed));
        Assert.Equal("\"string\"", wire.Type.ToStringUtf8());
        Assert.Null(wire.NestedType);
    }

    [Fact]
    public void An_attributes_words_and_marks_are_sent()
    {
        var wire = Map(new SchemaAttribute<string>("a", Codec.String)
        {
            Presence = Presence.Optional,
            Description = "What `a` is. And more.",
            DeprecationMessage = "Use b.",
            Sensitive = true,
            WriteOnly = true,
        });

        Assert.Equal(("a", "What `a` is.", "Use b."), (wire.Name, wire.Description, wire.DeprecationMessage));
        Assert.Equal((true, true, true), (wire.Deprecated, wire.Sensitive, wire.WriteOnly));
        Assert.Equal(Protocol.StringKind.Markdown, wire.DescriptionKind);
    }

    [Fact]
    public void Words_without_markup_are_not_marked_as_Markdown() => Assert.Equal(
        Protocol.StringKind.Plain,
        Map(new SchemaAttribute<string>("a", Codec.String) { Presence = Presence.Optional, Description = "What." })
            .DescriptionKind);

    [Fact]
    public void An_attribute_without_marks_has_none()
    {
        var wire = Map(new SchemaAttribute<string>("a", Codec.String) { Presence = Presence.Optional });

        Assert.Equal((false, false, false), (wire.Deprecated, wire.Sensitive, wire.WriteOnly));
    }

    [Theory]
    [InlineData("single")]
    [InlineData("list")]
    [InlineData("set")]
    [InlineData("map")]
    public void Objects_become_nested_attributes(string nesting)
    {
        var one = Codec.Object<Pair>();
        var wire = nesting switch
        {
            "single" => MapOptional(one),
            "list" => MapOptional(Codec.List(one)),
            "set" => MapOptional(Codec.Set(one)),
            _ => MapOptional(Codec.Map(one)),
        };

        Assert.Equal(nesting, wire.NestedType.Nesting.ToString(), ignoreCase: true);
        Assert.Equal(["key", "value"], wire.NestedType.Attributes.Select(static a => a.Name));
        Assert.True(wire.Type.IsEmpty);
    }

    [Fact]
    public void Blocks_are_sent_as_blocks()
    {
        var codec = Codec.List(Codec.Object<Pair>());
        var block = new Schema([
            new SchemaAttribute<IReadOnlyList<Pair>>("pair", codec) { Presence = Presence.Block, Description = "Two." },
        ]).ToWire().Block;

        Assert.Empty(block.Attributes);
        var pair = Assert.Single(block.BlockTypes);
        Assert.Equal(("pair", Wire.NestedBlock.Types.NestingMode.List), (pair.TypeName, pair.Nesting));
        Assert.Equal("Two.", pair.Block.Description);
        Assert.Equal(["key", "value"], pair.Block.Attributes.Select(static a => a.Name));
    }

    [Theory]
    [InlineData(Presence.Block, false)]
    [InlineData(Presence.ComputedBlock, true)]
    public void A_block_says_whether_the_provider_sets_it(Presence presence, bool computed)
    {
        var block = new Schema([
            new SchemaAttribute<Report>("report", Codec.Object<Report>()) { Presence = presence },
        ]).ToWire().Block;

        Assert.Equal(computed, Assert.Single(block.BlockTypes).Block.Computed);
    }

    [Fact]
    public void A_schema_says_its_version_and_that_it_is_deprecated()
    {
        var wire = new Schema([])
        {
            Version = 3,
            Description = "What. And more.",
            Markdown = false,
            DeprecationMessage = "Use another.",
        }.ToWire();

        Assert.Equal((3, "What.", true, "Use another."),
            (wire.Version, wire.Block.Description, wire.Block.Deprecated, wire.Block.DeprecationMessage));
        Assert.Equal(Protocol.StringKind.Plain, wire.Block.DescriptionKind);
    }

    [Fact]
    public void An_identity_says_what_an_import_needs()
    {
        var wire = new Schema(Pair.Attributes) { Version = 2 }.ToWireIdentity();

        Assert.Equal(2, wire.Version);
        Assert.Equal(
            [("key", true, false), ("value", false, true)],
            wire.IdentityAttributes.Select(static a => (a.Name, a.RequiredForImport, a.OptionalForImport)));
    }

    private static Wire.Attribute MapOptional<T>(Codec<T> codec)
        where T : notnull => Map(new SchemaAttribute<T>("a", codec) { Presence = Presence.Optional });

    private static Wire.Attribute Map(SchemaAttribute attribute) =>
        Assert.Single(new Schema([attribute]).ToWire().Block.Attributes);

    private sealed record Report(TerraformValue Object) : Model<Report>(Object), IModel<Report>
    {
        private static readonly SchemaAttribute<string> Text = new("text", Codec.String) { Presence = Presence.Computed };

        public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [Text];

        public static Report Of(TerraformValue value) => new(value);
    }

    private sealed record Pair(TerraformValue Object) : Model<Pair>(Object), IModel<Pair>
    {
        private static readonly SchemaAttribute<string> Key = new("key", Codec.String) { Presence = Presence.Required };

        private static readonly SchemaAttribute<string> Content =
            new("value", Codec.String) { Presence = Presence.Optional };

        public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [Key, Content];

        public static Pair Of(TerraformValue value) => new(value);
    }
}
