using System.Text;

namespace TerraformPlugin.Values.Tests;

public sealed class TypeJsonTests
{
    public static TheoryData<string, TerraformType> Goldens => new()
    {
        { "\"string\"", TerraformType.String },
        { "\"number\"", TerraformType.Number },
        { "\"bool\"", TerraformType.Bool },
        { "\"dynamic\"", TerraformType.Dynamic },
        { """["list","string"]""", TerraformType.List(TerraformType.String) },
        { """["set",["map","bool"]]""", TerraformType.Set(TerraformType.Map(TerraformType.Bool)) },
        { """["tuple",[]]""", TerraformType.Tuple([]) },
        { """["tuple",["string",["list","dynamic"]]]""",
            TerraformType.Tuple([TerraformType.String, TerraformType.List(TerraformType.Dynamic)]) },
        { """["object",{}]""", TerraformType.Object([]) },
        { """["object",{"a":"number","b":["tuple",["bool"]]}]""",
            TerraformType.Object(
                [new("b", TerraformType.Tuple(TerraformType.Bool)), new("a", TerraformType.Number)]) },
        { """["object",{"a":"number","b":"bool","c":"bool"},["a","c"]]""",
            TerraformType.Object(
                [new("a", TerraformType.Number), new("b", TerraformType.Bool), new("c", TerraformType.Bool)],
                ["c", "a"]) },
        { """["object",{"имя":"string"}]""", TerraformType.Object([new("имя", TerraformType.String)]) },
    };

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Writes_and_reads_the_recorded_text(string json, TerraformType type)
    {
        Assert.Equal(json, Encoding.UTF8.GetString(TypeJson.Write(type)));
        Assert.Equal(type, Parse(json));
    }

    [Theory]
    [InlineData(" [ \"list\" , \"string\" ] ", """["list","string"]""")]
    [InlineData("""["object",{"b":"bool","a":"bool"},[]]""", """["object",{"a":"bool","b":"bool"}]""")]
    [InlineData("\"\\u0062ool\"", "\"bool\"")]
    public void Reads_other_forms(string json, string canonical) =>
        Assert.Equal(canonical, Encoding.UTF8.GetString(TypeJson.Write(Parse(json))));

    [Theory]
    [InlineData("", "expected JSON")]
    [InlineData("nul", "expected JSON")]
    [InlineData("null", "expected a type, found null")]
    [InlineData("\"text\"", "found a name that is none")]
    [InlineData("{}", "expected a type, found an object")]
    [InlineData("[]", "expected the kind of a type, found the end of the array")]
    [InlineData("""["list"]""", "expected a type, found the end of the array")]
    [InlineData("""["list","string","string"]""", "expected the end of the type, found a string")]
    [InlineData("""["array","string"]""", "expected the kind of a type, found a name that is none")]
    [InlineData("""[["list"],"string"]""", "expected the kind of a type, found an array")]
    [InlineData("""["tuple","string"]""", "expected the element types of a tuple, found a string")]
    [InlineData("""["tuple",[1]]""", "expected a type, found a number")]
    [InlineData("""["object",[]]""", "expected the attribute types of an object, found an array")]
    [InlineData("""["object"]""", "expected the attribute types of an object, found the end of the array")]
    [InlineData("""["object",{"a":1}]""", "expected a type, found a number")]
    [InlineData("""["object",{"a":"bool","a":"bool"}]""", "the attribute a twice")]
    [InlineData("""["object",{"a":"bool"},["b"]]""", "the optional attribute b is no attribute")]
    [InlineData("""["object",{"a":"bool"},"a"]""", "expected the optional attributes' names, found a string")]
    [InlineData("""["object",{"a":"bool"},[1]]""", "expected an optional attribute's name, found a number")]
    [InlineData("""["object",{"a":"bool"},["a"],1]""", "expected the end of the type, found a number")]
    [InlineData("""["object",{"\ud800":"bool"}]""", "not valid Unicode")]
    [InlineData("""
        "\ud800"
        """, "not valid Unicode")]
    [InlineData("""["\ud800","string"]""", "not valid Unicode")]
    [InlineData("""["list","string"] 1""", "expected JSON")]
    [InlineData("""["list","string""", "expected JSON")]
    public void Refuses_and_says_why(string json, string problem) =>
        Assert.Contains(problem, Assert.Throws<ValueDecodingException>(() => Parse(json)).Message);

    [Theory]
    [InlineData("""["list",""", "]", 128, true)]
    [InlineData("""["list",""", "]", 129, false)]
    [InlineData("""["tuple",[""", "]]", 128, true)]
    [InlineData("""["tuple",[""", "]]", 129, false)]
    [InlineData("""["object",{"a":""", "}]", 128, true)]
    [InlineData("""["object",{"a":""", "}]", 129, false)]
    [InlineData("""["list",""", "]", 100_000, false)]
    public void Types_nest_up_to_the_limit(string open, string close, int levels, bool accepted)
    {
        // The innermost type is a level too.
        var json = string.Concat(Enumerable.Repeat(open, levels - 1)) + "\"bool\""
            + string.Concat(Enumerable.Repeat(close, levels - 1));
        if (accepted)
        {
            Assert.Equal(json, Encoding.UTF8.GetString(TypeJson.Write(Parse(json))));
        }
        else
        {
            Assert.Throws<ValueDecodingException>(() => Parse(json));
        }
    }

    [Fact]
    public void A_longer_text_is_not_read()
    {
        var json = new string(' ', TypeJson.MaxLength) + "\"bool\"";
        Assert.Contains("at most", Assert.Throws<ValueDecodingException>(() => Parse(json)).Message);
    }

    [Fact]
    public void Random_types_come_back()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var type = new RandomValues(seed).Type(5);
            Assert.Equal(type, TypeJson.Parse(TypeJson.Write(type)));
        }
    }

    private static TerraformType Parse(string json) => TypeJson.Parse(Encoding.UTF8.GetBytes(json));
}
