using System.Text;
using System.Text.RegularExpressions;

namespace WorkspaceBackup.Velero.Locations;

/// <summary>Credentials on their way into a Secret. What holds them can be printed and compared: they never show.</summary>
public sealed partial class CredentialText(string text)
{
    private const string Hidden = "(hidden)";

    // Shorter words are names of settings and regions.
    private const int ShortestSecret = 8;

    /// <summary>As a Secret has it.</summary>
    internal string Encoded => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    public override string ToString() => Hidden;

    /// <summary>Another program's words without those of the credentials: a plugin quotes what it cannot read.</summary>
    internal string HideIn(string message) => Words().Matches(text)
        .Select(static word => word.Value)
        .Append(text.Trim())
        .Append(Encoded)
        .Where(static word => word.Length >= ShortestSecret)
        .Distinct(StringComparer.Ordinal)
        .OrderByDescending(static word => word.Length)
        .Aggregate(message, static (words, secret) => words.Replace(secret, Hidden, StringComparison.Ordinal));

    // Of an ini file, a JSON document, or a list of variables.
    [GeneratedRegex("""[^\s=:,;"'{}\[\]]+""")]
    private static partial Regex Words();
}
