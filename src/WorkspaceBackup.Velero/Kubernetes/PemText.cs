using System.Buffers.Text;
using System.Text;

namespace WorkspaceBackup.Velero.Kubernetes;

/// <summary>What stands where a PEM text belongs.</summary>
internal static class PemText
{
    private const int LongestPath = 1024;

    /// <returns>To stand after "holds no PEM certificate"; empty when it is like nothing.</returns>
    public static string Instead(string text)
    {
        string trimmed = text.Trim();
        bool isBase64 = trimmed.Length >= 16 && Base64.IsValid(trimmed, out int length) && length > 0;
        if (isBase64 && Encoding.ASCII.GetString(Convert.FromBase64String(trimmed)).Contains("-----BEGIN", StringComparison.Ordinal))
        {
            return ": it is base64 of one, as in a kubeconfig; base64decode(...) makes it PEM";
        }

        return IsPath(trimmed) ? ": it is the path of a file; file(...) reads it"
            : isBase64 ? ": it is base64 of something else" : "";
    }

    /// <param name="field">Of a kubeconfig, which takes the base64 of a PEM text.</param>
    /// <returns>To stand after "is not base64"; empty when it is like nothing.</returns>
    public static string InsteadOfData(string text, string field) =>
        text.Contains("-----BEGIN", StringComparison.Ordinal) ? ": it is PEM, and the base64 of that belongs there"
        : IsPath(text.Trim()) && field.EndsWith("-data", StringComparison.Ordinal)
            ? $": it is the path of a file, which {field[..^"-data".Length]} takes"
        : "";

    /// <returns>To stand after "does not exist"; empty when it is like nothing.</returns>
    public static string InsteadOfPath(string text) =>
        text.Contains("-----BEGIN", StringComparison.Ordinal) ? ": it is PEM, and the name of a file belongs there"
        : text.Contains("apiVersion", StringComparison.Ordinal) || text.Contains("clusters:", StringComparison.Ordinal)
            ? ": it is what stands in a kubeconfig, and the name of the file belongs there"
        : text.Contains("LS0t", StringComparison.Ordinal)
            ? ": it is base64, and the name of a file belongs there; in a kubeconfig the setting of that name that ends in -data takes base64"
        : "";

    private static bool IsPath(string text) =>
        text.Length is > 0 and <= LongestPath && !text.Any(char.IsControl)
        && (File.Exists(text) || text.StartsWith('/') || text.StartsWith("~/", StringComparison.Ordinal)
            || text.StartsWith("./", StringComparison.Ordinal) || text.StartsWith("../", StringComparison.Ordinal)
            || text.EndsWith(".crt", StringComparison.Ordinal) || text.EndsWith(".pem", StringComparison.Ordinal)
            || text.EndsWith(".key", StringComparison.Ordinal));
}
