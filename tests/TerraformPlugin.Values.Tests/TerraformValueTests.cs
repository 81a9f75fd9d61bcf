namespace TerraformPlugin.Values.Tests;

public sealed class TerraformValueTests
{
    private static readonly TerraformType Pair = TerraformType.Object(
        [new("a", TerraformType.String), new("b", TerraformType.Dynamic)]);

    private static readonly TerraformValue X = TerraformValue.String("x");
    private static readonly TerraformValue Y = TerraformValue.String("y");
    private static readonly TerraformValue UnknownText = TerraformValue.Unknown(TerraformType.String);

    [Fact]
    public void A_value_is_null_unknown_or_known()
    {
        (TerraformValue Value, int State)[] values =
            [(TerraformValue.Null(TerraformType.String), 0), (UnknownText, 1), (X, 2)];
        foreach (var (value, state) in values)
        {
            Assert.Equal((state == 0, state == 1, state == 2), (value.IsNull, value.IsUnknown, value.IsKnown));
        }
    }

    [Fact]
    public void What_is_in_a_value_is_asked_for_by_its_kind()
    {
        Assert.Equal("x", X.AsString());
        Assert.Equal(3, TerraformValue.Number(3).AsNumber());
        Assert.True(TerraformValue.Bool(true).AsBool());
        Assert.Throws<InvalidOperationException>(() => X.AsBool());
        Assert.Throws<InvalidOperationException>(() => X.Elements);
        Assert.Throws<InvalidOperationException>(() => X.Entries);
        Assert.Throws<InvalidOperationException>(() => UnknownText.AsString());
        Assert.Throws<InvalidOperationException>(() => TerraformValue.Null(TerraformType.String).AsString());
    }

    [Fact]
    public void An_unknown_part_makes_the_whole_not_wholly_known()
    {
        var known = TerraformValue.List(TerraformType.String, [X, TerraformValue.Null(TerraformType.String)]);
        var unknown = TerraformValue.List(TerraformType.String, [X, UnknownText]);

        Assert.True(known.IsWhollyKnown);
        Assert.False(unknown.IsWhollyKnown);
        Assert.False(UnknownText.IsWhollyKnown);
        Assert.True(TerraformValue.Null(Pair).IsWhollyKnown);
        Assert.False(TerraformValue.Tuple([TerraformValue.Map(unknown.Type, [new("k", unknown)])]).IsWhollyKnown);
    }

    [Fact]
    public void A_set_has_each_known_element_once_in_the_order_given() =>
        Assert.Equal([Y, X], TerraformValue.Set(TerraformType.String, [Y, X, Y, X]).Elements.ToArray());

    [Fact]
    public void A_set_keeps_all_elements_with_unknown_parts() =>
        Assert.Equal(3, TerraformValue.Set(TerraformType.String, [UnknownText, X, UnknownText, X]).Elements.Length);

    [Fact]
    public void A_sets_order_does_not_count()
    {
        var left = TerraformValue.Set(TerraformType.String, [X, Y, UnknownText, UnknownText]);
        var right = TerraformValue.Set(TerraformType.String, [UnknownText, Y, UnknownText, X]);

        Assert.Equal(left, right);
        Assert.Equal(left.GetHashCode(), right.GetHashCode());
        Assert.NotEqual(
            TerraformValue.List(TerraformType.String, [X, Y]), TerraformValue.List(TerraformType.String, [Y, X]));
    }

    [Fact]
    public void How_often_an_unknown_is_in_a_set_counts()
    {
        var element = TerraformType.Tuple(TerraformType.String, TerraformType.String);
        var (x, y) = (TerraformValue.Tuple([X, UnknownText]), TerraformValue.Tuple([Y, UnknownText]));

        Assert.NotEqual(TerraformValue.Set(element, [x, x, y]), TerraformValue.Set(element, [x, y, y]));
    }

