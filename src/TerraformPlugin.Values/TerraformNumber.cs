using System.Globalization;
using System.Numerics;

namespace TerraformPlugin.Values;

/// <summary>
/// An exact decimal number: <see cref="Mantissa"/> × 10^<see cref="Exponent"/>, normalized so that the mantissa does
/// not end in a zero (zero itself has exponent 0). Terraform's own numbers are 512-bit floats; every number it writes
/// in a state or a plan has such a form. The exponent is limited to ±<see cref="MaxExponent"/>, so that hostile input
/// such as 1e999999999 cannot ask for gigabytes.
/// </summary>
public readonly struct TerraformNumber : IEquatable<TerraformNumber>, IComparable<TerraformNumber>
{
    public const int MaxExponent = 10_000;

    private TerraformNumber(BigInteger mantissa, int exponent)
    {
        Mantissa = mantissa;
        Exponent = exponent;
    }

    public BigInteger Mantissa { get; }

    public int Exponent { get; }

    public bool IsInteger => Exponent >= 0;

    /// <exception cref="OverflowException">The exponent leaves ±<see cref="MaxExponent"/>.</exception>
    public static TerraformNumber Create(BigInteger mantissa, int exponent)
    {
        if (mantissa.IsZero)
        {
            return default;
        }

        // Stripping one digit at a time would be quadratic for a hostile "1000…0"; strip in halving powers.
        for (var digits = 4096; digits >= 1; digits /= 2)
        {
            var power = BigInteger.Pow(10, digits);
            while (BigInteger.Abs(mantissa) >= power)
            {
                var quotient = BigInteger.DivRem(mantissa, power, out var rest);
                if (!rest.IsZero)
                {
                    break;
                }

                mantissa = quotient;
                exponent = checked(exponent + digits);
            }
        }

        return Math.Abs((long)exponent) <= MaxExponent
            ? new(mantissa, exponent)
            : throw new OverflowException($"a number's exponent is limited to ±{MaxExponent}");
    }

    public static implicit operator TerraformNumber(long value) => Create(value, 0);

    /// <summary>The exact decimal value of a binary float, not its shortest spelling's.</summary>
    /// <exception cref="OverflowException">NaN or infinite.</exception>
    public static TerraformNumber FromDouble(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new OverflowException($"{value} is not a number");
        }

        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var fraction = bits & 0xF_FFFF_FFFF_FFFF;
        BigInteger mantissa = exponent == 0 ? fraction : fraction | (1L << 52);
        exponent = (exponent == 0 ? 1 : exponent) - 1075;
        if (bits < 0)
        {
            mantissa = -mantissa;
        }

        return exponent >= 0
            ? Create(mantissa << exponent, 0)
            : Create(mantissa * BigInteger.Pow(5, -exponent), exponent);
    }

    /// <summary>Reads JSON's number form, with an optional leading plus sign.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TerraformNumber number)
    {
        number = default;
        if (text.Length is 0 or > 20_000)
        {
            return false;
        }

        var e = text.IndexOfAny('e', 'E');
        var exponent = 0;
        if (e >= 0)
        {
            if (!int.TryParse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
                || Math.Abs((long)exponent) > 2 * MaxExponent)
            {
                return false;
            }

            text = text[..e];
        }

        var point = text.IndexOf('.');
        Span<char> digits = text.Length <= 256 ? stackalloc char[text.Length] : new char[text.Length];
        text.CopyTo(digits);
        if (point >= 0)
        {
            var after = text[(point + 1)..];
            if (after.IsEmpty || after.ContainsAnyExceptInRange('0', '9'))
            {
                return false;
            }

            after.CopyTo(digits[point..]);
            digits = digits[..^1];
            exponent -= after.Length;
        }

        if (!BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var mantissa))
        {
            return false;
        }

        try
        {
            number = Create(mantissa, exponent);
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    public bool TryGetInt64(out long value)
    {
        value = 0;
        if (Exponent is < 0 or > 19)
        {
            return false;
        }

        var whole = Mantissa * BigInteger.Pow(10, Exponent);
        if (whole < long.MinValue || whole > long.MaxValue)
        {
            return false;
        }

        value = (long)whole;
        return true;
    }

    /// <summary>The nearest double; ±infinity outside its range.</summary>
    public double ToDouble() => double.Parse(ToExponentForm(), NumberStyles.Float, CultureInfo.InvariantCulture);

    public int CompareTo(TerraformNumber other)
    {
        if (Mantissa.Sign != other.Mantissa.Sign)
        {
            return Mantissa.Sign.CompareTo(other.Mantissa.Sign);
        }

        var shift = Exponent - other.Exponent;
        return shift >= 0
            ? (Mantissa * BigInteger.Pow(10, shift)).CompareTo(other.Mantissa)
            : Mantissa.CompareTo(other.Mantissa * BigInteger.Pow(10, -shift));
    }

    public bool Equals(TerraformNumber other) => Exponent == other.Exponent && Mantissa == other.Mantissa;

    public override bool Equals(object? obj) => obj is TerraformNumber other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Mantissa, Exponent);

    public static bool operator ==(TerraformNumber left, TerraformNumber right) => left.Equals(right);

    public static bool operator !=(TerraformNumber left, TerraformNumber right) => !left.Equals(right);

    /// <summary>A JSON number without loss: plain digits where they are short, an exponent otherwise.</summary>
    public override string ToString()
    {
        var digits = BigInteger.Abs(Mantissa).ToString(CultureInfo.InvariantCulture);
        var sign = Mantissa.Sign < 0 ? "-" : "";
        if (Exponent is >= 0 and <= 40)
        {
            return sign + digits + new string('0', Exponent);
        }

        if (Exponent is < 0 and >= -40)
        {
            var padded = digits.PadLeft(1 - Exponent, '0');
            return $"{sign}{padded[..^-Exponent]}.{padded[^-Exponent..]}";
        }

        return ToExponentForm();
    }

    private string ToExponentForm() => string.Create(CultureInfo.InvariantCulture, $"{Mantissa}e{Exponent}");
}
