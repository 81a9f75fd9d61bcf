using System.Text;

namespace TerraformPlugin.Values.Tests;

public sealed class JsonCodecTests
{
    private static readonly TerraformType Strings = TerraformType.List(TerraformType.String);

    private static readonly TerraformType Pair = TerraformType.Object(
        [new("a", TerraformType.String), new("b", TerraformType.Number)]);

    private static readonly TerraformType Single = TerraformType.Tuple([TerraformType.String]);

    public static TheoryData<string, TerraformType, TerraformValue, string> Goldens => new()
    {
        { "null", TerraformType.String, TerraformValue.Null(TerraformType.String), "null" },
        { "null of no type", TerraformType.Dynamic, TerraformValue.Null(TerraformType.Dynamic), "null" },
        { "a string", TerraformType.String, Text("a \"q\" <я>\n"), """ "a \"q\" <я>\n" """ },
        { "a bool", TerraformType.Bool, TerraformValue.Bool(false), "false" },
        { "an integer", TerraformType.Number, Number("-12"), "-12" },
        { "a fraction", TerraformType.Number, Number("0.1"), "0.1" },
        { "thirty digits", TerraformType.Number,
            Number("123456789012345678901234567890"), "123456789012345678901234567890" },
        { "a long fraction", TerraformType.Number,
            Number("-3.14159265358979323846264338327950288"), "-3.14159265358979323846264338327950288" },
        { "a huge number", TerraformType.Number, Number("12e400"), "12e400" },
        { "a list", Strings, TerraformValue.List(TerraformType.String, [Text("a"), Text("b")]), """["a","b"]""" },
        { "an empty set", TerraformType.Set(TerraformType.Bool), TerraformValue.Set(TerraformType.Bool, []), "[]" },
        { "a map", TerraformType.Map(TerraformType.String),
            TerraformValue.Map(TerraformType.String, [new("y", Text("2")), new("x", Text("1"))]),
            """{"x":"1","y":"2"}""" },
        { "a tuple", Single, TerraformValue.Tuple([Text("a")]), """["a"]""" },
        { "an object", Pair, PairOf(Text("x"), TerraformValue.Null(TerraformType.Number)), """{"a":"x","b":null}""" },
        { "a dynamic value", TerraformType.Dynamic, Number("1"), """{"type":"number","value":1}""" },
        { "a dynamic null of a type", TerraformType.Dynamic, TerraformValue.Null(Strings),
            """{"type":["list","string"],"value":null}""" },
        { "a dynamic value in a list", TerraformType.List(TerraformType.Dynamic),
            TerraformValue.List(TerraformType.Dynamic, [TerraformValue.Bool(true)]),
            """[{"type":"bool","value":true}]""" },
    };

    public static TheoryData<string, TerraformType, string, TerraformValue> OtherForms => new()
    {
        { "white space", Strings, " [ \"a\" ] \n", TerraformValue.List(TerraformType.String, [Text("a")]) },
        { "a number where a string is asked for", TerraformType.String, "1.50", Text("1.50") },
        { "a bool where a string is asked for", TerraformType.String, "true", Text("true") },
        { "a string where a number is asked for", TerraformType.Number, "\"15\"", Number("15") },
        { "a string where a bool is asked for", TerraformType.Bool, "\"false\"", TerraformValue.Bool(false) },
        { "a digit where a bool is asked for", TerraformType.Bool, "\"1\"", TerraformValue.Bool(true) },
        { "an exponent", TerraformType.Number, "1.5E+3", Number("1500") },
        { "attributes in any order", Pair, """{"b":1,"a":"x"}""", PairOf(Text("x"), Number("1")) },
        { "an attribute left out is null", Pair, """{"b":1}""",
            PairOf(TerraformValue.Null(TerraformType.String), Number("1")) },
        { "all attributes left out are null", Pair, "{}",
            PairOf(TerraformValue.Null(TerraformType.String), TerraformValue.Null(TerraformType.Number)) },
        { "an escaped name", Pair, """{"\u0061":"x","b":1}""", PairOf(Text("x"), Number("1")) },
        { "set elements twice", TerraformType.Set(TerraformType.Bool), "[true,true]",
            TerraformValue.Set(TerraformType.Bool, [TerraformValue.Bool(true)]) },
        { "a dynamic value before its type", TerraformType.Dynamic, """{"value":["a"],"type":["list","string"]}""",
            TerraformValue.List(TerraformType.String, [Text("a")]) },
        { "nested dynamic values before their types", TerraformType.Dynamic,
            """{"value":[{"value":1,"type":"number"},null],"type":["tuple",["dynamic","dynamic"]]}""",
            TerraformValue.Tuple(
                TerraformType.Tuple([TerraformType.Dynamic, TerraformType.Dynamic]),
                [Number("1"), TerraformValue.Null(TerraformType.Dynamic)]) },
    };

