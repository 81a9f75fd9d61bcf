using System.Globalization;

namespace WorkspaceBackup.Velero.Kubernetes;

/// <summary>
/// What users wrote where a path or a command belongs, made fit for a message. People write a file's content there, or a
/// token; so that only what is a path is ever repeated.
/// </summary>
internal static class Shown
{
    private const int LongestPath = 1024;
    private const int LongestPart = 64;
    private const int LongestName = 40;
    private const int ShortestOpaque = 16;

    /// <summary>A path, or how long a text it is that is none.</summary>
    public static string Path(string path)
    {
        (string folder, string rest) = Existing(path);
        return rest.Length == 0 || IsPlain(rest, hasFolder: folder.Length > 0)
            ? PlainText.Of(path, LongestPath)
            : string.Create(CultureInfo.InvariantCulture, $"{folder}({rest.Length} characters that are not a path)");
    }

    /// <summary>Several paths; when one is none, all of them may be parts of one text.</summary>
    public static string Paths(IReadOnlyList<string> paths) => paths.All(IsPath)
        ? string.Join(", ", paths.Select(Path))
        : string.Create(CultureInfo.InvariantCulture, $"({paths.Sum(p => p.Length)} characters that are not paths)");

    public static bool IsPath(string path)
    {
        (string folder, string rest) = Existing(path);
        return rest.Length == 0 || IsPlain(rest, hasFolder: folder.Length > 0);
    }

    /// <summary>A token's file: a word without a folder before it is as well the token itself.</summary>
    public static string TokenFile(string path) =>
        path.AsSpan().IndexOfAny('/', '\\') >= 0 || File.Exists(path)
            ? Path(path)
            : string.Create(CultureInfo.InvariantCulture, $"the file of {path.Length} characters");

    /// <summary>A name, or how long a text it is that is a token or several lines.</summary>
    public static string Name(string name) =>
        name.Any(char.IsControl) || name.StartsWith("eyJ", StringComparison.Ordinal)
            ? string.Create(CultureInfo.InvariantCulture, $"({name.Length} characters that are not a name)")
            : name;

    /// <summary>The program alone: what stands behind it may hold a secret.</summary>
    public static string Command(string command)
    {
        int blank = command.AsSpan().Trim().IndexOfAny(" \t\r\n");
        return Path(blank < 0 ? command.Trim() : command.Trim()[..blank]);
    }

    // The longest part that is a folder, and what is left of the path.
    private static (string Folder, string Tail) Existing(string path)
    {
        if (path.Length > LongestPath || path.Any(char.IsControl))
        {
            return ("", path);
        }

        if (File.Exists(path))
        {
            return (path, "");
        }

        for (int end = path.Length; end > 0; end = path.LastIndexOfAny(['/', '\\'], end - 2) + 1)
        {
            if (Directory.Exists(path[..end]))
            {
                return (path[..end], path[end..]);
            }

            if (end < 2)
            {
                break;
            }
        }

        return ("", path);
    }

    private static bool IsPlain(string rest, bool hasFolder)
    {
        if (rest.Length > LongestPath || rest.Any(c => char.IsControl(c) || c is '{' or '}' or '"' or '\uFFFD'))
        {
            return false;
        }

        string[] parts = rest.Split('/', '\\');
        return parts.All(p => p.Length <= (hasFolder || parts.Length > 1 ? LongestPart : LongestName) && !IsOpaque(p));
    }

    // A word of a human's has vowels between its digits; a token, a key or base64 goes on and on without a mark.
    private static bool IsOpaque(string part) =>
        part.Split('.', '-', '_', ' ', '@', '~').Any(word =>
            word.Length >= ShortestOpaque && word.Any(char.IsAsciiDigit) && word.Any(char.IsAsciiLetter))
        || part.StartsWith("eyJ", StringComparison.Ordinal)
        || part.StartsWith("LS0t", StringComparison.Ordinal);
}
