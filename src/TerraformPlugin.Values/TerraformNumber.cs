using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace TerraformPlugin.Values;

/// <summary>
/// An exact decimal number: <see cref="Mantissa"/> × 10^<see cref="Exponent"/>, normalized so that the mantissa does
/// not end in a zero (zero itself has exponent 0). Terraform's own numbers are 512-bit floats; every number it writes
/// in a state or a plan has such a form. The exponent is limited to ±<see cref="MaxExponent"/>, so that hostile input
/// such as 1e999999999 cannot ask for gigabytes.
/// </summary>
public readonly struct TerraformNumber : IEquatable<TerraformNumber>, IComparable<TerraformNumber>
{
    /// <summary>The largest absolute value of <see cref="Exponent"/>.</summary>
    public const int MaxExponent = 10_000;

    private const int MaxLength = 20_000;
    private const int StackLength = 256;
    private const int MaxDoubleExponent = 308;

    /// <summary>The smallest double is 2^-1074, whose last decimal place is the 1074th.</summary>
    private const int MinDoubleScale = -1074;
    private const long MaxExactInteger = 1L << 53;

    private static ReadOnlySpan<double> PowersOfTen =>
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    private TerraformNumber(BigInteger mantissa, int exponent)
    {
        Mantissa = mantissa;
        Exponent = exponent;
    }

    /// <summary>The digits, with the sign; no multiple of ten but zero.</summary>
    public BigInteger Mantissa { get; }

    /// <summary>The power of ten that the mantissa is multiplied by.</summary>
    public int Exponent { get; }

    /// <summary>Without a fraction.</summary>
    public bool IsInteger => Exponent >= 0;

    /// <summary>The mantissa times ten to the power of the exponent, normalized.</summary>
    /// <exception cref="OverflowException">The exponent leaves ±<see cref="MaxExponent"/>.</exception>
    public static TerraformNumber Create(BigInteger mantissa, int exponent)
    {
        if (mantissa.IsZero)
        {
            return default;
        }

        // A multiple of 10^n is one of 2^n, which bounds n; stripping one digit at a time would be quadratic.
        for (var digits = MaxTrailingZeros(mantissa); digits >= 1; digits /= 2)
        {
            var power = BigInteger.Pow(10, digits);
            while (true)
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

    /// <summary>Every 64-bit integer is a number.</summary>
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

    /// <summary>
    /// Reads decimal notation: JSON's number form, with a plus sign and leading zeros allowed as Terraform does. False
    /// for other text, past <see cref="MaxExponent"/>, and for more than 20,000 characters.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TerraformNumber number)
    {
        number = default;
        if (text.Length > MaxLength)
        {
            return false;
        }

        Span<byte> ascii = text.Length <= StackLength ? stackalloc byte[text.Length] : new byte[text.Length];
        return Ascii.FromUtf16(text, ascii, out _) == OperationStatus.Done && TryParse(ascii, out number);
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out TerraformNumber)"/>
    public static bool TryParse(ReadOnlySpan<byte> ascii, out TerraformNumber number)
    {
        number = default;
        if (ascii.Length > MaxLength)
        {
            return false;
        }

        var negative = ascii is [(byte)'-', ..];
        var rest = ascii is [(byte)'-' or (byte)'+', ..] ? ascii[1..] : ascii;
        var whole = TakeDigits(ref rest);
        var fraction = ReadOnlySpan<byte>.Empty;
        if (rest is [(byte)'.', ..])
        {
            rest = rest[1..];
            fraction = TakeDigits(ref rest);
            if (fraction.IsEmpty)
            {
                return false;
            }
        }

        var exponent = 0;
        if (rest is [(byte)'e' or (byte)'E', ..] && !TryParseExponent(rest[1..], out exponent))
        {
            return false;
        }

        if (whole.IsEmpty || rest is [not ((byte)'e' or (byte)'E'), ..])
        {
            return false;
        }

        var mantissa = ParseDigits(whole, fraction);
        try
        {
            number = Create(negative ? -mantissa : mantissa, exponent - fraction.Length);
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    /// <summary>The 64-bit integer that is exactly this number; false when there is none.</summary>
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

    /// <summary>The double that is exactly this number; false when there is none.</summary>
    public bool TryGetDouble(out double value)
    {
        value = 0;
        if (Exponent is > MaxDoubleExponent or < MinDoubleScale)
        {
            return false;
        }

        if (Exponent >= 0)
        {
            var whole = Mantissa * BigInteger.Pow(10, Exponent);
            value = (double)whole;
            return double.IsFinite(value) && new BigInteger(value) == whole;
        }

        // m / 10^n is a binary fraction when 5^n goes into m, and then it is the quotient over 2^n.
        var quotient = BigInteger.DivRem(Mantissa, BigInteger.Pow(5, -Exponent), out var rest);
        if (!rest.IsZero || BigInteger.Abs(quotient) > MaxExactInteger)
        {
            return false;
        }

        value = Math.ScaleB((double)quotient, Exponent);
        return true;
    }

    /// <summary>The nearest double; ±infinity outside its range.</summary>
    public double ToDouble()
    {
        // Both are exact as doubles here, and one operation on exact operands rounds right.
        if (Exponent is 0 or (< 0 and >= -22) && BigInteger.Abs(Mantissa) <= MaxExactInteger)
        {
            return (double)Mantissa / PowersOfTen[-Exponent];
        }

        return double.Parse(ToExponentForm(), NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary>By value.</summary>
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

    /// <summary>The same value; there is one form of each.</summary>
    public bool Equals(TerraformNumber other) => Exponent == other.Exponent && Mantissa == other.Mantissa;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TerraformNumber other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Mantissa, Exponent);

    /// <summary>The same value.</summary>
    public static bool operator ==(TerraformNumber left, TerraformNumber right) => left.Equals(right);

    /// <summary>Another value.</summary>
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

    /// <summary>A power of two such that twice as many trailing zeros are impossible; zero when one is.</summary>
    private static int MaxTrailingZeros(BigInteger mantissa)
    {
        var zeros = Math.Min((long)BigInteger.TrailingZeroCount(mantissa), mantissa.GetBitLength() / 3);
        return zeros == 0 ? 0 : 1 << (int)long.Log2(zeros);
    }

    private static ReadOnlySpan<byte> TakeDigits(scoped ref ReadOnlySpan<byte> rest)
    {
        var length = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        var digits = length < 0 ? rest : rest[..length];
        rest = rest[digits.Length..];
        return digits;
    }

    private static bool TryParseExponent(ReadOnlySpan<byte> ascii, out int exponent) =>
        int.TryParse(ascii, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
        && Math.Abs((long)exponent) <= MaxExponent + MaxLength;

    private static BigInteger ParseDigits(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> fraction)
    {
        var length = whole.Length + fraction.Length;
        Span<char> digits = length <= StackLength ? stackalloc char[length] : new char[length];
        Ascii.ToUtf16(whole, digits, out _);
        Ascii.ToUtf16(fraction, digits[whole.Length..], out _);
        return length <= 18
            ? long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture)
            : BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private string ToExponentForm() => string.Create(CultureInfo.InvariantCulture, $"{Mantissa}e{Exponent}");
}
