using TerraformPlugin.Framework.Tests.Fakes;
using TerraformPlugin.Framework.Tests.Models;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Tests.Codecs;

public sealed class CodecTests
{
    private static readonly AttributePath At = AttributePath.Of("at");
    private static readonly TerraformValue Unknown = Make.UnknownString;
    private static readonly TerraformValue Null = TerraformValue.Null(TerraformType.String);

    public static TheoryData<string, TerraformValue> Elements => new()
    {
        { "list", TerraformValue.List(TerraformType.String, [Make.S("a"), Unknown]) },
        { "set", TerraformValue.Set(TerraformType.String, [Make.S("a"), Unknown]) },
        { "map", TerraformValue.Map(TerraformType.String, [new("a", Make.S("a")), new("b", Unknown)]) },
    };

    [Theory]
    [MemberData(nameof(Elements))]
    public void A_collection_with_an_unknown_element_is_unknown_as_a_whole(string kind, TerraformValue value) =>
        Assert.True(kind switch
        {
            "list" => Codec.List(Codec.String).Decode(value, At).IsUnknown,
            "set" => Codec.Set(Codec.String).Decode(value, At).IsUnknown,
            _ => Codec.Map(Codec.String).Decode(value, At).IsUnknown,
        });

    [Fact]
    public void An_unknown_deep_within_collections_makes_the_outermost_unknown()
    {
        var codec = Codec.Map(Codec.List(Codec.String));
        var inner = TerraformValue.List(TerraformType.String, [Unknown]);
        Assert.True(codec.Decode(TerraformValue.Map(inner.Type, [new("k", inner)]), At).IsUnknown);
    }

    [Fact]
    public void A_partial_codec_lets_each_element_be_null_or_unknown()
    {
        var codec = Codec.Map(Codec.Partial(Codec.String));
        var value = TerraformValue.Map(
            TerraformType.String, [new("k", Make.S("a")), new("n", Null), new("u", Unknown)]);
        var decoded = codec.Decode(value, At);
        Assert.Equal("a", decoded.Known["k"].Known);
        Assert.True(decoded.Known["n"].IsNull);
        Assert.True(decoded.Known["u"].IsUnknown);
        Assert.Equal(value, codec.Encode(decoded));
    }

    [Fact]
    public void A_null_element_is_refused_with_its_path()
    {
        var list = TerraformValue.List(TerraformType.String, [Make.S("a"), Null]);
        var e = Assert.Throws<ValueDecodingException>(() => Codec.List(Codec.String).Decode(list, At));
        Assert.Equal("at[1]", e.Path.ToString());
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("9223372036854775808")]
    public void What_is_not_a_whole_number_of_64_bits_is_refused(string text)
    {
        Assert.True(TerraformNumber.TryParse(text, out var number));
        var e = Assert.Throws<ValueDecodingException>(() => Codec.Int64.Decode(TerraformValue.Number(number), At));
        Assert.Equal(At, e.Path);
    }

    [Fact]
    public void An_object_is_known_while_its_attributes_are_unknown()
    {
        var codec = Codec.List(Codec.Object<Pair>());
        var value = TerraformValue.List(
            Codec.Object<Pair>().Type, [Make.Object(Pair.Attributes, (Pair.Left, Unknown))]);
        var decoded = codec.Decode(value, At);
        Assert.True(decoded.Known[0].Get(Pair.Left).IsUnknown);
        Assert.True(decoded.Known[0].Get(Pair.Right).IsNull);
        Assert.Equal(value, codec.Encode(decoded));
    }

    [Fact]
    public void A_problem_in_a_nested_object_has_the_full_path()
    {
        Assert.True(TerraformNumber.TryParse("0.5", out var half));
        var bad = Make.Object(Pair.Attributes, (Pair.Right, TerraformValue.Number(half)));
        var value = TerraformValue.Map(bad.Type, [new("eu", bad)]);
        var decoded = Codec.Map(Codec.Object<Pair>()).Decode(value, At).Known;
        var e = Assert.Throws<ValueDecodingException>(() => decoded["eu"].Get(Pair.Right));
        Assert.Equal("at[\"eu\"].right", e.Path.ToString());
    }

    [Fact]
    public void Every_state_goes_there_and_back()
    {
        Check(Codec.String, "a");
        Check(Codec.Bool, false);
        Check(Codec.Int64, long.MinValue);
        Check(Codec.Number, TerraformNumber.FromDouble(0.1));
        Check(Codec.Raw(TerraformType.Dynamic), Make.S("any"));

        static void Check<T>(Codec<T> codec, T content)
            where T : notnull
        {
            foreach (var value in new[] { Value<T>.Null, Value<T>.Unknown, content })
            {
                Assert.Equal(value, codec.Decode(codec.Encode(value), At));
            }
        }
    }

    [Fact]
    public void Objects_and_collections_of_objects_are_nested_attributes_and_nothing_else_is()
    {
        Assert.Equal(NestingMode.Single, Codec.Object<Pair>().Nested?.Mode);
        Assert.Equal(NestingMode.List, Codec.List(Codec.Object<Pair>()).Nested?.Mode);
        Assert.Equal(NestingMode.Set, Codec.Set(Codec.Object<Pair>()).Nested?.Mode);
        Assert.Equal(NestingMode.Map, Codec.Map(Codec.Partial(Codec.Object<Pair>())).Nested?.Mode);
        Assert.Null(Codec.List(Codec.List(Codec.Object<Pair>())).Nested);
        Assert.Null(Codec.List(Codec.String).Nested);
    }
}
