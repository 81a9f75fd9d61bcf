using System.Text;

namespace TerraformPlugin.Values.Tests;

public sealed class MessagePackCodecTests
{
    private static readonly TerraformType Pair = TerraformType.Object(
        [new("a", TerraformType.String), new("b", TerraformType.Number)]);

    private static readonly TerraformType Strings = TerraformType.List(TerraformType.String);

    /// <summary>Values and the bytes by the format's own tables.</summary>
    public static TheoryData<string, TerraformValue, string> Goldens => new()
    {
        { "null is nil", TerraformValue.Null(TerraformType.String), "c0" },
        { "null of an object is nil", TerraformValue.Null(Pair), "c0" },
        { "null of no type is nil", TerraformValue.Null(TerraformType.Dynamic), "c0" },
        { "unknown is an extension of one byte", TerraformValue.Unknown(TerraformType.String), "d40000" },
        { "an unknown dynamic value has no type", TerraformValue.Unknown(TerraformType.Dynamic), "d40000" },
        { "unknown that will not be null", TerraformValue.Unknown(TerraformType.String, new(NotNull: true)),
            "c7030c 81 01c2" },
        { "unknown with a known start", TerraformValue.Unknown(TerraformType.String, new(NotNull: true, "ab")),
            "c7070c 82 01c2 02a26162" },
        { "unknown with a known start alone", TerraformValue.Unknown(TerraformType.String, new(NotNull: false, "ab")),
            "c7050c 81 02a26162" },
        { "false", TerraformValue.Bool(false), "c2" },
        { "true", TerraformValue.Bool(true), "c3" },
        { "an empty string", Text(""), "a0" },
        { "a string", Text("ab"), "a26162" },
        { "a string of two bytes a character", Text("я"), "a2d18f" },
        { "a string past the short form", Text(new('x', 32)), "d920" + string.Concat(Enumerable.Repeat("78", 32)) },
        { "a string past one length byte", Text(new('x', 256)),
            "da0100" + string.Concat(Enumerable.Repeat("78", 256)) },
        { "a string past two length bytes", Text(new('x', 65536)),
            "db00010000" + string.Concat(Enumerable.Repeat("78", 65536)) },
        { "zero", Number("0"), "00" },
        { "the largest one-byte integer", Number("127"), "7f" },
        { "uint8", Number("128"), "cc80" },
        { "uint8 at its end", Number("255"), "ccff" },
        { "uint16", Number("256"), "cd0100" },
        { "uint16 at its end", Number("65535"), "cdffff" },
        { "uint32", Number("65536"), "ce00010000" },
        { "uint32 at its end", Number("4294967295"), "ceffffffff" },
        { "uint64", Number("4294967296"), "cf0000000100000000" },
        { "the largest int64", Number("9223372036854775807"), "cf7fffffffffffffff" },
        { "past int64 it is text", Number("9223372036854775808"), "b3" + Ascii("9223372036854775808") },
        { "minus one", Number("-1"), "ff" },
        { "the smallest one-byte integer", Number("-32"), "e0" },
        { "int8", Number("-33"), "d0df" },
        { "int8 at its end", Number("-128"), "d080" },
        { "int16", Number("-129"), "d1ff7f" },
        { "int16 at its end", Number("-32768"), "d18000" },
        { "int32", Number("-32769"), "d2ffff7fff" },
        { "int32 at its end", Number("-2147483648"), "d280000000" },
        { "int64", Number("-2147483649"), "d3ffffffff7fffffff" },
        { "the smallest int64", Number("-9223372036854775808"), "d38000000000000000" },
        { "below int64 it is text", Number("-9223372036854775809"), "b4" + Ascii("-9223372036854775809") },
        { "a fraction that is a binary one", Number("0.5"), "cb3fe0000000000000" },
        { "a negative binary fraction", Number("-2.25"), "cbc002000000000000" },
        { "a fraction that is no binary one is text", Number("0.1"), "a3" + Ascii("0.1") },
        { "an empty list", TerraformValue.List(TerraformType.String, []), "90" },
        { "a list", TerraformValue.List(TerraformType.String, [Text("a"), Text("b")]), "92a161a162" },
        { "a list past the short form", TerraformValue.List(TerraformType.String, Enumerable.Repeat(Text("a"), 16)),
            "dc0010" + string.Concat(Enumerable.Repeat("a161", 16)) },
        { "a list past two length bytes",
            TerraformValue.List(TerraformType.String, Enumerable.Repeat(Text("a"), 65536)),
            "dd00010000" + string.Concat(Enumerable.Repeat("a161", 65536)) },
        { "a set", TerraformValue.Set(TerraformType.String, [Text("a"), Text("b")]), "92a161a162" },
        { "a map in order of its keys",
            TerraformValue.Map(TerraformType.String, [new("b", Text("x")), new("a", Text("x"))]),
            "82 a161a178 a162a178" },
        { "a tuple", TerraformValue.Tuple([Text("a"), Number("1")]), "92a16101" },
        { "an empty tuple", TerraformValue.Tuple([]), "90" },
        { "an object with all its attributes", PairOf(Text("x"), TerraformValue.Null(TerraformType.Number)),
            "82 a161a178 a162c0" },
        { "an object past the short form", Flags(16),
            "de0010" + string.Concat(Enumerable.Range(0, 16).Select(i => $"a3{Ascii($"n{i:00}")}c3")) },
        { "a value in a list of dynamic values",
            TerraformValue.List(
                TerraformType.Dynamic, [TerraformValue.Bool(true), TerraformValue.Null(TerraformType.Dynamic)]),
            "92 92c406" + Ascii("\"bool\"") + "c3 c0" },
    };

