namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>A value as it travels: MessagePack, or else JSON; neither means null.</summary>
internal readonly record struct EncodedValue(ReadOnlyMemory<byte> MessagePack, ReadOnlyMemory<byte> Json = default)
{
    public bool IsEmpty => MessagePack.IsEmpty && Json.IsEmpty;
}
