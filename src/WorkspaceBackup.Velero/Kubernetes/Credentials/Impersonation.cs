namespace WorkspaceBackup.Velero.Kubernetes.Credentials;

/// <summary>Who the requests are made as; the API server checks whether the real identity may.</summary>
internal sealed record Impersonation(
    string User,
    string? Uid,
    IReadOnlyList<string> Groups,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Extra)
{
    private const string TokenCharacters = "!#$&'*+-.^_`|~";

    /// <summary>The request headers of one value each.</summary>
    public IReadOnlyList<(string Name, string Value)> Single =>
        [.. Headers().GroupBy(h => h.Name).Where(g => g.Count() == 1).SelectMany(g => g)];

    /// <summary>The request headers of several values, a pair for each.</summary>
    public IReadOnlyList<(string Name, string Value)> Repeated =>
        [.. Headers().GroupBy(h => h.Name).Where(g => g.Count() > 1).SelectMany(g => g)];

    private IEnumerable<(string Name, string Value)> Headers()
    {
        yield return ("Impersonate-User", User);
        if (Uid is not null)
        {
            yield return ("Impersonate-Uid", Uid);
        }

        foreach (string group in Groups)
        {
            yield return ("Impersonate-Group", group);
        }

        foreach ((string key, IReadOnlyList<string> values) in Extra)
        {
            foreach (string value in values)
            {
                yield return ("Impersonate-Extra-" + HeaderKey(key), value);
            }
        }
    }

    // A header's name holds only RFC 7230 token characters; the API server undoes the percent signs.
    private static string HeaderKey(string key)
    {
        var escaped = new System.Text.StringBuilder();
        foreach (byte b in System.Text.Encoding.UTF8.GetBytes(key.ToLowerInvariant()))
        {
            char c = (char)b;
            escaped.Append(char.IsAsciiLetterOrDigit(c) || TokenCharacters.Contains(c) ? c.ToString() : $"%{b:X2}");
        }

        return escaped.ToString();
    }
}
