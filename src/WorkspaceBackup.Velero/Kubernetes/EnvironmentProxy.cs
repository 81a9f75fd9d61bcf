using System.Globalization;
using System.Net;

namespace WorkspaceBackup.Velero.Kubernetes;

/// <summary>
/// <c>HTTPS_PROXY</c>, <c>HTTP_PROXY</c> and <c>NO_PROXY</c> by Go's rules, so that the provider takes the same way to
/// a cluster as kubectl and Terraform's other providers. .NET's own reading knows neither CIDR blocks nor ports.
/// </summary>
internal static class EnvironmentProxy
{
    public static (Uri? Proxy, NetworkCredential? Credential) For(Uri server, ProcessEnvironment environment)
    {
        string variable = server.Scheme == "https" ? "HTTPS_PROXY" : "HTTP_PROXY";
        string? proxy = environment.NonEmpty(variable) ?? environment.NonEmpty(variable.ToLowerInvariant());
        string exceptions = environment.NonEmpty("NO_PROXY") ?? environment.NonEmpty("no_proxy") ?? "";
        if (proxy is null || IsLocal(server) || IsExcepted(server, exceptions))
        {
            return (null, null);
        }

        return ProxyUrl.Parse(
            proxy.Contains("://", StringComparison.Ordinal) ? proxy : "http://" + proxy, variable, "proxy_url");
    }

    private static bool IsLocal(Uri server) =>
        server.IdnHost == "localhost" || (Address(server.IdnHost) is { } address && IPAddress.IsLoopback(address));

    private static bool IsExcepted(Uri server, string exceptions)
    {
        string host = server.IdnHost.ToLowerInvariant().TrimEnd('.');
        IPAddress? address = Address(host);
        foreach (string written in exceptions.Split(
            ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string entry = written.ToLowerInvariant();
            if (entry == "*")
            {
                return true;
            }

            if (entry.Contains('/'))
            {
                if (address is not null && IPNetwork.TryParse(entry, out IPNetwork network)
                    && network.Contains(address))
                {
                    return true;
                }

                continue;
            }

            (string name, int? port) = SplitPort(entry);
            if (port is not null && port != server.Port)
            {
                continue;
            }

            if (Address(name) is { } single)
            {
                if (single.Equals(address))
                {
                    return true;
                }

                continue;
            }

            // example.com is itself and everything below; .example.com and *.example.com only what is below.
            string suffix = name.StartsWith("*.", StringComparison.Ordinal) ? name[1..] : name;
            if (address is null && (suffix.StartsWith('.')
                ? host.EndsWith(suffix, StringComparison.Ordinal)
                : host == suffix || host.EndsWith("." + suffix, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    private static (string Name, int? Port) SplitPort(string entry)
    {
        int colon = entry.LastIndexOf(':');
        bool isBareIpv6 = colon != entry.IndexOf(':') && !entry.StartsWith('[');
        return colon > 0 && !isBareIpv6 && !entry.EndsWith(']')
            && int.TryParse(entry.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port)
                ? (entry[..colon], port)
                : (entry, null);
    }

    private static IPAddress? Address(string host) =>
        IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) ? address : null;
}
