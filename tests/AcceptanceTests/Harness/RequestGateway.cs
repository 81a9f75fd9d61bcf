using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace AcceptanceTests.Harness;

/// <summary>
/// A way to a cluster that sees each request, and can hold the first one of a kind: what is in the middle of an apply
/// is there because the test wants it, not because of its timing.
/// </summary>
internal sealed class RequestGateway : IDisposable
{
    private readonly TestCluster _cluster;
    private readonly X509Certificate2 _certificate = SelfSigned();
    private readonly HttpClient _forward;
    private readonly WebApplication _server;
    private volatile Hold? _hold;

    public RequestGateway(TestCluster cluster)
    {
        _cluster = cluster;
        _forward = new HttpClient(new SocketsHttpHandler
        {
            SslOptions =
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { X509Certificate2.CreateFromPem(cluster.CertificateAuthority) },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
        })
        {
            BaseAddress = cluster.Url,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificate)));
        _server = builder.Build();
        _server.Run(HandleAsync);
        _server.StartAsync().GetAwaiter().GetResult();
    }

    /// <summary>An element of the provider's <c>clusters</c> that connects through here.</summary>
    public JsonObject Connection => new()
    {
        ["host"] = _server.Urls.Single(),
        ["cluster_ca_certificate"] = _certificate.ExportCertificatePem(),
        ["token"] = _cluster.Token(),
    };

    /// <summary>
    /// Holds the first request of this method on a resource that is no dry run: it is not answered until
    /// <see cref="Release"/>.
    /// </summary>
    /// <param name="served">Whether the cluster acts on it, so that only the answer is missing.</param>
    /// <param name="andAllAfterIt">Whether what comes later is held too, as when the network is gone.</param>
    /// <returns>Completes when there is such a request.</returns>
    public Task HoldFirst(string method, string resource, bool served, bool andAllAfterIt = false)
    {
        var hold = new Hold(method, resource, served, andAllAfterIt);
        _hold = hold;
        return hold.Reached.Task;
    }

    /// <summary>Lets go what is held, and holds no more.</summary>
    public void Release() => _hold?.Released.TrySetResult();

    public void Dispose()
    {
        using (var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1)))
        {
            Release();
            _server.StopAsync(patience.Token).GetAwaiter().GetResult();
        }

        ((IDisposable)_server).Dispose();
        _forward.Dispose();
        _certificate.Dispose();
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=gateway", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddHours(-1), now.AddDays(1));
    }

    private async Task HandleAsync(HttpContext context)
    {
        var aborted = context.RequestAborted;
        try
        {
            var hold = _hold;
            var isHeld = hold is not null && hold.Meets(context.Request);
            if (isHeld && !hold!.Served)
            {
                await hold.Released.Task.WaitAsync(aborted);
            }

            using var request = Copy(context.Request);
            using var response = await _forward.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                // What is served though nobody hears of it, is served also when the client is gone.
                isHeld && hold!.Served ? CancellationToken.None : aborted);
            if (isHeld && hold!.Served)
            {
                hold.Reached.TrySetResult();
                await hold.Released.Task.WaitAsync(aborted);
            }

            context.Response.StatusCode = (int)response.StatusCode;
            context.Response.ContentType = $"{response.Content.Headers.ContentType}";
            await context.Response.StartAsync(aborted);
            await response.Content.CopyToAsync(context.Response.Body, aborted);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException or HttpRequestException)
        {
            // Either end hung up: so does the other.
            context.Abort();
        }
    }

    private static HttpRequestMessage Copy(HttpRequest from)
    {
        var request = new HttpRequestMessage(new(from.Method), $"{from.Path}{from.QueryString}")
        {
            Content = from.ContentLength is > 0 || from.Headers.TransferEncoding.Count > 0 || from.ContentType is not null
                ? new StreamContent(from.Body)
                : null,
        };
        foreach (var (name, values) in from.Headers.Where(header => header.Key is not ("Host" or "Connection")))
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.ToArray()))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
            }
        }

        return request;
    }

    private sealed class Hold(string method, string resource, bool served, bool andAllAfterIt)
    {
        private int _met;

        public bool Served => served;

        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Released { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Meets(HttpRequest request)
        {
            if (Released.Task.IsCompleted)
            {
                return false;
            }

            if (request.Method == method
                && request.Path.Value!.Contains($"/{resource}", StringComparison.Ordinal)
                && !request.Query.ContainsKey("dryRun")
                && Interlocked.Exchange(ref _met, 1) == 0)
            {
                if (!served)
                {
                    Reached.TrySetResult();
                }

                return true;
            }

            return andAllAfterIt && _met == 1;
        }
    }
}
