using System.Globalization;

namespace WorkspaceBackup.Velero.Objects;

/// <summary>
/// Text of which every character can be seen. Terraform brings every text into the normal form C; Kubernetes keeps the bytes
/// that it was given, and to it two forms of one letter are two texts. This program cannot normalize: it carries no tables of
/// cultures, and <see cref="string.Normalize()"/> then gives every text back as it is. So digests are taken over texts as they are: those of a
/// configuration come in form C, and one on a cluster in another form is a text of its own, which shows as a change and is written anew.
/// </summary>
public static class ExactText
{
    /// <summary>The text, or, where Terraform could change its bytes, one that shows them and stays as it is.</summary>
    public static string Of(string text) => text.Where((_, index) => IsUnstable(text, index)).Any() ? Escaped(text) : text;

    /// <summary>Two texts that differ, so that the difference is seen: as they are, where nothing in them hides.</summary>
    public static (string Left, string Right) Apart(string left, string right) =>
        left != right && (Hides(left) || Hides(right)) ? (Escaped(left), Escaped(right)) : (left, right);

    private static bool Hides(string text) => text.Where((c, index) => IsUnstable(text, index) || IsInvisible(text, index)).Any();

    /// <summary>A blank within the text stays; what is at its ends, or doubled, does not.</summary>
    private static string Escaped(string text) => string.Concat(text.Select((c, index) =>
        c is > ' ' and <= '~' || (c == ' ' && !IsInvisible(text, index)) ? $"{c}" : $"\\u{(int)c:x4}"));

    /// <summary>A mark that could be one character with the letter before it, or one that has another, equal form.</summary>
    private static bool IsUnstable(string text, int index)
    {
        var c = text[index];
        if (c <= '~')
        {
            return false;
        }

        if (char.IsSurrogate(c))
        {
            // Half a character is no text to Terraform.
            return char.IsHighSurrogate(c)
                ? index + 1 == text.Length || !char.IsLowSurrogate(text[index + 1])
                : index == 0 || !char.IsHighSurrogate(text[index - 1]);
        }

        return c is '\u2126' or '\u212a' or '\u212b' or (>= '\u1100' and <= '\u11ff') or (>= '\uf900' and <= '\ufaff')
            || CharUnicodeInfo.GetUnicodeCategory(c) is
                UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
    }

    private static bool IsInvisible(string text, int index)
    {
        var c = text[index];
        return c == ' '
            ? index == 0 || index == text.Length - 1 || text[index - 1] == ' '
            : CharUnicodeInfo.GetUnicodeCategory(c) is
                UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.SpaceSeparator
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
    }
}
