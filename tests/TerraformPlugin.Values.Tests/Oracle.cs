using System.Buffers;
using Nerdbank.MessagePack;
using OracleReader = Nerdbank.MessagePack.MessagePackReader;
using OracleWriter = Nerdbank.MessagePack.MessagePackWriter;

namespace TerraformPlugin.Values.Tests;

/// <summary>Another implementation of MessagePack's grammar, to compare with.</summary>
internal static class Oracle
{
    public delegate void Writing(ref OracleWriter writer);

    public static byte[] Write(Writing write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new OracleWriter(buffer);
        write(ref writer);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The length of the first item; null when there is no whole one.</summary>
    public static int? ItemLength(byte[] bytes)
    {
        var reader = new OracleReader(bytes);
        try
        {
            reader.Skip(new SerializationContext { MaxDepth = bytes.Length + 1 });
        }
        catch (Exception e) when (e is MessagePackSerializationException or EndOfStreamException)
        {
            return null;
        }

        return (int)reader.Consumed;
    }
}
