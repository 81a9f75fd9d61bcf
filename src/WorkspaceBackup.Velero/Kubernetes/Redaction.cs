using System.Text.RegularExpressions;

namespace WorkspaceBackup.Velero.Kubernetes;

/// <summary>
/// Hides what looks like a credential in the words of other programs. Ours never put one into a message; this is for
/// plugins that print theirs when they fail.
/// </summary>
internal static partial class Redaction
{
    private const string Hidden = "(hidden)";

    // Shorter ones are everywhere, and no secret either.
    private const int ShortestValue = 3;

    // From here on a value is hidden inside other words too.
    private const int ShortestSecret = 8;

    /// <param name="text">The foreign text.</param>
    /// <param name="arguments">The program's arguments: names of options are no secrets, what they are set to may be.</param>
    /// <param name="values">Values of variables that were set for the program.</param>
    public static string Of(string text, IEnumerable<string> arguments, IEnumerable<string> values)
    {
        IEnumerable<string> secrets = arguments.SelectMany(Secrets).Concat(values)
            .Where(s => s.Trim().Length >= ShortestValue)
            .SelectMany(s => (IEnumerable<string>)[s, s.Trim(), Uri.EscapeDataString(s)])
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(s => s.Length);
        foreach (string secret in secrets)
        {
            text = secret.Length >= ShortestSecret
                ? text.Replace(secret, Hidden, StringComparison.Ordinal)
                : WithoutWord(text, secret);
        }

        return Tokens().Replace(text, Hidden);
    }

    // Where it is not a part of another word.
    private static string WithoutWord(string text, string word)
    {
        for (int at = 0; (at = text.IndexOf(word, at, StringComparison.Ordinal)) >= 0;)
        {
            int end = at + word.Length;
            bool isWhole = (at == 0 || !char.IsLetterOrDigit(text[at - 1]))
                && (end == text.Length || !char.IsLetterOrDigit(text[end]));
            text = isWhole ? string.Concat(text.AsSpan(0, at), Hidden, text.AsSpan(end)) : text;
            at += isWhole ? Hidden.Length : 1;
        }

        return text;
    }

    private static IEnumerable<string> Secrets(string argument)
    {
        if (!argument.StartsWith('-'))
        {
            // Of a script a part may be repeated; a word of digits or capitals too is no command.
            return
            [
                argument,
                .. argument.Split((char[])[' ', '\t', '\n', '\'', '"', '='], StringSplitOptions.RemoveEmptyEntries)
                    .Where(word => word.Length >= ShortestSecret && word.Any(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c))),
            ];
        }

        int equals = argument.IndexOf('=');
        return equals < 0 ? [] : [argument[(equals + 1)..]];
    }

    // JSON web tokens, EKS tokens, PEM keys, passwords in URLs, what follows "Bearer", what a secret-like name is said to
    // be: up to its quote, or to the end of the line. And what is too long and too mixed for a word.
    [GeneratedRegex(
        """
        eyJ[A-Za-z0-9_-]{8,}(\.[A-Za-z0-9_-]+)*
        |k8s-aws-v1\.[A-Za-z0-9_-]+
        |-----BEGIN[^-]*PRIVATE\ KEY-----.*?(-----END[^-]*-----|\z)
        |(?<=://)[^/\s@]+(?=@)
        |(?i:(?<=\bbearer\ ))\S+
        |(?i:(?<=(token|secret|passw(or)?d|passphrase|pwd|api[-_]?key|access[-_]?key|private[-_]?key|client[-_]?key|client[-_]?key[-_]?data|authorization|cookie|signature|assertion)[\w.-]*["']?\s*[:=]\s*["'])[^"'\r\n]+)
        |(?i:(?<=(token|secret|passw(or)?d|passphrase|pwd|api[-_]?key|access[-_]?key|private[-_]?key|client[-_]?key|client[-_]?key[-_]?data|authorization|cookie|signature|assertion)[\w.-]*["']?\s*[:=]\s*)[^\s"'{\[(][^\r\n]*)
        |(?<![\w/])(?=[A-Za-z0-9+/_=-]*[0-9])(?=[A-Za-z0-9+/_=-]*[A-Za-z])[A-Za-z0-9+/_=-]{40,}
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Tokens();
}