    public static TheoryData<string, TerraformType, string, string, string> Refusals => new()
    {
        { "nothing", TerraformType.String, "", "", "expected JSON" },
        { "a cut string", TerraformType.String, "\"secret", "", "expected JSON, found a syntax error" },
        { "text after the value", TerraformType.String, "\"a\" secret", "", "expected JSON" },
        { "two values", TerraformType.String, "\"a\" \"b\"", "", "expected JSON" },
        { "a comment", TerraformType.String, "/* */ \"a\"", "", "expected JSON" },
        { "a trailing comma", Strings, "[\"a\",]", "", "expected JSON" },
        { "an array for a string", TerraformType.String, "[]", "", "expected a string, found an array" },
        { "an object for a number", TerraformType.Number, "{}", "", "expected a number, found an object" },
        { "a bool for a number", TerraformType.Number, "true", "", "expected a number, found a bool" },
        { "text that is no number", TerraformType.Number, "\"secret\"", "", "found a string that is none" },
        { "a number past the limit", TerraformType.Number, "1e99999", "", "that is none or is out of range" },
        { "a number for a bool", TerraformType.Bool, "1", "", "expected a bool, found a number" },
        { "text that is no bool", TerraformType.Bool, "\"secret\"", "", "expected a bool, found a string" },
        { "an object for a list", Strings, "{}", "", "expected a list, found an object" },
        { "an array for an object", Pair, "[]", "", "expected an object, found an array" },
        { "a wrong element", Strings, "[\"a\",[]]", "[1]", "expected a string, found an array" },
        { "a wrong element of a set ends at the set", TerraformType.Set(TerraformType.String), "[[]]", "",
            "expected a string, found an array" },
        { "a wrong attribute", Pair, """{"b":[]}""", "b", "expected a number, found an array" },
        { "an attribute that the type does not have", Pair, """{"c":1}""", "c", "the type has no such attribute" },
        { "an attribute twice", Pair, """{"a":"x","a":"x"}""", "a", "given twice" },
        { "a map key twice", TerraformType.Map(TerraformType.String), """{"k":"x","k":"x"}""", "[\"k\"]",
            "given twice" },
        { "a tuple too short", Single, "[]", "", "expected a tuple of 1 elements, found 0" },
        { "a tuple too long", Single, "[\"a\",\"b\"]", "", "expected a tuple of 1 elements, found more" },
        { "half a surrogate pair", TerraformType.String, """ "\ud800" """, "", "not valid Unicode" },
        { "half a surrogate pair in a name", Pair, """{"\ud800":1}""", "", "not valid Unicode" },
        {
            "half a surrogate pair in a dynamic value", TerraformType.Dynamic, """{"type":"bool","val\ud800e":true}""", "",
            "not valid Unicode"
        },
        { "a dynamic value of no type", TerraformType.Dynamic, """{"value":1}""", "", "found only one of them" },
        { "a dynamic type without value", TerraformType.Dynamic, """{"type":"bool"}""", "", "found only one of them" },
        { "a dynamic value twice", TerraformType.Dynamic, """{"value":1,"value":1,"type":"number"}""", "",
            "another property" },
        { "a dynamic type twice", TerraformType.Dynamic, """{"type":"bool","type":"bool","value":true}""", "",
            "another property" },
        { "a dynamic value with more", TerraformType.Dynamic, """{"type":"bool","secret":1}""", "",
            "another property" },
        { "a dynamic value of another type", TerraformType.Dynamic, """{"value":[],"type":"bool"}""", "",
            "found an array" },
        { "a dynamic type that is none", TerraformType.Dynamic, """{"type":"text","value":1}""", "",
            "a name that is none" },
    };

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Writes_and_reads_the_recorded_text(string name, TerraformType type, TerraformValue value, string json)
    {
        Assert.True(json.Trim() == Encoding.UTF8.GetString(JsonCodec.Encode(value, type)), name);
        Assert.Equal(value, Decode(json, type));
    }

    [Theory]
    [MemberData(nameof(OtherForms))]
    public void Reads_other_forms(string name, TerraformType type, string json, TerraformValue expected) =>
        Assert.True(expected.Equals(Decode(json, type)), name);

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Refuses_and_says_where(string name, TerraformType type, string json, string path, string problem)
    {
        var error = Assert.Throws<ValueDecodingException>(() => Decode(json, type));

        Assert.True(error.Path.ToString() == path, $"{name}: {error.Message}");
        Assert.Contains(problem, error.Message);
        Assert.DoesNotContain("sec", error.ToString());
    }

