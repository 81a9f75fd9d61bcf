using Nerdbank.MessagePack;
using OracleWriter = Nerdbank.MessagePack.MessagePackWriter;
using Reader = TerraformPlugin.Values.MessagePackReader;

namespace TerraformPlugin.Values.Tests;

/// <summary>What another implementation of the format writes is read, in every width that it has.</summary>
public sealed class MessagePackReaderTests
{
    [Fact]
    public void Integers_of_every_width_are_read()
    {
        for (var bit = 0; bit < 64; bit++)
        {
            for (var near = -2; near <= 2; near++)
            {
                var value = unchecked((1L << bit) + near);
                AssertNumber($"{value}", (ref OracleWriter o) => o.WriteInt64(value));
                AssertNumber($"{(int)value}", (ref OracleWriter o) => o.WriteInt32((int)value));
                AssertNumber($"{(short)value}", (ref OracleWriter o) => o.WriteInt16((short)value));
                AssertNumber($"{(sbyte)value}", (ref OracleWriter o) => o.WriteInt8((sbyte)value));
                AssertNumber($"{(ulong)value}", (ref OracleWriter o) => o.WriteUInt64((ulong)value));
                AssertNumber($"{(uint)value}", (ref OracleWriter o) => o.WriteUInt32((uint)value));
                AssertNumber($"{(ushort)value}", (ref OracleWriter o) => o.WriteUInt16((ushort)value));
                AssertNumber($"{(byte)value}", (ref OracleWriter o) => o.WriteUInt8((byte)value));
                AssertNumber($"{value}", (ref OracleWriter o) => o.Write(value));
                AssertNumber($"{(ulong)value}", (ref OracleWriter o) => o.Write((ulong)value));
            }
        }
    }

    [Fact]
    public void Floats_of_both_widths_are_read()
    {
        AssertNumber("-0.375", (ref OracleWriter o) => o.Write(-0.375f));
        AssertNumber("-0.375", (ref OracleWriter o) => o.Write(-0.375));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    public void Strings_binaries_and_extensions_of_every_length_are_read(int length)
    {
        var content = new byte[length];
        content.AsSpan().Fill((byte)'x');
        var bytes = Oracle.Write((ref OracleWriter o) =>
        {
            o.Write(new string('x', length));
            o.Write(content);
            o.Write(new Extension(-7, content));
            o.WriteArrayHeader(length);
            o.WriteRaw(content);
            o.WriteMapHeader(length / 2);
            o.WriteRaw(content);
        });

        var reader = new Reader(bytes, ValueTrail.ForDecoding());

        Assert.Equal(length, reader.ReadString().Length);
        Assert.Equal(content, reader.ReadText("binary").ToArray());
        Assert.True(reader.NextIsExtension);
        Assert.Equal(content, reader.ReadExtension(out var type).ToArray());
        Assert.Equal(-7, type);
        Assert.Equal(length, reader.ReadArrayHeader("an array"));
        for (var i = 0; i < length; i++)
        {
            reader.NextItem();
            reader.Skip();
        }

        Assert.Equal(length / 2, reader.ReadMapHeader("a map"));
        Assert.Equal(length, reader.BytesLeft);
    }

    [Fact]
    public void Random_bytes_are_the_same_items_to_another_implementation()
    {
        var (whole, broken) = (0, 0);
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var bytes = new byte[random.Next(1, 40)];
            random.NextBytes(bytes);

            var expected = Oracle.ItemLength(bytes);

            Assert.True(expected == ItemLength(bytes), $"{Hex.Text(bytes)}: {expected} bytes, not {ItemLength(bytes)}");
            _ = expected is null ? broken++ : whole++;
        }

        Assert.InRange(whole, 1000, 20_000);
        Assert.InRange(broken, 1000, 20_000);
    }

    [Fact]
    public void Random_values_are_one_item_to_another_implementation()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new RandomValues(seed);
            var type = random.Type(4);
            var bytes = MessagePackCodec.Encode(random.Value(type, unknowns: true), type);
            Assert.Equal(bytes.Length, Oracle.ItemLength(bytes));
            Assert.Equal(bytes.Length, ItemLength(bytes));
        }
    }

    private static int? ItemLength(byte[] bytes)
    {
        var reader = new Reader(bytes, ValueTrail.ForDecoding());
        try
        {
            reader.Skip();
        }
        catch (ValueDecodingException)
        {
            return null;
        }

        return bytes.Length - reader.BytesLeft;
    }

    private static void AssertNumber(string expected, Oracle.Writing write)
    {
        var reader = new Reader(Oracle.Write(write), ValueTrail.ForDecoding());
        Assert.Equal(expected, reader.ReadNumber().ToString());
        Assert.Equal(0, reader.BytesLeft);
    }
}
