using System.Text;

namespace TerraformPlugin.Values.Tests;

public sealed class MessagePackCodecRefusalTests
{
    public static TheoryData<string, string, string, string, string> Refusals => new()
    {
        { "nothing", "string", "", "", "the input ends where a value is expected" },
        { "a cut string", "string", "a261", "", "the input ends in the middle of a value" },
        { "a cut length", "string", "da01", "", "the input ends in the middle of a value" },
        { "bytes after the value", "string", "a161c0", "", "found more bytes after the value" },
        { "an integer for a string", "string", "01", "", "expected a string, found an integer" },
        { "a string for a bool", "bool", "a3736563", "", "expected a bool, found a string" },
        { "text that is no number", "number", "a3736563", "", "found a string that is none or is out of range" },
        { "a number past the exponent's limit", "number", "a7" + Ascii("1e10001"), "", "out of range" },
        { "an infinite number", "number", "cb7ff0000000000000", "", "expected a number, found infinity" },
        { "not a number", "number", "ca7fc00000", "", "expected a number, found NaN" },
        { "an array for a number", "number", "90", "", "expected a number, found an array" },
        { "a float for a bool", "bool", "ca00000000", "", "expected a bool, found a float" },
        { "a map for a list", "list", "80", "", "expected a list, found a map" },
        { "null is no reserved byte", "list", "c1", "", "0xc1" },
        { "a wrong element", "list", "92a16101", "[1]", "expected a string, found an integer" },
        { "a wrong element of a set ends at the set", "set", "92a16101", "", "expected a string, found an integer" },
        { "a wrong attribute of a set's object ends at the set", "set of objects", "9182a16101a162c0", "",
            "expected a string, found an integer" },
        { "a wrong map value", "map", "81a16b01", "[\"k\"]", "expected a string, found an integer" },
        { "a map key that is no string", "map", "8101a161", "", "expected a map key, found an integer" },
        { "a map key twice", "map", "82a16ba161a16ba161", "[\"k\"]", "given twice" },
        { "a wrong attribute", "object", "82a16101a162c0", "a", "expected a string, found an integer" },
        { "an attribute that is not there", "object", "81a161a178", "", "found no b" },
        { "an unknown attribute", "object", "82a161a178a163c0", "c", "the type has no such attribute" },
        { "one attribute too many", "object", "83a161a178a162c0a163c0", "c", "the type has no such attribute" },
        { "an attribute twice", "object", "82a161a178a161a178", "a", "given twice" },
        { "an attribute name that is not UTF-8", "object", "82a1ffa178a162c0", "", "not UTF-8" },
        { "a string that is not UTF-8", "string", "a1ff", "", "not UTF-8" },
        { "a tuple too short", "tuple", "91a161", "", "expected a tuple of 2 elements, found 1" },
        { "a tuple too long", "tuple", "93a16101c0", "", "expected a tuple of 2 elements, found 3" },
        { "a dynamic value of one", "any", "91c408", "", "found an array of 1" },
        { "a dynamic value that is a string", "any", "a161", "", "expected a dynamic value, found a string" },
        { "a dynamic type that is none", "any", "92c406" + Ascii("\"text\"") + "c0", "", "a name that is none" },
        { "a dynamic value of another type", "any", "92c408" + Ascii("\"string\"") + "01", "", "found an integer" },
        { "a long extension of another type", "string", "d5010000", "", "found extension 1 of 2 bytes" },
        { "a refinement past its limit", "string", "c804010c" + new string('0', 2050), "", "of 1025 bytes" },
        { "a refinement that is no map", "string", "d50c9001", "", "expected an unknown value's refinements" },
        { "a refinement that is cut", "string", "d50c8101", "", "more than the bytes that are left can hold" },
        { "a list longer than the input", "list", "ddffffffff", "", "more than the bytes that are left can hold" },
        { "a map longer than the input", "map", "dfffffffff", "", "more than the bytes that are left can hold" },
        { "a string longer than the input", "string", "dbffffffff", "", "the input ends in the middle of a value" },
        { "items owed to the list around", "lists", "92" + "92a161", "[0]", "more than the bytes that are left" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Refuses_and_says_where(string name, string type, string hex, string path, string problem)
    {
        var error = Assert.Throws<ValueDecodingException>(() => MessagePackCodec.Decode(Bytes(hex), TypeOf(type)));

        Assert.True(error.Path.ToString() == path, $"{name}: {error.Message}");
        Assert.Contains(problem, error.Message);
        Assert.DoesNotContain("sec", error.Message);

        static byte[] Bytes(string hex) => Hex.Bytes(hex.Length % 2 == 0 ? hex : hex + "0");
    }

    [Fact]
    public void A_path_names_every_step()
    {
        var inner = TerraformType.Object([new("c", TerraformType.Tuple([TerraformType.Bool]))]);
        var type = TerraformType.Object([new("a", TerraformType.Map(TerraformType.List(inner)))]);

        var error = Assert.Throws<ValueDecodingException>(
            () => MessagePackCodec.Decode(Hex.Bytes("81a161 81a16b 91 81a163 91 01"), type));

        Assert.Equal("a[\"k\"][0].c[0]", error.Path.ToString());
        Assert.Equal("a[\"k\"][0].c[0]: expected a bool, found an integer", error.Message);
        Assert.Equal("expected a bool, found an integer", error.Problem);
    }

    [Theory]
    [InlineData(126, true)]
    [InlineData(127, true)]
    [InlineData(128, true)]
    [InlineData(129, false)]
    [InlineData(100_000, false)]
    public void Dynamic_values_nest_up_to_the_limit(int levels, bool accepted)
    {
        var nested = Enumerable.Repeat<byte[]>([0x92, 0xc4, 9, .. "\"dynamic\""u8], levels).SelectMany(b => b);
        byte[] bytes = [.. nested, 0xc0];

        if (accepted)
        {
            Assert.True(MessagePackCodec.Decode(bytes, TerraformType.Dynamic).IsNull);
        }
        else
        {
            var error = Assert.Throws<ValueDecodingException>(
                () => MessagePackCodec.Decode(bytes, TerraformType.Dynamic));
            Assert.Contains("128 levels", error.Message);
        }
    }

    [Fact]
    public void Declared_lengths_do_not_allocate()
    {
        // Each array says that it has as many elements as there are bytes after it; a thousand of them are a gigabyte.
        var type = TerraformType.String;
        var bytes = new byte[1_000_000];
        bytes.AsSpan().Fill(0xc0);
        for (var i = 0; i < 100; i++)
        {
            type = TerraformType.List(type);
            Hex.Bytes($"dd{bytes.Length - 5 * (i + 1):x8}").CopyTo(bytes, 5 * i);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<ValueDecodingException>(() => MessagePackCodec.Decode(bytes, type));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10 * bytes.Length);
    }

    private static string Ascii(string text) => Hex.Text(Encoding.ASCII.GetBytes(text));

    private static TerraformType TypeOf(string name) => name switch
    {
        "string" => TerraformType.String,
        "number" => TerraformType.Number,
        "bool" => TerraformType.Bool,
        "any" => TerraformType.Dynamic,
        "list" => TerraformType.List(TerraformType.String),
        "lists" => TerraformType.List(TerraformType.List(TerraformType.String)),
        "set" => TerraformType.Set(TerraformType.String),
        "set of objects" => TerraformType.Set(TypeOf("object")),
        "map" => TerraformType.Map(TerraformType.String),
        "tuple" => TerraformType.Tuple([TerraformType.String, TerraformType.Number]),
        "object" => TerraformType.Object([new("a", TerraformType.String), new("b", TerraformType.Number)]),
        _ => throw new ArgumentException(name),
    };
}