    [Fact]
    public void Attributes_of_another_version_are_passed_over_when_asked()
    {
        const string Json = """{"old":{"deep":[1,{"x":[]}]},"a":"x","older":null,"b":2}""";

        var value = JsonCodec.Decode(Encoding.UTF8.GetBytes(Json), Pair, ignoreUndefinedAttributes: true);

        Assert.Equal(PairOf(Text("x"), Number("2")), value);
    }

    [Fact]
    public void Passing_over_attributes_does_not_pass_over_errors()
    {
        var error = Assert.Throws<ValueDecodingException>(
            () => JsonCodec.Decode("""{"old":1,"b":[]}"""u8, Pair, ignoreUndefinedAttributes: true));
        Assert.Equal(AttributePath.Of("b"), error.Path);
    }

    [Fact]
    public void An_unknown_value_has_no_JSON()
    {
        var value = PairOf(Text("x"), TerraformValue.Unknown(TerraformType.Number));

        var error = Assert.Throws<ArgumentException>(() => JsonCodec.Encode(value, Pair));

        Assert.StartsWith("b: ", error.Message);
    }

    [Fact]
    public void A_value_of_another_type_is_not_written()
    {
        Assert.Throws<ArgumentException>(() => JsonCodec.Encode(Text("x"), TerraformType.Bool));
        Assert.Throws<ArgumentException>(() => JsonCodec.Encode(TerraformValue.Tuple([]), Single));
        Assert.Throws<ArgumentException>(() => JsonCodec.Encode(
            TerraformValue.Object(TerraformType.Object([]), []), Pair));
        Assert.Throws<ArgumentException>(() => JsonCodec.Encode(
            PairOf(Text("x"), Number("1")),
            TerraformType.Object([new("a", TerraformType.String), new("c", TerraformType.Number)])));
    }

    [Theory]
    [InlineData(new char[] { '\ud800' })]
    [InlineData(new char[] { '\udc00', '\ud800' })]
    [InlineData(new char[] { 'a', '\ud83d', '\ude00', '\ud800', 'b' })]
    public void Half_a_surrogate_pair_is_not_written(char[] characters)
    {
        var text = new string(characters);
        Assert.Throws<ArgumentException>(() => JsonCodec.Encode(Text(text), TerraformType.String));
        Assert.Throws<ArgumentException>(() => JsonCodec.Encode(
            TerraformValue.Map(TerraformType.Bool, [new(text, TerraformValue.Bool(true))]),
            TerraformType.Map(TerraformType.Bool)));
    }

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void Values_nest_up_to_the_limit(int levels, bool accepted)
    {
        var type = TerraformType.Bool;
        for (var i = 0; i < levels; i++)
        {
            type = TerraformType.List(type);
        }

        var json = new string('[', levels) + "true" + new string(']', levels);
        if (accepted)
        {
            Assert.Equal(json, Encoding.UTF8.GetString(JsonCodec.Encode(Decode(json, type), type)));
        }
        else
        {
            Assert.Contains("128 levels", Assert.Throws<ValueDecodingException>(() => Decode(json, type)).Message);
        }
    }

    [Fact]
    public void Deep_nesting_of_dynamic_values_is_refused()
    {
        var json = string.Concat(Enumerable.Repeat("""{"type":"dynamic","value":""", 100_000));
        Assert.Throws<ValueDecodingException>(() => Decode(json, TerraformType.Dynamic));
    }

    [Fact]
    public void Attributes_left_out_cost_no_memory()
    {
        // A thousand attributes and ten thousand objects that leave them all out would be ten million entries.
        var type = TerraformType.List(TerraformType.Object(
            Enumerable.Range(0, 1000).Select(i => KeyValuePair.Create($"a{i}", TerraformType.String))));
        var json = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat("{}", 10_000))}]");

        var before = GC.GetAllocatedBytesForCurrentThread();
        var value = JsonCodec.Decode(json, type);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
        Assert.Equal(1000, value.Elements[9_999].Entries.Count);
    }

    private static TerraformValue Decode(string json, TerraformType type) =>
        JsonCodec.Decode(Encoding.UTF8.GetBytes(json), type);

    private static TerraformValue Text(string text) => TerraformValue.String(text);

    private static TerraformValue Number(string text)
    {
        Assert.True(TerraformNumber.TryParse(text, out var number));
        return TerraformValue.Number(number);
    }

    private static TerraformValue PairOf(TerraformValue a, TerraformValue b) =>
        TerraformValue.Object(Pair, [new("a", a), new("b", b)]);
}
