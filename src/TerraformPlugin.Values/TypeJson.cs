namespace TerraformPlugin.Values;

/// <summary>
/// Terraform's JSON form of a type constraint: <c>"string"</c>, <c>["list","string"]</c>,
/// <c>["object",{"a":"number"},["a"]]</c> with the optional attributes' names last.
/// </summary>
public static class TypeJson
{
    /// <exception cref="ValueDecodingException">Not a type constraint, or past a limit.</exception>
    public static TerraformType Parse(ReadOnlySpan<byte> utf8) => throw new NotImplementedException();

    /// <summary>The compact UTF-8 form, attributes in ordinal order.</summary>
    public static byte[] Write(TerraformType type) => throw new NotImplementedException();
}
