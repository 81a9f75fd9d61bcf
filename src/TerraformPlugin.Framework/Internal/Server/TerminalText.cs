using System.Globalization;
using System.Text;

namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>
/// What a message may hold when it is printed: Terraform hands texts to the terminal as they are, and they quote what
/// others have written. Nothing in them moves the cursor, changes colours or turns the direction of the text, no line is
/// longer than 2,000 characters, and no message longer than 32,000.
/// </summary>
internal static class TerminalText
{
    private const int LineLimit = 2000;
    private const int Limit = 32_000;

    public static string Of(string text)
    {
        var shown = new StringBuilder(Math.Min(text.Length, Limit));
        var line = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (shown.Length >= Limit)
            {
                return shown.Append(CultureInfo.InvariantCulture, $"\n({text.Length - i} more characters are left out)").ToString();
            }

            var length = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) ? 2 : 1;
            if (text[i] == '\n')
            {
                shown.Append('\n');
                line = 0;
            }
            else if (line < LineLimit)
            {
                _ = IsVisible(text, i) ? shown.Append(text, i, length) : shown.Append(' ');
                line += length;
                if (line >= LineLimit && i + length < text.Length && text[i + length] != '\n')
                {
                    shown.Append("...");
                }
            }

            i += length - 1;
        }

        return shown.ToString();
    }

    private static bool IsVisible(string text, int index) => CharUnicodeInfo.GetUnicodeCategory(text, index) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
