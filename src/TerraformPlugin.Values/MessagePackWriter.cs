using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace TerraformPlugin.Values;

/// <summary>MessagePack's grammar, always in the shortest form.</summary>
internal sealed class MessagePackWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(256);

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public void WriteNil() => WriteByte(0xc0);

    public void WriteBool(bool value) => WriteByte(value ? (byte)0xc3 : (byte)0xc2);

    public void WriteInt64(long value)
    {
        switch (value)
        {
            case >= -32 and <= 127:
                WriteByte((byte)value);
                break;
            case >= 0 and <= byte.MaxValue:
                WriteCode(0xcc, 1)[0] = (byte)value;
                break;
            case >= 0 and <= ushort.MaxValue:
                BinaryPrimitives.WriteUInt16BigEndian(WriteCode(0xcd, 2), (ushort)value);
                break;
            case >= 0 and <= uint.MaxValue:
                BinaryPrimitives.WriteUInt32BigEndian(WriteCode(0xce, 4), (uint)value);
                break;
            case >= 0:
                BinaryPrimitives.WriteInt64BigEndian(WriteCode(0xcf, 8), value);
                break;
            case >= sbyte.MinValue:
                WriteCode(0xd0, 1)[0] = (byte)value;
                break;
            case >= short.MinValue:
                BinaryPrimitives.WriteInt16BigEndian(WriteCode(0xd1, 2), (short)value);
                break;
            case >= int.MinValue:
                BinaryPrimitives.WriteInt32BigEndian(WriteCode(0xd2, 4), (int)value);
                break;
            default:
                BinaryPrimitives.WriteInt64BigEndian(WriteCode(0xd3, 8), value);
                break;
        }
    }

    public void WriteDouble(double value) => BinaryPrimitives.WriteDoubleBigEndian(WriteCode(0xcb, 8), value);

    public void WriteString(ReadOnlySpan<byte> utf8)
    {
        WriteStringHeader(utf8.Length);
        _buffer.Write(utf8);
    }

    public void WriteString(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        WriteStringHeader(length);
        _buffer.Advance(Encoding.UTF8.GetBytes(value, _buffer.GetSpan(length)));
    }

    public void WriteBinary(ReadOnlySpan<byte> bytes)
    {
        WriteLength(bytes.Length, 0xc4, 0xc5, 0xc6);
        _buffer.Write(bytes);
    }

    public void WriteArrayHeader(int count)
    {
        if (count <= 15)
        {
            WriteByte((byte)(0x90 | count));
        }
        else
        {
            WriteLength(count, null, 0xdc, 0xdd);
        }
    }

    public void WriteMapHeader(int count)
    {
        if (count <= 15)
        {
            WriteByte((byte)(0x80 | count));
        }
        else
        {
            WriteLength(count, null, 0xde, 0xdf);
        }
    }

    public void WriteExtension(sbyte type, ReadOnlySpan<byte> content)
    {
        if (content.Length is 1 or 2 or 4 or 8 or 16)
        {
            WriteByte((byte)(0xd4 + int.Log2(content.Length)));
        }
        else
        {
            WriteLength(content.Length, 0xc7, 0xc8, 0xc9);
        }

        WriteByte((byte)type);
        _buffer.Write(content);
    }

    private void WriteStringHeader(int length)
    {
        if (length <= 31)
        {
            WriteByte((byte)(0xa0 | length));
        }
        else
        {
            WriteLength(length, 0xd9, 0xda, 0xdb);
        }
    }

    private void WriteLength(int length, byte? code8, byte code16, byte code32)
    {
        if (code8 is { } code && length <= byte.MaxValue)
        {
            WriteCode(code, 1)[0] = (byte)length;
        }
        else if (length <= ushort.MaxValue)
        {
            BinaryPrimitives.WriteUInt16BigEndian(WriteCode(code16, 2), (ushort)length);
        }
        else
        {
            BinaryPrimitives.WriteInt32BigEndian(WriteCode(code32, 4), length);
        }
    }

    private void WriteByte(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
    }

    /// <summary>Writes the code and gives the room for the bytes that belong to it.</summary>
    private Span<byte> WriteCode(byte code, int length)
    {
        var room = _buffer.GetSpan(1 + length)[..(1 + length)];
        room[0] = code;
        _buffer.Advance(1 + length);
        return room[1..];
    }
}
