namespace TerraformPlugin.Values;

/// <summary>
/// Terraform's JSON form of values: stored state, and what may stand for MessagePack in an answer. Numbers keep all
/// their digits, a dynamic value is <c>{"type":...,"value":...}</c>, and there is no unknown.
/// </summary>
public static class JsonCodec
{
    /// <summary>Compact UTF-8 text with all attributes of every object.</summary>
    /// <exception cref="ArgumentException">
    /// The value is not of the type, is not wholly known, is nested deeper than 128 levels, or holds text that is not
    /// valid Unicode; the message names the attribute path.
    /// </exception>
    public static byte[] Encode(TerraformValue value, TerraformType type) =>
        JsonEncoder.Write(value, type, ValueTrail.ForEncoding());

    /// <summary>
    /// One value. As in Terraform itself, an attribute that an object leaves out is null, and the JSON types string,
    /// number and bool are converted to each other where the type asks for it.
    /// </summary>
    /// <param name="utf8">The text.</param>
    /// <param name="type">The type to read it as.</param>
    /// <param name="ignoreUndefinedAttributes">
    /// Passes over object attributes that the type does not have, for state of another schema version or provider;
    /// they are an error by default.
    /// </param>
    /// <exception cref="ValueDecodingException">
    /// The text is not exactly one value of the type, is nested deeper than 128 levels, or holds a number that
    /// <see cref="TerraformNumber"/> cannot.
    /// </exception>
    public static TerraformValue Decode(
        ReadOnlySpan<byte> utf8, TerraformType type, bool ignoreUndefinedAttributes = false) =>
        new JsonDecoder(utf8, ValueTrail.ForDecoding(), ignoreUndefinedAttributes).ReadAll(type);
}
