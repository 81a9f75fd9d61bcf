namespace WorkspaceBackup.Velero.Kubernetes;

/// <summary>Foreign text made fit for a message: no control characters, and an end.</summary>
internal static class PlainText
{
    public static string Of(string text, int limit)
    {
        text = text.Trim();
        bool isCut = text.Length > limit;
        return string.Create(isCut ? limit : text.Length, text, static (span, source) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(source[i]) && source[i] != '\n' ? ' ' : source[i];
            }
        }) + (isCut ? "..." : "");
    }
}
