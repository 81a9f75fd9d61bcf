using System.Globalization;
using System.Text;
using System.Xml;

namespace TerraformProviderWorkspaceBackup.Functions.Report;

/// <summary>Text for a page: names and messages come from clusters, and none of it may become markup.</summary>
internal static class Markup
{
    public static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            var c = text[index];
            if (char.IsHighSurrogate(c) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
            {
                escaped.Append(c).Append(text[++index]);
                continue;
            }

            escaped.Append(c switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                _ when !XmlConvert.IsXmlChar(c) => "\uFFFD",
                _ => c.ToString(),
            });
        }

        return escaped.ToString();
    }

    /// <summary>Shortened in the middle, where names differ least.</summary>
    public static string Cut(string text, int length) => text.Length <= length
        ? text
        : $"{text[..(length / 2)]}…{text[^((length / 2) - 1)..]}";

    public static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary><c>1.5 GiB</c>.</summary>
    public static string Size(double bytes)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
        var unit = 0;
        for (; bytes >= 1024 && unit < units.Length - 1; unit++)
        {
            bytes /= 1024;
        }

        return $"{bytes.ToString(bytes < 10 ? "0.#" : "0", CultureInfo.InvariantCulture)} {units[unit]}";
    }

    /// <summary><c>10h</c>: the largest unit, rounded down.</summary>
    public static string Age(long seconds) => seconds switch
    {
        >= 86400 => $"{seconds / 86400}d",
        >= 3600 => $"{seconds / 3600}h",
        >= 60 => $"{seconds / 60}m",
        _ => $"{Math.Max(seconds, 0)}s",
    };
}
