using System.Text.RegularExpressions;

namespace WorkspaceBackup.Velero.Kubernetes;

/// <summary>
/// Hides what looks like a credential in the words of other programs. Ours never put one into a message; this is for
/// plugins that print theirs when they fail.
/// </summary>
internal static partial class Redaction
{
    private const string Hidden = "(hidden)";
    private const int ShortestSecret = 8;

    /// <param name="text">The foreign text.</param>
    /// <param name="secrets">Values known to be handed to the program; short ones are words, not secrets.</param>
    public static string Of(string text, IEnumerable<string> secrets)
    {
        foreach (string secret in secrets.Where(s => s.Length >= ShortestSecret).OrderByDescending(s => s.Length))
        {
            text = text.Replace(secret, Hidden, StringComparison.Ordinal);
        }

        return Tokens().Replace(text, Hidden);
    }

    // JSON web tokens, EKS tokens, PEM keys, what follows "Bearer", and token-like JSON fields.
    [GeneratedRegex(
        """
        eyJ[A-Za-z0-9_-]{8,}(\.[A-Za-z0-9_-]+)*
        |k8s-aws-v1\.[A-Za-z0-9_-]+
        |-----BEGIN[^-]*PRIVATE\ KEY-----.*?(-----END[^-]*-----|\z)
        |(?<=\b[Bb]earer\ )\S+
        |(?<="(token|clientKeyData|id_token|access_token|refresh_token|password|client_secret)"\s*:\s*")[^"]*
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Tokens();
}
