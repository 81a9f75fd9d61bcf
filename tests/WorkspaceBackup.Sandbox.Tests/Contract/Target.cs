namespace VeleroSandbox.Tests.Contract;

/// <summary>An API server that a contract case runs against.</summary>
internal sealed class Target : IDisposable
{
    private readonly Dictionary<string, Http> _clients;

    public Target(Uri url, string authorityPem, string adminToken, string nobodyToken) =>
        _clients = new Dictionary<string, Http>(StringComparer.Ordinal)
        {
            ["admin"] = new(url, authorityPem, adminToken),
            ["nobody"] = new(url, authorityPem, nobodyToken),
            ["stranger"] = new(url, authorityPem, "no-such-token"),
            ["anonymous"] = new(url, authorityPem, token: null),
        };

    public Http this[string who] => _clients[who];

    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }
    }
}
