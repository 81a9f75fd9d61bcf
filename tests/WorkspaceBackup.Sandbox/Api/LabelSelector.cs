using VeleroSandbox.Storage;

namespace VeleroSandbox.Api;

/// <summary>
/// The label selector grammar: <c>a=b</c>, <c>a!=b</c>, <c>a in (b,c)</c>, <c>a notin (b)</c>, <c>a</c>, <c>!a</c>.
/// </summary>
internal static class LabelSelector
{
    /// <exception cref="ApiException">400: it cannot be read.</exception>
    public static Func<StoredObject, bool>? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var requirements = Split(text).Select(Requirement).ToList();
        return item => requirements.TrueForAll(requirement => requirement(item.Labels));
    }

    // Commas inside parentheses separate values, not requirements.
    private static IEnumerable<string> Split(string text)
    {
        var depth = 0;
        var start = 0;
        for (var index = 0; index < text.Length; index++)
        {
            depth += text[index] switch { '(' => 1, ')' => -1, _ => 0 };
            if (text[index] == ',' && depth == 0)
            {
                yield return text[start..index].Trim();
                start = index + 1;
            }
        }

        yield return text[start..].Trim();
    }

    private static Func<IReadOnlyDictionary<string, string>, bool> Requirement(string text)
    {
        if (text.Length == 0)
        {
            throw Unreadable("found '', expected: identifier");
        }

        if (text[0] == '!')
        {
            var absent = text[1..].Trim();
            return labels => !labels.ContainsKey(absent);
        }

        foreach (var (sign, equal) in new[] { ("!=", false), ("==", true), ("=", true) })
        {
            var at = text.IndexOf(sign, StringComparison.Ordinal);
            if (at > 0)
            {
                var key = text[..at].Trim();
                var value = text[(at + sign.Length)..].Trim();
                if (value.StartsWith('='))
                {
                    throw Unreadable("found '=', expected: identifier");
                }

                return labels => (labels.TryGetValue(key, out var has) && has == value) == equal;
            }
        }

        var words = text.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 1)
        {
            return labels => labels.ContainsKey(words[0]);
        }

        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (words[1].Split('(')[0] is not ("in" or "notin"))
        {
            throw Unreadable($"found '{words[1]}', expected: in, notin, =, ==, !=, gt, lt");
        }

        if (open < 0 || !text.EndsWith(')'))
        {
            throw Unreadable($"found '{(words.Length > 2 ? words[2] : "")}' expected: '('");
        }

        var values = text[(open + 1)..^1].Split(',').Select(value => value.Trim()).ToHashSet(StringComparer.Ordinal);
        var inside = words[1].StartsWith("in", StringComparison.Ordinal);
        return labels => (labels.TryGetValue(words[0], out var has) && values.Contains(has)) == inside;
    }

    private static ApiException Unreadable(string cause) =>
        ApiException.BadRequest($"unable to parse requirement: {cause}");
}
