using System.Buffers;
using System.Text;

namespace TerraformPlugin.Values;

/// <summary>
/// A .NET string may hold half a surrogate pair. .NET's encoders write a replacement character for it, which would
/// change the value without a word.
/// </summary>
internal static class UnicodeText
{
    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var surrogate = text.IndexOfAnyInRange('\uD800', '\uDFFF');
            if (surrogate < 0)
            {
                return true;
            }

            text = text[surrogate..];
            if (Rune.DecodeFromUtf16(text, out _, out var length) != OperationStatus.Done)
            {
                return false;
            }

            text = text[length..];
        }
    }
}