    /// <summary>Values in a slot whose type each value decides.</summary>
    public static TheoryData<string, TerraformValue, string> DynamicGoldens => new()
    {
        { "a dynamic value is its type and itself", Text("x"), "92c408" + Ascii("\"string\"") + "a178" },
        { "a dynamic null keeps its type", TerraformValue.Null(TerraformType.String),
            "92c408" + Ascii("\"string\"") + "c0" },
        { "a dynamic unknown keeps its type", TerraformValue.Unknown(TerraformType.String),
            "92c408" + Ascii("\"string\"") + "d40000" },
        { "a dynamic list", TerraformValue.List(TerraformType.String, [Text("a")]),
            "92c411" + Ascii("[\"list\",\"string\"]") + "91a161" },
    };

    public static TheoryData<string, string, string> OtherForms => new()
    {
        { "int8 for a small integer", "d001", "1" },
        { "int16 for a small integer", "d1ffff", "-1" },
        { "int32 for a small integer", "d200000001", "1" },
        { "int64 for a small integer", "d30000000000000001", "1" },
        { "uint64 past int64", "cfffffffffffffffff", "18446744073709551615" },
        { "float32", "ca3f800000", "1" },
        { "float32 is exact", "ca3dcccccd", "0.100000001490116119384765625" },
        { "float64 that is whole", "cb4000000000000000", "2" },
        { "float64 is exact", "cb3fb999999999999a", "1000000000000000055511151231257827021181583404541015625e-55" },
        { "minus zero", "cb8000000000000000", "0" },
        { "text in binary", "c40131", "1" },
        { "text with an exponent", "a3" + "316533", "1000" },
        { "text past one length byte", "da0001" + "37", "7" },
        { "text past two length bytes", "db00000001" + "37", "7" },
        { "binary with two length bytes", "c50001" + "37", "7" },
        { "binary with four length bytes", "c600000001" + "37", "7" },
    };

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Writes_and_reads_the_recorded_bytes(string name, TerraformValue value, string hex) =>
        AssertGolden(name, value, value.Type, hex);

    [Theory]
    [MemberData(nameof(DynamicGoldens))]
    public void Writes_and_reads_a_value_with_its_type(string name, TerraformValue value, string hex) =>
        AssertGolden(name, value, TerraformType.Dynamic, hex);

    [Theory]
    [MemberData(nameof(OtherForms))]
    public void Reads_numbers_in_every_form(string name, string hex, string expected)
    {
        var number = MessagePackCodec.Decode(Hex.Bytes(hex), TerraformType.Number).AsNumber();
        Assert.True(number.ToString() == expected, $"{name}: {number}");
    }

    [Fact]
    public void Refinements_that_are_not_kept_are_passed_over()
    {
        // not null, from [1, true], to [2, false], a key of the future with a nested value; a trailing byte
        var bytes = Hex.Bytes("c7150c 84 01c2 039201c3 049202c2 63 81a16b 92d40000c0 00");

        var value = MessagePackCodec.Decode(bytes, TerraformType.Number);

        Assert.True(value.IsUnknown);
        Assert.Equal(new UnknownRefinement(NotNull: true), value.Refinement);
        Assert.Equal("c7030c8101c2", Hex.Text(MessagePackCodec.Encode(value, TerraformType.Number)));
    }

    [Fact]
    public void An_unknown_that_is_promised_to_be_null_is_null() =>
        Assert.True(MessagePackCodec.Decode(Hex.Bytes("c7030c8101c3"), TerraformType.String).IsNull);

    [Fact]
    public void An_unknown_dynamic_value_has_no_refinement() =>
        Assert.Null(MessagePackCodec.Decode(Hex.Bytes("c7030c8101c2"), TerraformType.Dynamic).Refinement);

    [Fact]
    public void An_empty_extension_is_unknown() =>
        Assert.True(MessagePackCodec.Decode(Hex.Bytes("c70005"), TerraformType.String).IsUnknown);

