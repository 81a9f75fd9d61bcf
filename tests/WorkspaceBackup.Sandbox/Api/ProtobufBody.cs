using System.Text;
using System.Text.Json.Nodes;
using VeleroSandbox.Schemas;

namespace VeleroSandbox.Api;

/// <summary>
/// The two messages that kubectl sends in Kubernetes' protobuf encoding and people send by hand: a new namespace, and
/// an access review. Everything else it sends here is JSON.
/// </summary>
internal static class ProtobufBody
{
    public const string ContentType = "application/vnd.kubernetes.protobuf";

    private static readonly string[] ReviewFields =
        ["", "namespace", "verb", "group", "version", "resource", "subresource", "name"];

    /// <returns>Null when the message is none of the two.</returns>
    public static JsonObject? Namespace(ReadOnlySpan<byte> body, ResourceType type) =>
        type.Plural == "namespaces" && Payload(body) is { } payload
            ? new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "Namespace",
                ["metadata"] = new JsonObject { ["name"] = Text(Field(Field(payload, 1), 1)) },
            }
            : null;

    public static JsonObject? Review(ReadOnlySpan<byte> body)
    {
        if (Payload(body) is not { } payload)
        {
            return null;
        }

        var wanted = Field(Field(payload, 2), 1);
        var attributes = new JsonObject();
        for (var number = 1; number < ReviewFields.Length; number++)
        {
            if (Text(Field(wanted, number)) is { Length: > 0 } value)
            {
                attributes[ReviewFields[number]] = value;
            }
        }

        return new JsonObject { ["spec"] = new JsonObject { ["resourceAttributes"] = attributes } };
    }

    public static bool Is(ReadOnlySpan<byte> body) => body.StartsWith("k8s\0"u8);

    // An envelope (runtime.Unknown) whose second field is the object.
    private static byte[]? Payload(ReadOnlySpan<byte> body) => Is(body) ? Field(body[4..].ToArray(), 2) : null;

    private static string? Text(byte[]? bytes) => bytes is null ? null : Encoding.UTF8.GetString(bytes);

    // The bytes of a length-delimited field; null where it is absent or the message is cut short.
    private static byte[]? Field(byte[]? message, int wanted)
    {
        var at = 0;
        while (message is not null && at < message.Length)
        {
            var tag = Varint(message, ref at);
            if ((tag & 7) != 2)
            {
                Varint(message, ref at);
                continue;
            }

            var length = (int)Varint(message, ref at);
            if (length < 0 || at + length > message.Length)
            {
                return null;
            }

            if (tag >> 3 == (ulong)wanted)
            {
                return message[at..(at + length)];
            }

            at += length;
        }

        return null;
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; at < message.Length && shift < 64; shift += 7)
        {
            var part = message[at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                break;
            }
        }

        return value;
    }
}
