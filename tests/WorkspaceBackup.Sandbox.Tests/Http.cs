using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using VeleroSandbox.Json;

namespace VeleroSandbox.Tests;

/// <summary>A plain HTTP client of one API server: no product code, so that it is a witness.</summary>
internal sealed class Http : IDisposable
{
    private readonly HttpClient _client;
    private readonly X509Certificate2 _authority;

    public Http(
        Uri url, string authorityPem, string? token, string userAgent = "contract/1.0", X509Certificate2? certificate = null)
    {
        _authority = X509Certificate2.CreateFromPem(authorityPem);
        var handler = new SocketsHttpHandler { ConnectTimeout = Limit };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { _authority },
        };
        if (certificate is not null)
        {
            handler.SslOptions.ClientCertificates = [certificate];
        }

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

    /// <summary>Of the current context of a kubeconfig, whose credentials are a token or a certificate in it.</summary>
    public static Http Of(string kubeconfig)
    {
        using var text = File.OpenText(kubeconfig);
        var config = YamlReader.ReadAll(text).First();
        JsonNode? Entry(string list, string name, string content) => (config.At(list) as JsonArray)?
            .First(item => item.Text("name") == name).At(content);
        var context = Entry("contexts", config.Text("current-context") ?? "", "context");
        var cluster = Entry("clusters", context.Text("cluster") ?? "", "cluster");
        var user = Entry("users", context.Text("user") ?? "", "user");
        string? Decoded(JsonNode? node, string field) => node.Text($"{field}-data") is { } data
            ? Encoding.UTF8.GetString(Convert.FromBase64String(data))
            : node.Text(field) is { } path ? File.ReadAllText(path) : null;
        var certificate = Decoded(user, "client-certificate") is { } pem
            ? X509Certificate2.CreateFromPem(pem, Decoded(user, "client-key"))
            : null;
        return new Http(
            new Uri(cluster.Text("server")!), Decoded(cluster, "certificate-authority") ?? "", user.Text("token"),
            certificate: certificate);
    }

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