    [Fact]
    public void A_long_promised_prefix_is_cut_between_characters()
    {
        // 85 times e with an acute accent (three bytes) are 255 bytes; the 86th does not fit any more.
        var prefix = string.Concat(Enumerable.Repeat("e\u0301", 100));
        var value = TerraformValue.Unknown(TerraformType.String, new(NotNull: false, prefix));

        var read = MessagePackCodec.Decode(MessagePackCodec.Encode(value, TerraformType.String), TerraformType.String);

        Assert.Equal(prefix[..170], read.Refinement!.StringPrefix);
    }

    [Fact]
    public void An_object_type_written_with_a_value_has_no_optional_attributes()
    {
        var type = TerraformType.Object([new("a", TerraformType.String)], ["a"]);
        var value = TerraformValue.Object(type, [new("a", TerraformValue.Null(TerraformType.String))]);

        var bytes = MessagePackCodec.Encode(value, TerraformType.Dynamic);

        Assert.Contains("""["object",{"a":"string"}]""", Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public void A_dynamic_type_may_be_given_as_a_string() =>
        Assert.Equal(
            TerraformValue.Bool(true),
            MessagePackCodec.Decode(Hex.Bytes("92a6" + Ascii("\"bool\"") + "c3"), TerraformType.Dynamic));

    [Fact]
    public void Attributes_are_read_in_any_order() =>
        Assert.Equal(
            PairOf(Text("x"), TerraformValue.Null(TerraformType.Number)),
            MessagePackCodec.Decode(Hex.Bytes("82 a162c0 a161a178"), Pair));

    [Fact]
    public void A_value_nested_too_deep_is_not_written()
    {
        var value = TerraformValue.String("x");
        for (var i = 0; i < 129; i++)
        {
            value = TerraformValue.Tuple([value]);
        }

        var error = Assert.Throws<ArgumentException>(() => MessagePackCodec.Encode(value, value.Type));
        Assert.Contains("128 levels", error.Message);
    }

    [Fact]
    public void A_value_of_another_type_is_not_written()
    {
        var type = TerraformType.Object([new("a", TerraformType.List(TerraformType.Object([new("n", Strings)])))]);
        var other = TerraformType.Object([new("a", TerraformType.List(TerraformType.Object([new("m", Strings)])))]);
        var value = TerraformValue.Object(other, [new("a", TerraformValue.List(other.Attributes["a"].Element!,
            [TerraformValue.Object(other.Attributes["a"].Element!, [new("m", TerraformValue.Null(Strings))])]))]);

        var error = Assert.Throws<ArgumentException>(() => MessagePackCodec.Encode(value, type));

        Assert.StartsWith("a[0]: ", error.Message);
        Assert.Throws<ArgumentException>(() => MessagePackCodec.Encode(Text("x"), TerraformType.Bool));
        Assert.Throws<ArgumentException>(() => MessagePackCodec.Encode(TerraformValue.Null(Strings), Pair));
        Assert.Throws<ArgumentException>(
            () => MessagePackCodec.Encode(TerraformValue.Object(TerraformType.Object([]), []), Pair));
        Assert.Throws<ArgumentException>(
            () => MessagePackCodec.Encode(TerraformValue.Tuple([]), TerraformType.Tuple([Strings])));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_not_written() =>
        Assert.Throws<ArgumentException>(
            () => MessagePackCodec.Encode(TerraformValue.String("\ud800x"), TerraformType.String));

    private static void AssertGolden(string name, TerraformValue value, TerraformType type, string hex)
    {
        var bytes = Hex.Bytes(hex);
        Assert.True(Hex.Text(bytes) == Hex.Text(MessagePackCodec.Encode(value, type)), name);

        var decoded = MessagePackCodec.Decode(bytes, type);
        Assert.Equal(value, decoded);
        Assert.Equal(value.Refinement, decoded.Refinement);
    }

    private static string Ascii(string text) => Hex.Text(Encoding.ASCII.GetBytes(text));

    private static TerraformValue Text(string text) => TerraformValue.String(text);

    private static TerraformValue Number(string text)
    {
        Assert.True(TerraformNumber.TryParse(text, out var number));
        return TerraformValue.Number(number);
    }

    private static TerraformValue PairOf(TerraformValue a, TerraformValue b) =>
        TerraformValue.Object(Pair, [new("a", a), new("b", b)]);

    private static TerraformValue Flags(int count)
    {
        var names = Enumerable.Range(0, count).Select(i => $"n{i:00}").ToList();
        return TerraformValue.Object(
            TerraformType.Object(names.Select(n => KeyValuePair.Create(n, TerraformType.Bool))),
            names.Select(n => KeyValuePair.Create(n, TerraformValue.Bool(true))));
    }
}