    [Fact]
    public void Values_that_differ_anywhere_are_different()
    {
        TerraformValue[] values =
        [
            X, Y, UnknownText, TerraformValue.Null(TerraformType.String), TerraformValue.Null(TerraformType.Bool),
            TerraformValue.Unknown(TerraformType.Bool), TerraformValue.Bool(true), TerraformValue.Bool(false),
            TerraformValue.Number(0), TerraformValue.Number(1),
            TerraformValue.List(TerraformType.String, []), TerraformValue.List(TerraformType.Bool, []),
            TerraformValue.Set(TerraformType.String, []), TerraformValue.List(TerraformType.String, [X]),
            TerraformValue.Set(TerraformType.String, [X]), TerraformValue.Set(TerraformType.String, [Y]),
            TerraformValue.Tuple([X]), TerraformValue.Map(TerraformType.String, []),
            TerraformValue.Map(TerraformType.String, [new("a", X)]),
            TerraformValue.Map(TerraformType.String, [new("b", X)]),
            TerraformValue.Map(TerraformType.String, [new("a", Y)]),
            PairOf(X, X), PairOf(X, Y), PairOf(X, TerraformValue.Bool(true)),
        ];

        Assert.Equal(values.Length, values.Distinct().Count());
    }

    [Fact]
    public void A_promise_about_an_unknown_does_not_make_it_another()
    {
        var promised = TerraformValue.Unknown(TerraformType.String, new(NotNull: true, "x"));

        Assert.Equal(UnknownText, promised);
        Assert.Equal(UnknownText.GetHashCode(), promised.GetHashCode());
        Assert.Equal("x", promised.Refinement!.StringPrefix);
        Assert.Null(X.Refinement);
    }

    [Fact]
    public void A_prefix_is_promised_about_strings_alone() =>
        Assert.Throws<ArgumentException>(() => TerraformValue.Unknown(TerraformType.Number, new(NotNull: true, "x")));

    [Fact]
    public void A_value_holds_what_its_type_says()
    {
        var yes = TerraformValue.Bool(true);
        Assert.Throws<ArgumentException>(() => TerraformValue.List(TerraformType.String, [X, yes]));
        Assert.Throws<ArgumentException>(() => TerraformValue.Set(TerraformType.String, [yes]));
        Assert.Throws<ArgumentException>(() => TerraformValue.Map(TerraformType.String, [new("k", yes)]));
        Assert.Throws<ArgumentException>(() => TerraformValue.Tuple(TerraformType.Tuple(TerraformType.String), [yes]));
        Assert.Throws<ArgumentException>(() => TerraformValue.Tuple(TerraformType.Tuple(TerraformType.String), []));
        Assert.Throws<ArgumentException>(() => TerraformValue.Tuple(TerraformType.List(TerraformType.String), [X]));
        Assert.Throws<ArgumentException>(() => PairOf(yes, yes));
        Assert.Throws<ArgumentException>(() => TerraformValue.Object(Pair, [new("a", X)]));
        Assert.Throws<ArgumentException>(() => TerraformValue.Object(Pair, [new("a", X), new("c", X)]));
        Assert.Throws<ArgumentException>(
            () => TerraformValue.Map(TerraformType.String, [new("k", X), new("k", Y)]));
    }

    [Fact]
    public void A_dynamic_slot_holds_values_of_any_type()
    {
        Assert.Equal(TerraformType.Bool, PairOf(X, TerraformValue.Bool(true)).Entries["b"].Type);
        Assert.Equal(2, TerraformValue.List(TerraformType.Dynamic, [X, TerraformValue.Bool(true)]).Elements.Length);
        Assert.Equal(
            TerraformType.Tuple(TerraformType.Dynamic),
            TerraformValue.Tuple(TerraformType.Tuple(TerraformType.Dynamic), [X]).Type);
    }

    [Fact]
    public void An_attribute_is_replaced_in_a_copy()
    {
        var value = PairOf(X, X);

        Assert.Equal(PairOf(X, Y), value.With("b", Y));
        Assert.Equal(X, value.Entries["b"]);
        Assert.Throws<ArgumentException>(() => value.With("c", Y));
        Assert.Throws<ArgumentException>(() => value.With("a", TerraformValue.Bool(true)));
        Assert.Throws<InvalidOperationException>(() => TerraformValue.Null(Pair).With("a", X));
    }

    [Fact]
    public void Reads_in_a_short_form() =>
        Assert.Equal(
            "{a = \"x\", b = [true, 1.5, null, (unknown)]}",
            PairOf(X, TerraformValue.Tuple(
            [
                TerraformValue.Bool(true), TerraformValue.Number(TerraformNumber.FromDouble(1.5)),
                TerraformValue.Null(TerraformType.String), UnknownText,
            ])).ToString());

    private static TerraformValue PairOf(TerraformValue a, TerraformValue b) =>
        TerraformValue.Object(Pair, [new("a", a), new("b", b)]);
}
