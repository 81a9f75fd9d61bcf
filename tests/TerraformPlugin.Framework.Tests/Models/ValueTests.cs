namespace TerraformPlugin.Framework.Tests.Models;

public sealed class ValueTests
{
    [Fact]
    public void The_default_is_null_and_neither_unknown_nor_known()
    {
        Value<string> value = default;
        Assert.True(value.IsNull);
        Assert.False(value.IsUnknown);
        Assert.False(value.IsKnown);
        Assert.False(value.TryGetKnown(out _));
        Assert.Equal(Value<string>.Null, value);
    }

    [Fact]
    public void The_content_of_a_known_value_is_there()
    {
        Value<long> value = 0;
        Assert.True(value.IsKnown);
        Assert.Equal(0, value.Known);
        Assert.NotEqual(Value<long>.Null, value);
        Assert.NotEqual(Value<long>.Unknown, value);
    }

    [Theory]
    [InlineData(true, "null")]
    [InlineData(false, "unknown")]
    public void A_known_value_cannot_be_asked_of_null_or_unknown(bool isNull, string said)
    {
        var value = isNull ? Value<string>.Null : Value<string>.Unknown;
        Assert.Contains(said, Assert.Throws<InvalidOperationException>(() => value.Known).Message);
    }

    [Fact]
    public void Conversion_keeps_the_state()
    {
        Assert.Equal(3, Value.Of("abc").Map(static s => (long)s.Length).Known);
        Assert.True(Value<string>.Null.Map(static s => (long)s.Length).IsNull);
        Assert.True(Value<string>.Unknown.Map(static s => (long)s.Length).IsUnknown);
    }

    [Fact]
    public void A_null_reference_is_no_known_value()
    {
        Value<string> value = (string)null!;
        Assert.True(value.IsNull);
        Assert.False(value.TryGetKnown(out _));
        Assert.True(Value.Of("a").Map(static _ => (string)null!).IsNull);
    }

    [Fact]
    public void Nothing_becomes_null()
    {
        Assert.True(Value.OfNullable((string?)null).IsNull);
        Assert.True(Value.OfNullable((long?)null).IsNull);
        Assert.Equal("a", Value.OfNullable("a").Known);
        Assert.Equal(1, Value.OfNullable((long?)1).Known);
    }
}
