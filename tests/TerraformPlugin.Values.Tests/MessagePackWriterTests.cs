using Nerdbank.MessagePack;
using OracleWriter = Nerdbank.MessagePack.MessagePackWriter;
using Writer = TerraformPlugin.Values.MessagePackWriter;

namespace TerraformPlugin.Values.Tests;

/// <summary>What is written is what another implementation of the format writes in its shortest forms.</summary>
public sealed class MessagePackWriterTests
{
    [Fact]
    public void Integers_are_those_of_another_implementation()
    {
        for (var bit = 0; bit < 64; bit++)
        {
            for (var near = -2; near <= 2; near++)
            {
                var value = unchecked((1L << bit) + near);
                AssertSame(w => w.WriteInt64(value), (ref OracleWriter o) => o.Write(value));
                AssertSame(w => w.WriteInt64(unchecked(-value)), (ref OracleWriter o) => o.Write(unchecked(-value)));
            }
        }
    }

    [Fact]
    public void Floats_bools_and_nil_are_those_of_another_implementation()
    {
        AssertSame(w => w.WriteDouble(-0.1), (ref OracleWriter o) => o.Write(-0.1));
        AssertSame(w => w.WriteBool(true), (ref OracleWriter o) => o.Write(true));
        AssertSame(w => w.WriteBool(false), (ref OracleWriter o) => o.Write(false));
        AssertSame(w => w.WriteNil(), (ref OracleWriter o) => o.WriteNil());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    public void Lengths_are_those_of_another_implementation(int length)
    {
        var text = new string('x', length);
        var bytes = new byte[length];
        AssertSame(w => w.WriteString(text), (ref OracleWriter o) => o.Write(text));
        AssertSame(w => w.WriteBinary(bytes), (ref OracleWriter o) => o.Write(bytes));
        AssertSame(w => w.WriteArrayHeader(length), (ref OracleWriter o) => o.WriteArrayHeader(length));
        AssertSame(w => w.WriteMapHeader(length), (ref OracleWriter o) => o.WriteMapHeader(length));
        AssertSame(w => w.WriteExtension(12, bytes), (ref OracleWriter o) => o.Write(new Extension(12, bytes)));
    }

    private static void AssertSame(Action<Writer> write, Oracle.Writing expected)
    {
        var writer = new Writer();
        write(writer);
        Assert.Equal(Hex.Text(Oracle.Write(expected)), Hex.Text(writer.Written));
    }
}
