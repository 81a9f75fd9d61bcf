using System.Globalization;

namespace WorkspaceBackup.Velero.Kubernetes;

/// <summary>
/// Foreign text made fit for a message: nothing that moves a terminal's cursor, changes its colours, turns its direction
/// or hides; and an end.
/// </summary>
public static class PlainText
{
    /// <summary>How much of what somebody else has written a message shows.</summary>
    public const int Limit = 2000;

    /// <summary>The text on its own lines.</summary>
    public static string Of(string text, int limit) => Of(text, limit, keepsLines: true);

    /// <summary>The text on one line, so that no part of it can be taken for something else that was printed.</summary>
    public static string Line(string text, int limit = Limit) => Of(text, limit, keepsLines: false);

    private static string Of(string text, int limit, bool keepsLines)
    {
        text = text.Trim();
        bool isCut = text.Length > limit;
        // Not in the middle of a pair of surrogates.
        int length = isCut && char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : Math.Min(limit, text.Length);
        return string.Create(length, (text, keepsLines), static (span, source) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                char c = source.text[i];
                span[i] = c == '\n' && source.keepsLines ? c : IsVisible(source.text, i) ? c : ' ';
            }
        }) + (isCut ? "..." : "");
    }

    // Control characters; what steers the direction of text or joins it (formats); line separators; private use; half a pair.
    private static bool IsVisible(string text, int index)
    {
        bool isSecond = char.IsLowSurrogate(text[index]) && index > 0 && char.IsHighSurrogate(text[index - 1]);
        return CharUnicodeInfo.GetUnicodeCategory(text, isSecond ? index - 1 : index) is not
            (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate);
    }
}
