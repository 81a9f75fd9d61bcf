namespace TerraformPlugin.Values.Tests;

/// <summary>Recorded bytes as they are written in a table: hexadecimal digits, spaced at will.</summary>
internal static class Hex
{
    public static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", ""));

    public static string Text(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);
}
