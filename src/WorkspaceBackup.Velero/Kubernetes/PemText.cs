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

        if (trimmed.Length is > 0 and <= LongestPath && !trimmed.Any(char.IsControl)
            && (File.Exists(trimmed) || trimmed.StartsWith('/') || trimmed.StartsWith("~/", StringComparison.Ordinal)
                || trimmed.StartsWith("./", StringComparison.Ordinal) || trimmed.StartsWith("../", StringComparison.Ordinal)
                || trimmed.EndsWith(".crt", StringComparison.Ordinal) || trimmed.EndsWith(".pem", StringComparison.Ordinal)
                || trimmed.EndsWith(".key", StringComparison.Ordinal)))
        {
            return ": it is the path of a file; file(...) reads it";
        }

        return isBase64 ? ": it is base64 of something else" : "";
    }
}
