namespace TerraformPlugin.Values.Tests;

public sealed class TerraformTypeTests
{
    private static readonly TerraformType Pair = TerraformType.Object(
        [new("b", TerraformType.Number), new("a", TerraformType.String)], ["b"]);

    public static TheoryData<string, TerraformType> Texts => new()
    {
        { "string", TerraformType.String },
        { "any", TerraformType.Dynamic },
        { "list(set(map(bool)))",
            TerraformType.List(TerraformType.Set(TerraformType.Map(TerraformType.Bool))) },
        { "tuple([string, number])", TerraformType.Tuple(TerraformType.String, TerraformType.Number) },
        { "object({ a = string, b = optional(number) })", Pair },
        { "object({})", TerraformType.Object([]) },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Reads_as_users_write_it(string expected, TerraformType type) => Assert.Equal(expected, type.ToString());

    [Fact]
    public void Types_of_the_same_parts_are_equal()
    {
        var same = TerraformType.Object([new("a", TerraformType.String), new("b", TerraformType.Number)], ["b"]);
        Assert.Equal(Pair, same);
        Assert.Equal(Pair.GetHashCode(), same.GetHashCode());
        Assert.Equal(TerraformType.Tuple(Pair, Pair), TerraformType.Tuple([same, same]));
    }

    [Fact]
    public void Types_that_differ_anywhere_are_different()
    {
        TerraformType[] types =
        [
            TerraformType.String, TerraformType.Number, TerraformType.Bool, TerraformType.Dynamic,
            TerraformType.List(TerraformType.String), TerraformType.Set(TerraformType.String),
            TerraformType.Map(TerraformType.String), TerraformType.List(TerraformType.Bool),
            TerraformType.Tuple(), TerraformType.Tuple(TerraformType.String),
            TerraformType.Tuple(TerraformType.String, TerraformType.String),
            TerraformType.Object([]), TerraformType.Object([new("a", TerraformType.String)]),
            TerraformType.Object([new("a", TerraformType.Bool)]),
            TerraformType.Object([new("b", TerraformType.String)]),
            TerraformType.Object([new("a", TerraformType.String)], ["a"]), Pair,
        ];

        Assert.Equal(types.Length, types.Distinct().Count());
    }

    [Fact]
    public void Attributes_are_in_ordinal_order()
    {
        string[] names = ["b", "a-", "a", "B"];
        var type = TerraformType.Object(names.Select(n => KeyValuePair.Create(n, TerraformType.Bool)));
        Assert.Equal(["B", "a", "a-", "b"], type.Attributes.Keys);
    }

    [Fact]
    public void An_object_names_each_attribute_once_and_knows_its_optional_ones()
    {
        Assert.Throws<ArgumentException>(
            () => TerraformType.Object([new("a", TerraformType.Bool), new("a", TerraformType.Bool)]));
        Assert.Throws<ArgumentException>(() => TerraformType.Object([new("a", TerraformType.Bool)], ["b"]));
    }
}
