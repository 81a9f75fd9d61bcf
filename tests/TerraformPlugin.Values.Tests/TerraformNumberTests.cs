using System.Globalization;
using System.Numerics;
using System.Text;

namespace TerraformPlugin.Values.Tests;

public sealed class TerraformNumberTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("+7", "7")]
    [InlineData("007", "7")]
    [InlineData("0.50", "0.5")]
    [InlineData("-12.340", "-12.34")]
    [InlineData("1e3", "1000")]
    [InlineData("1E+3", "1000")]
    [InlineData("25e-1", "2.5")]
    [InlineData("100e-2", "1")]
    [InlineData("0.000e5", "0")]
    [InlineData("0e30000", "0")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("1234567890123456789.0123456789", "1234567890123456789.0123456789")]
    [InlineData("1e40", "10000000000000000000000000000000000000000")]
    [InlineData("1e41", "1e41")]
    [InlineData("1e-40", "0.0000000000000000000000000000000000000001")]
    [InlineData("1e-41", "1e-41")]
    [InlineData("1e10000", "1e10000")]
    [InlineData("-1e-10000", "-1e-10000")]
    public void Reads_and_writes(string text, string expected)
    {
        Assert.True(TerraformNumber.TryParse(text, out var number));
        Assert.Equal(expected, number.ToString());
        Assert.True(TerraformNumber.TryParse(expected, out var again));
        Assert.Equal(number, again);
        Assert.Equal(number.GetHashCode(), again.GetHashCode());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("-")]
    [InlineData("+-1")]
    [InlineData("--1")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1.2.3")]
    [InlineData("1.-5")]
    [InlineData("1e")]
    [InlineData("e5")]
    [InlineData("1e5.5")]
    [InlineData("1e 5")]
    [InlineData("1e5e5")]
    [InlineData("0x10")]
    [InlineData("1_000")]
    [InlineData("1,000")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("١")]
    [InlineData("\u22121")]
    [InlineData("1e10001")]
    [InlineData("1e-10001")]
    [InlineData("1e99999999999999999999")]
    [InlineData("1e-2147483648")]
    public void Refuses(string text) => Assert.False(TerraformNumber.TryParse(text, out _));

    [Fact]
    public void Text_up_to_the_limit_is_read_and_longer_text_is_not()
    {
        Assert.True(TerraformNumber.TryParse(new string('1', 20_000), out _));
        Assert.True(TerraformNumber.TryParse("1" + new string('0', 10_000), out var zeros));
        Assert.Equal(10_000, zeros.Exponent);
        Assert.False(TerraformNumber.TryParse("1" + new string('0', 10_001), out _));
        Assert.False(TerraformNumber.TryParse(new string('1', 20_001), out _));
    }

    [Fact]
    public void A_mantissa_never_ends_in_a_zero()
    {
        for (var zeros = 0; zeros < 600; zeros++)
        {
            foreach (var digit in (BigInteger[])[1, 2, 5, 1024, 123456789])
            {
                var number = TerraformNumber.Create(-digit * BigInteger.Pow(10, zeros), -300);
                Assert.Equal(-digit, number.Mantissa);
                Assert.Equal(zeros - 300, number.Exponent);
            }
        }
    }

    [Theory]
    [InlineData(10_000, true)]
    [InlineData(-10_000, true)]
    [InlineData(10_001, false)]
    [InlineData(-10_001, false)]
    [InlineData(int.MaxValue, false)]
    [InlineData(int.MinValue, false)]
    public void An_exponent_has_a_limit(int exponent, bool accepted)
    {
        if (accepted)
        {
            Assert.Equal(exponent, TerraformNumber.Create(3, exponent).Exponent);
        }
        else
        {
            Assert.Throws<OverflowException>(() => TerraformNumber.Create(3, exponent));
            Assert.Equal(0, TerraformNumber.Create(0, exponent).Exponent);
        }
    }

    [Theory]
    [InlineData("9223372036854775807", true)]
    [InlineData("-9223372036854775808", true)]
    [InlineData("9223372036854775808", false)]
    [InlineData("-9223372036854775809", false)]
    [InlineData("1e18", true)]
    [InlineData("1e19", false)]
    [InlineData("1e10000", false)]
    [InlineData("0.5", false)]
    [InlineData("0", true)]
    public void Is_an_int64_or_not(string text, bool expected)
    {
        Assert.True(TerraformNumber.TryParse(text, out var number));
        Assert.Equal(expected, number.TryGetInt64(out var value));
        Assert.Equal(expected ? BigInteger.Parse(text, NumberStyles.Float) : 0, value);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(-0.5)]
    [InlineData(0.1)]
    [InlineData(1e22)]
    [InlineData(1e23)]
    [InlineData(9007199254740993.0)]
    [InlineData(double.MaxValue)]
    [InlineData(double.MinValue)]
    [InlineData(double.Epsilon)]
    [InlineData(2.2250738585072014E-308)]
    public void A_double_is_kept_exactly(double value)
    {
        var number = TerraformNumber.FromDouble(value);

        Assert.Equal(value, number.ToDouble());
        Assert.True(number.TryGetDouble(out var exact));
        Assert.Equal(value, exact);
        Assert.Equal(ExactText(value), number);
    }

    [Fact]
    public void Random_doubles_are_kept_exactly()
    {
        var random = new Random(1);
        for (var i = 0; i < 5000; i++)
        {
            var value = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            if (double.IsFinite(value))
            {
                var number = TerraformNumber.FromDouble(value);
                Assert.True(number.TryGetDouble(out var exact));
                Assert.Equal(value, exact);
                Assert.Equal(value, number.ToDouble());
            }
        }
    }

    [Theory]
    [InlineData("0.1")]
    [InlineData("9007199254740993")]
    [InlineData("1e23")]
    [InlineData("1e309")]
    [InlineData("1e-1075")]
    [InlineData("4503599627370497.25")]
    public void A_number_between_doubles_is_none(string text)
    {
        Assert.True(TerraformNumber.TryParse(text, out var number));
        Assert.False(number.TryGetDouble(out _));
    }

    [Theory]
    [InlineData("0.1", 0.1)]
    [InlineData("-12.34", -12.34)]
    [InlineData("1e-22", 1e-22)]
    [InlineData("1e-23", 1e-23)]
    [InlineData("1e22", 1e22)]
    [InlineData("9007199254740993", 9007199254740992.0)]
    [InlineData("1e400", double.PositiveInfinity)]
    [InlineData("-1e400", double.NegativeInfinity)]
    [InlineData("1e-400", 0.0)]
    public void The_nearest_double(string text, double expected)
    {
        Assert.True(TerraformNumber.TryParse(text, out var number));
        Assert.Equal(expected, number.ToDouble());
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_not_finite_is_no_number(double value) =>
        Assert.Throws<OverflowException>(() => TerraformNumber.FromDouble(value));

    [Fact]
    public void Numbers_are_ordered()
    {
        string[] ordered =
            ["-1e10000", "-20", "-19.99", "-1e-10000", "0", "1e-10000", "0.3", "1", "10", "11", "1e10000"];
        var numbers = ordered
            .Select(t => TerraformNumber.TryParse(t, out var number) ? number : throw new FormatException(t)).ToList();

        for (var i = 0; i < numbers.Count; i++)
        {
            for (var j = 0; j < numbers.Count; j++)
            {
                Assert.Equal(i.CompareTo(j), Math.Sign(numbers[i].CompareTo(numbers[j])));
                Assert.Equal(i == j, numbers[i] == numbers[j]);
                Assert.Equal(i != j, numbers[i] != numbers[j]);
            }
        }
    }

    [Fact]
    public void Text_and_its_bytes_are_read_alike() =>
        Assert.True(TerraformNumber.TryParse(Encoding.ASCII.GetBytes("-1.5e2"), out var number) && number == -150);

    /// <summary>The value by the framework's own exact formatting.</summary>
    private static TerraformNumber ExactText(double value)
    {
        Assert.True(TerraformNumber.TryParse(value.ToString("E1100", CultureInfo.InvariantCulture), out var number));
        return number;
    }
}
