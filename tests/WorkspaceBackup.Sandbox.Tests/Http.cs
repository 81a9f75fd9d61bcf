using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace VeleroSandbox.Tests;

/// <summary>A plain HTTP client of one API server: no product code, so that it is a witness.</summary>
internal sealed class Http : IDisposable
{
    private readonly HttpClient _client;
    private readonly X509Certificate2 _authority;

    public Http(Uri url, string authorityPem, string? token, string userAgent = "contract/1.0")
    {
        _authority = X509Certificate2.CreateFromPem(authorityPem);
        var handler = new SocketsHttpHandler { ConnectTimeout = Limit };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { _authority },
        };
        _client = new HttpClient(handler) { BaseAddress = url, Timeout = Limit };
        _client.DefaultRequestHeaders.Add("User-Agent", userAgent);
        if (token is not null)
        {
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(20);

    public static Http Of(SandboxCluster cluster) =>
        new(cluster.Url, cluster.Certificates.AuthorityPem, cluster.AdminToken);

    public async Task<HttpResponseMessage> SendAsync(
        string method, string path, string? body = null, string? contentType = null, string? accept = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType ?? "application/json");
        }

        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        return await _client.SendAsync(request);
    }

    /// <summary>Status and body as JSON; text that is none comes as a JSON string.</summary>
    public async Task<(int Status, JsonNode? Body)> ExchangeAsync(
        string method, string path, string? body = null, string? contentType = null, string? accept = null)
    {
        using var response = await SendAsync(method, path, body, contentType, accept);
        var text = await response.Content.ReadAsStringAsync();
        var json = response.Content.Headers.ContentType?.MediaType == "application/json";
        return ((int)response.StatusCode, json ? JsonNode.Parse(text) : JsonValue.Create(text));
    }

    public async Task<JsonObject> GetAsync(string path) => (JsonObject)(await ExchangeAsync("GET", path)).Body!;

    public void Dispose()
    {
        _client.Dispose();
        _authority.Dispose();
    }
}
