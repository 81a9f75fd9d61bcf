using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Objects;

/// <summary>
/// Why Velero cannot use a location, in its words. A plugin may quote the credentials' file that it cannot read
/// (joho/godotenv, parser.go, as the one for Azure), and it stays in the location's status for everybody to see.
/// </summary>
internal static partial class LocationMessage
{
    private const string Hidden = "(hidden)";

    /// <summary>Null: it says nothing.</summary>
    public static string? Of(JsonNode? location) => Json.Text(location, "status", "message") is { Length: > 0 } message
        ? Unterminated().Replace(Quoted().Replace(message, static quoted => IsOfFile(quoted.Value) ? $"\"{Hidden}\"" : quoted.Value), $"$1{Hidden}")
        : null;

    /// <summary>Lines, or a name with its value; an address with a query is none.</summary>
    private static bool IsOfFile(string quoted) => quoted.Contains("\\n", StringComparison.Ordinal)
        || (quoted.Contains('=', StringComparison.Ordinal) && !quoted.StartsWith("\"http", StringComparison.Ordinal));

    // As Go quotes a text.
    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Quoted();

    [GeneratedRegex("(unterminated quoted value ).*", RegexOptions.Singleline)]
    private static partial Regex Unterminated();
}
