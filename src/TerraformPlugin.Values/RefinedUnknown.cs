namespace TerraformPlugin.Values;

/// <summary>go-cty's form of an unknown value that something is promised about: an extension with a map.</summary>
internal static class RefinedUnknown
{
    public const sbyte ExtensionType = 12;

    /// <summary>Terraform refuses a longer extension.</summary>
    public const int MaxLength = 1024;

    /// <summary>A key of the map; its value is false for "not null".</summary>
    public const int Nullness = 1;

    /// <summary>A key of the map, for strings alone.</summary>
    public const int StringPrefix = 2;
}
