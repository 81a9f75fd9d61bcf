namespace TerraformPlugin.Values;

/// <summary>Terraform's MessagePack form of values, which plans, states and configurations travel in.</summary>
public static class MessagePackCodec
{
    /// <exception cref="ArgumentException">The value is not of the type.</exception>
    public static byte[] Encode(TerraformValue value, TerraformType type) => throw new NotImplementedException();

    /// <exception cref="ValueDecodingException">The bytes are not one value of the type, or are past a limit.</exception>
    public static TerraformValue Decode(ReadOnlySpan<byte> bytes, TerraformType type) =>
        throw new NotImplementedException();
}
