using Google.Protobuf;
using TerraformPlugin.Values;
using Read = TerraformPlugin.Hosting.Protocol.ReadDataSource.Types;

namespace TerraformPlugin.Hosting.Tests.Plugin;

/// <summary>What the test plugin's types look like on the wire.</summary>
internal static class Probe
{
    private static readonly TerraformType Type = TerraformType.Object([new("text", TerraformType.String)]);

    internal static Protocol.DynamicValue Encode(string text) => new()
    {
        Msgpack = ByteString.CopyFrom(MessagePackCodec.Encode(
            TerraformValue.Object(Type, [new("text", TerraformValue.String(text))]), Type)),
    };

    internal static Protocol.DynamicValue Text(string text) => new()
    {
        Msgpack = ByteString.CopyFrom(MessagePackCodec.Encode(TerraformValue.String(text), TerraformType.String)),
    };

    internal static string Decode(Protocol.DynamicValue value) =>
        MessagePackCodec.Decode(value.Msgpack.Span, Type).Entries["text"].AsString();

    /// <summary>Reads the data source that does what its text says.</summary>
    internal static Task<Read.Response> ReadAsync(PluginClient client, string text) =>
        client.CallAsync<Read.Request, Read.Response>(
            "ReadDataSource", new() { TypeName = "probe_behaviour", Config = Encode(text) });
}
