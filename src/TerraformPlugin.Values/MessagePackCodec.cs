namespace TerraformPlugin.Values;

/// <summary>
/// Terraform's MessagePack form of values, in which plans, states and configurations travel. An object is a map with
/// all its attributes, a list, set or tuple an array, a dynamic value a pair of its type's JSON and itself. A number
/// is an integer when it fits 64 bits, a float when it is exactly one and not whole, decimal text otherwise.
/// </summary>
public static class MessagePackCodec
{
    /// <summary>The value in the forms that Terraform itself chooses, each in the fewest bytes.</summary>
    /// <exception cref="ArgumentException">
    /// The value is not of the type, is nested deeper than 128 levels, or holds text that is not valid Unicode; the
    /// message names the attribute path.
    /// </exception>
    public static byte[] Encode(TerraformValue value, TerraformType type) =>
        new MessagePackEncoder(ValueTrail.ForEncoding()).Write(value, type);

    /// <summary>
    /// One value, without loss but for an unknown's promises that <see cref="UnknownRefinement"/> does not keep. What
    /// it allocates is in proportion to the bytes given, whatever lengths they declare.
    /// </summary>
    /// <exception cref="ValueDecodingException">
    /// The bytes are not exactly one value of the type, are nested deeper than 128 levels, or hold a number that
    /// <see cref="TerraformNumber"/> cannot.
    /// </exception>
    public static TerraformValue Decode(ReadOnlySpan<byte> bytes, TerraformType type) =>
        new MessagePackDecoder(bytes, ValueTrail.ForDecoding()).ReadAll(type);
}
