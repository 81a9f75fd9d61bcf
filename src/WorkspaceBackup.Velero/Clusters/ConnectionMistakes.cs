using System.Net;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Clusters;

/// <summary>Values of connection settings that cannot be meant. They are never quoted: some are secrets.</summary>
internal static class ConnectionMistakes
{
    private const int LongestHostName = 253;

    private static readonly string[] s_contents = ["apiVersion:", "kind:", "clusters:", "{", "-----BEGIN", "eyJ", "LS0t"];

    /// <returns>The setting and what is wrong with it.</returns>
    public static (string Field, string What)? In(ConnectionSettings settings)
    {
        IEnumerable<(string Field, string? What)> all =
        [
            ("config_path", Path(settings.ConfigPath, "the file's name")),
            .. (settings.ConfigPaths ?? []).Select(p => ("config_paths", Path(p, "names of files"))),
            ("token_file", Path(settings.TokenFile, "the name of a file that holds the token; token takes the token itself")),
            ("host", Parsed(settings.Host, "host ", text => ServerUrl.Parse(text, isSetting: true))),
            ("proxy_url", Parsed(settings.ProxyUrl, "proxy_url ", text => ProxyUrl.Parse(text, "proxy_url", "proxy_url"))),
            ("tls_server_name", settings.TlsServerName is { } name ? ServerName(name) : null),
            .. Exec(settings.Exec),
        ];
        return all.Where(m => m.What is not null).Select(m => ((string, string)?)(m.Field, m.What!)).FirstOrDefault();
    }

    private static string? Path(string? path, string takes) =>
        path is null ? null
        : path.Contains('\0') ? "holds a NUL character"
        : path.AsSpan().Trim().ContainsAny('\r', '\n')
            || s_contents.Any(begin => path.TrimStart().StartsWith(begin, StringComparison.Ordinal))
            ? $"holds a text of {path.Length} characters that is no path; it takes {takes}"
        : null;

    private static string? Parsed(string? text, string begin, Action<string> parse)
    {
        if (text is null)
        {
            return null;
        }

        try
        {
            parse(text);
            return null;
        }
        catch (FaultException e)
        {
            return e.Message.StartsWith(begin, StringComparison.Ordinal) ? e.Message[begin.Length..] : e.Message;
        }
    }

    // RFC 1123. .NET looks the name up in the certificate, which for an address is another field.
    private static string? ServerName(string name) =>
        IPAddress.TryParse(name.Trim('[', ']'), out _)
            ? "is an IP address, and takes a DNS name that is in the server's certificate; to connect to an address, set host to it"
        : name.Length <= LongestHostName
            && name.TrimEnd('.').Split('.').All(label => label.Length is >= 1 and <= 63
                && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
                && label[0] != '-' && label[^1] != '-')
            ? null
        : "is no DNS name; it takes the name alone, without scheme, port or path";

    private static IEnumerable<(string Field, string? What)> Exec(ExecSettings? exec) => exec is null ? [] :
    [
        ("exec.api_version", exec.ApiVersion is "client.authentication.k8s.io/v1" or "client.authentication.k8s.io/v1beta1"
            ? null
            : "is neither client.authentication.k8s.io/v1 nor client.authentication.k8s.io/v1beta1"),
        ("exec.command", string.IsNullOrWhiteSpace(exec.Command) ? "is empty"
            : exec.Command.Contains('\0') ? "holds a NUL character"
            : exec.Command.AsSpan().Trim().ContainsAny('\r', '\n') ? "is no program, but a text of several lines"
            : null),
        ("exec.args", exec.Args.Any(a => a.Contains('\0')) ? "holds a NUL character" : null),
        ("exec.env", exec.Env.Any(e => e.Key.Contains('\0') || e.Value.Contains('\0')) ? "holds a NUL character"
            : exec.Env.Keys.Any(name => name.Length == 0 || name.Contains('=')) ? "has a name that is empty or holds ="
            : null),
    ];
}
