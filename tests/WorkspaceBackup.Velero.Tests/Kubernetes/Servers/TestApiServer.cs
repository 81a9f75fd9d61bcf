using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace WorkspaceBackup.Velero.Tests.Kubernetes.Servers;

/// <summary>
/// An HTTPS server on a free loopback port that answers as it is told and remembers what it was asked.
/// </summary>
internal sealed class TestApiServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<SeenRequest> _seen = new();

    private TestApiServer(WebApplication app) => _app = app;

    public int Port { get; private set; }

    public string Url => $"https://127.0.0.1:{Port}";

    public IReadOnlyList<SeenRequest> Seen => [.. _seen];

    public static async Task<TestApiServer> StartAsync(
        X509Certificate2? certificate,
        RequestDelegate answer,
        HttpProtocols protocols = HttpProtocols.Http1AndHttp2)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = protocols;
            if (certificate is not null)
            {
                listen.UseHttps(certificate, https =>
                {
                    https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                    https.AllowAnyClientCertificate();
                });
            }
        }));
        WebApplication app = builder.Build();
        var server = new TestApiServer(app);
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            string body = await reader.ReadToEndAsync(context.RequestAborted);
            HttpRequest request = context.Request;
            server._seen.Enqueue(new SeenRequest(
                request.Method,
                request.Path + request.QueryString.ToString(),
                request.Protocol,
                new HeaderDictionary(
                    request.Headers.ToDictionary(h => h.Key, h => h.Value, StringComparer.OrdinalIgnoreCase)),
                body,
                await context.Connection.GetClientCertificateAsync()));
            await answer(context);
        });
        await app.StartAsync();
        server.Port = new Uri(app.Urls.Single()).Port;
        return server;
    }

    /// <summary>The answers one after the other, the last one for ever.</summary>
    public static RequestDelegate InTurn(params RequestDelegate[] answers)
    {
        int next = -1;
        return context => answers[Math.Min(Interlocked.Increment(ref next), answers.Length - 1)](context);
    }

    /// <summary>The Schedule that most tests ask for.</summary>
    public static RequestDelegate Daily { get; } = Json("""{"kind":"Schedule","metadata":{"name":"daily"}}""");

    public static RequestDelegate Json(string json, int status = 200, params (string Name, string Value)[] headers) =>
        Text(json, "application/json", status, headers);

    public static RequestDelegate Text(
        string text, string contentType, int status = 200, params (string Name, string Value)[] headers) =>
            async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        foreach ((string name, string value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.WriteAsync(text, context.RequestAborted);
    };

    public static RequestDelegate Refusal(int code, string reason, string message, string details = "{}") => Json(
        $$"""{"kind":"Status","apiVersion":"v1","status":"Failure","code":{{code}},"reason":"{{reason}}","message":{{System.Text.Json.JsonSerializer.Serialize(message)}},"details":{{details}}}""",
        code);

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
