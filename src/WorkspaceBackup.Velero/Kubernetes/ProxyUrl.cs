using System.Net;
using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Kubernetes;

/// <summary>
/// A proxy's URL, parted from its credentials at once: error messages of the HTTP stack quote the proxy's address.
/// </summary>
internal static class ProxyUrl
{
    /// <param name="text">The URL.</param>
    /// <param name="name">Where it stands, for the message.</param>
    /// <param name="setting">The setting to point at; null: it stands in a kubeconfig.</param>
    /// <exception cref="FaultException">It is no proxy's URL.</exception>
    public static (Uri Proxy, NetworkCredential? Credential) Parse(string text, string name, string? setting)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? url) || url.Host.Length == 0
            || url.Scheme is not ("http" or "https" or "socks5" or "socks5h"))
        {
            throw new FaultException(
                setting is null ? FaultKind.KubeconfigInvalid : FaultKind.ConnectionInvalid,
                $"{name} is not a URL with the scheme http, https or socks5",
                setting);
        }

        NetworkCredential? credential = null;
        if (url.UserInfo.Length > 0)
        {
            string[] parts = url.UserInfo.Split(':', 2);
            credential =
                new(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
        }

        // The h of socks5h asks for what is done for socks5 too: the proxy looks the name up.
        string scheme = url.Scheme == "socks5h" ? "socks5" : url.Scheme;
        int port = url.Port > 0 ? url.Port : 1080;
        return (new UriBuilder(scheme, url.Host, port).Uri, credential);
    }
}
