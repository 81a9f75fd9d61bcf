using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Kubernetes;

/// <summary>The address of an API server.</summary>
internal static class ServerUrl
{
    /// <param name="server">The URL; without a scheme it is <c>https</c>.</param>
    /// <param name="isSetting">It is the setting <c>host</c>, and not a kubeconfig's.</param>
    /// <exception cref="FaultException">It is none.</exception>
    public static Uri Parse(string server, bool isSetting)
    {
        // Go takes http without TLS settings; credentials in the clear must be asked for here.
        string text = server.Contains("://", StringComparison.Ordinal) ? server : "https://" + server;
        string? wrong = !Uri.TryCreate(text, UriKind.Absolute, out Uri? url) || url.Host.Length == 0 ? "is not a URL"
            : url.Scheme is not ("https" or "http") ? $"has the scheme {PlainText.Of(url.Scheme, 20)}; use https"
            : url.UserInfo.Length > 0 ? "holds a user name; use username and password"
            : url.Query.Length > 0 || url.Fragment.Length > 0 ? "has a query or a fragment"
            : null;
        return wrong is null ? url! : throw (isSetting
            ? new(FaultKind.ConnectionInvalid, "host " + wrong, "host")
            : new FaultException(FaultKind.KubeconfigInvalid, "the cluster's server " + wrong));
    }
}
