namespace TerraformPlugin.Values;

/// <summary>Terraform's JSON form of values: stored state, and what may stand for MessagePack in an answer.</summary>
public static class JsonCodec
{
    /// <summary>A value without its unknown parts cannot be told from null in JSON, so those are refused.</summary>
    /// <exception cref="ArgumentException">The value is not of the type, or not wholly known.</exception>
    public static byte[] Encode(TerraformValue value, TerraformType type) => throw new NotImplementedException();

    /// <summary>An attribute that an object leaves out is null.</summary>
    /// <param name="ignoreUndefinedAttributes">
    /// Passes over object attributes that the type does not have, for state of another schema version; else an error.
    /// </param>
    /// <exception cref="ValueDecodingException">The text is not one value of the type, or is past a limit.</exception>
    public static TerraformValue Decode(
        ReadOnlySpan<byte> utf8, TerraformType type, bool ignoreUndefinedAttributes = false) =>
        throw new NotImplementedException();
}
