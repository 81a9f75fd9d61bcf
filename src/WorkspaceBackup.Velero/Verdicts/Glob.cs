namespace WorkspaceBackup.Velero.Verdicts;

/// <summary>
/// Patterns as Velero's library (gobwas/glob) reads them: <c>*</c>, <c>?</c>, one range or one list in brackets, and
/// alternatives in braces. <c>[a-z0-9]</c>, which a shell would take, is an error there.
/// </summary>
public static class Glob
{
    public static bool IsPattern(string text) => text.AsSpan().IndexOfAny("*?[{") >= 0;

    public static bool IsMatch(string pattern, string text) =>
        ErrorOf(pattern) is null && Alternatives(pattern).Any(flat => Matches(flat, text));

    /// <summary>Whether one of the names and patterns matches.</summary>
    public static bool IsAnyMatch(IEnumerable<string> patterns, string text) => patterns.Any(pattern => IsMatch(pattern, text));

    /// <summary>Why the library refuses the pattern, in its words; null when it takes it.</summary>
    public static string? ErrorOf(string pattern)
    {
        var depth = 0;
        for (var index = 0; index < pattern.Length; index++)
        {
            switch (pattern[index])
            {
                case '\\':
                    index++;
                    break;
                case '{':
                    depth++;
                    break;
                case '}' when depth > 0:
                    depth--;
                    break;
                case '[':
                    var content = Range(pattern, index, out _);
                    if (content is null)
                    {
                        return "unexpected end of input";
                    }

                    if (content.Length == 0 || (content.Length > 1 && content[1] == '-' && content.Length != 3))
                    {
                        return "expected close range character";
                    }

                    index = pattern.IndexOf(']', index + 1);
                    break;
            }
        }

        return depth > 0 ? "unexpected end of input" : null;
    }

    /// <summary>What stands between the brackets, without a leading "!"; null when nothing closes them.</summary>
    private static string? Range(string pattern, int open, out bool negated)
    {
        var start = open + 1;
        negated = start < pattern.Length && pattern[start] == '!';
        start += negated ? 1 : 0;
        var close = start <= pattern.Length ? pattern.IndexOf(']', start) : -1;
        return close < 0 ? null : pattern[start..close];
    }

    /// <summary>The pattern without braces: one for each choice.</summary>
    private static IEnumerable<string> Alternatives(string pattern)
    {
        var open = pattern.IndexOf('{');
        if (open < 0)
        {
            return [pattern];
        }

        var parts = new List<string>();
        var depth = 0;
        var start = open + 1;
        var close = open;
        for (var index = open; index < pattern.Length; index++)
        {
            var c = pattern[index];
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if ((c == ',' && depth == 1) || (c == '}' && depth == 0))
            {
                parts.Add(pattern[start..index]);
                start = index + 1;
                close = index;
            }

            if (depth == 0)
            {
                break;
            }
        }

        return parts.SelectMany(part => Alternatives(pattern[..open] + part + pattern[(close + 1)..]));
    }

    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var (at, from, starAt, starFrom) = (0, 0, -1, 0);
        while (from < text.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                starAt = ++at;
                starFrom = from;
            }
            else if (at < pattern.Length && MatchesOne(pattern[at..], text[from], out var length))
            {
                at += length;
                from++;
            }
            else if (starAt >= 0)
            {
                at = starAt;
                from = ++starFrom;
            }
            else
            {
                return false;
            }
        }

        return pattern[at..].TrimStart('*').Length == 0;
    }

    private static bool MatchesOne(ReadOnlySpan<char> pattern, char c, out int length)
    {
        length = 1;
        switch (pattern[0])
        {
            case '?':
                return true;
            case '\\' when pattern.Length > 1:
                length = 2;
                return pattern[1] == c;
            case '[':
                var content = Range(pattern.ToString(), 0, out var negated)!;
                length = content.Length + (negated ? 3 : 2);
                var isIn = content.Length == 3 && content[1] == '-'
                    ? c >= content[0] && c <= content[2]
                    : content.Contains(c);
                return isIn != negated;
            default:
                return pattern[0] == c;
        }
    }
}
