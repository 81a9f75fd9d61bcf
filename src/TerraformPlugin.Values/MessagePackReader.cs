using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace TerraformPlugin.Values;

/// <summary>
/// MessagePack's grammar, over bytes nobody vouches for. Every length is checked against the bytes that can still
/// belong to it before anything is made of it: an open array or map is owed a byte for each item that it declared, and
/// those bytes are not there for the items inside.
/// </summary>
internal ref struct MessagePackReader(ReadOnlySpan<byte> bytes, ValueTrail trail)
{
    private ReadOnlySpan<byte> _rest = bytes;
    private long _owed;

    public readonly int BytesLeft => _rest.Length;

    public readonly bool NextIsExtension => Peek() is (>= 0xc7 and <= 0xc9) or (>= 0xd4 and <= 0xd8);

    public bool TryReadNil()
    {
        if (Peek() != 0xc0)
        {
            return false;
        }

        _rest = _rest[1..];
        return true;
    }

    public bool ReadBool()
    {
        var code = Peek();
        if (code is not (0xc2 or 0xc3))
        {
            throw Unexpected("a bool");
        }

        _rest = _rest[1..];
        return code == 0xc3;
    }

    /// <summary>A number in any integer or float form, or as decimal text, as large and long ones travel.</summary>
    public TerraformNumber ReadNumber()
    {
        var code = Peek();
        switch (code)
        {
            case <= 0x7f or >= 0xe0:
                _rest = _rest[1..];
                return (sbyte)code;
            case 0xcc:
                return Payload(1)[0];
            case 0xcd:
                return BinaryPrimitives.ReadUInt16BigEndian(Payload(2));
            case 0xce:
                return BinaryPrimitives.ReadUInt32BigEndian(Payload(4));
            case 0xcf:
                return TerraformNumber.Create(BinaryPrimitives.ReadUInt64BigEndian(Payload(8)), 0);
            case 0xd0:
                return (sbyte)Payload(1)[0];
            case 0xd1:
                return BinaryPrimitives.ReadInt16BigEndian(Payload(2));
            case 0xd2:
                return BinaryPrimitives.ReadInt32BigEndian(Payload(4));
            case 0xd3:
                return BinaryPrimitives.ReadInt64BigEndian(Payload(8));
            case 0xca:
                return FromFloat(BinaryPrimitives.ReadSingleBigEndian(Payload(4)));
            case 0xcb:
                return FromFloat(BinaryPrimitives.ReadDoubleBigEndian(Payload(8)));
            default:
                return TerraformNumber.TryParse(ReadText("a number"), out var number)
                    ? number
                    : throw trail.Error("expected a number, found a string that is none or is out of range");
        }
    }

    public string ReadString(string expected = "a string")
    {
        var text = ReadText(expected);
        return Utf8.IsValid(text)
            ? Encoding.UTF8.GetString(text)
            : throw trail.Error($"expected {expected}, found bytes that are not UTF-8");
    }

    /// <summary>The bytes of a string or binary; Terraform takes either where it wants one of them.</summary>
    public ReadOnlySpan<byte> ReadText(string expected)
    {
        var code = Peek();
        switch (code)
        {
            case >= 0xa0 and <= 0xbf:
                _rest = _rest[1..];
                return Take(code & 0x1f);
            case 0xc4 or 0xd9:
                return Take(Payload(1)[0]);
            case 0xc5 or 0xda:
                return Take(BinaryPrimitives.ReadUInt16BigEndian(Payload(2)));
            case 0xc6 or 0xdb:
                return Take(BinaryPrimitives.ReadUInt32BigEndian(Payload(4)));
            default:
                throw Unexpected(expected);
        }
    }

    /// <summary>The number of elements; <see cref="NextItem"/> is to be called before each.</summary>
    public int ReadArrayHeader(string expected)
    {
        var code = Peek();
        switch (code)
        {
            case >= 0x90 and <= 0x9f:
                _rest = _rest[1..];
                return Open(code & 0x0f, 1);
            case 0xdc:
                return Open(BinaryPrimitives.ReadUInt16BigEndian(Payload(2)), 1);
            case 0xdd:
                return Open(BinaryPrimitives.ReadUInt32BigEndian(Payload(4)), 1);
            default:
                throw Unexpected(expected);
        }
    }

    /// <summary>The number of entries; <see cref="NextItem"/> is to be called before each key and each value.</summary>
    public int ReadMapHeader(string expected)
    {
        var code = Peek();
        switch (code)
        {
            case >= 0x80 and <= 0x8f:
                _rest = _rest[1..];
                return Open(code & 0x0f, 2);
            case 0xde:
                return Open(BinaryPrimitives.ReadUInt16BigEndian(Payload(2)), 2);
            case 0xdf:
                return Open(BinaryPrimitives.ReadUInt32BigEndian(Payload(4)), 2);
            default:
                throw Unexpected(expected);
        }
    }

    public void NextItem() => _owed--;

    public ReadOnlySpan<byte> ReadExtension(out sbyte type)
    {
        var code = Peek();
        long length;
        switch (code)
        {
            case >= 0xd4 and <= 0xd8:
                _rest = _rest[1..];
                length = 1 << (code - 0xd4);
                break;
            case 0xc7:
                length = Payload(1)[0];
                break;
            case 0xc8:
                length = BinaryPrimitives.ReadUInt16BigEndian(Payload(2));
                break;
            case 0xc9:
                length = BinaryPrimitives.ReadUInt32BigEndian(Payload(4));
                break;
            default:
                throw Unexpected("an unknown value");
        }

        type = (sbyte)Take(1)[0];
        return Take(length);
    }

    /// <summary>Passes over one item with all that is in it, without recursion.</summary>
    public void Skip()
    {
        for (long items = 1; items > 0; items--)
        {
            switch (Peek())
            {
                case (>= 0x80 and <= 0x8f) or 0xde or 0xdf:
                    items += Forget(2 * (long)ReadMapHeader("a map"));
                    break;
                case (>= 0x90 and <= 0x9f) or 0xdc or 0xdd:
                    items += Forget(ReadArrayHeader("an array"));
                    break;
                case (>= 0xa0 and <= 0xbf) or (>= 0xc4 and <= 0xc6) or (>= 0xd9 and <= 0xdb):
                    ReadText("a string");
                    break;
                case 0xc0 or 0xc2 or 0xc3:
                    _rest = _rest[1..];
                    break;
                case 0xc1:
                    throw Unexpected("a value");
                case (>= 0xc7 and <= 0xc9) or (>= 0xd4 and <= 0xd8):
                    ReadExtension(out _);
                    break;
                case var code:
                    Take(1 + NumberLength(code));
                    break;
            }
        }
    }

    private static int NumberLength(byte code) => code switch
    {
        0xcc or 0xd0 => 1,
        0xcd or 0xd1 => 2,
        0xce or 0xd2 or 0xca => 4,
        0xcf or 0xd3 or 0xcb => 8,
        _ => 0,
    };

    private readonly TerraformNumber FromFloat(double value) => double.IsFinite(value)
        ? TerraformNumber.FromDouble(value)
        : throw trail.Error($"expected a number, found {(double.IsNaN(value) ? "NaN" : "infinity")}");

    private readonly byte Peek() =>
        _rest.IsEmpty ? throw trail.Error("the input ends where a value is expected") : _rest[0];

    private readonly Exception Unexpected(string expected) => trail.Error($"expected {expected}, found " + Peek() switch
    {
        <= 0x7f or >= 0xe0 or (>= 0xcc and <= 0xd3) => "an integer",
        0xc0 => "null",
        0xc1 => "the byte 0xc1, which MessagePack does not use",
        0xc2 or 0xc3 => "a bool",
        0xca or 0xcb => "a float",
        (>= 0x80 and <= 0x8f) or 0xde or 0xdf => "a map",
        (>= 0x90 and <= 0x9f) or 0xdc or 0xdd => "an array",
        (>= 0xa0 and <= 0xbf) or (>= 0xd9 and <= 0xdb) => "a string",
        >= 0xc4 and <= 0xc6 => "binary",
        _ => "an unknown value",
    });

    /// <summary>Passes over the code and gives the bytes that belong to it.</summary>
    private ReadOnlySpan<byte> Payload(int length) => Take(1 + (long)length)[1..];

    private ReadOnlySpan<byte> Take(long length)
    {
        if (length > _rest.Length - _owed)
        {
            throw trail.Error("the input ends in the middle of a value");
        }

        var taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }

    private int Open(long count, int itemsEach)
    {
        if (count * itemsEach > _rest.Length - _owed)
        {
            throw trail.Error($"found {count} declared items, more than the bytes that are left can hold");
        }

        _owed += count * itemsEach;
        return (int)count;
    }

    private long Forget(long items)
    {
        _owed -= items;
        return items;
    }
}
