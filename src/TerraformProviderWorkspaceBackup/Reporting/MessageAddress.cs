using System.Text;

namespace TerraformProviderWorkspaceBackup.Reporting;

/// <summary>Where the troubleshooting guide explains a message: an anchor for each title.</summary>
internal static class MessageAddress
{
    /// <param name="title">A diagnostic's summary.</param>
    public static string Of(string title) => $"{ProductInfo.TroubleshootingUrl}#{AnchorOf(title)}";

    /// <summary>The title's letters and digits in lower case; the name of one resource in quotes does not count.</summary>
    public static string AnchorOf(string title)
    {
        var anchor = new StringBuilder();
        var isQuoted = false;
        foreach (var c in title)
        {
            isQuoted ^= c == '"';
            if (isQuoted)
            {
                continue;
            }

            if (char.IsAsciiLetterOrDigit(c))
            {
                anchor.Append(char.ToLowerInvariant(c));
            }
            else if (anchor.Length > 0 && anchor[^1] != '-')
            {
                anchor.Append('-');
            }
        }

        return anchor.ToString().TrimEnd('-');
    }
}
