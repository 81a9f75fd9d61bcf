using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AcceptanceTests.Release;

/// <summary>A network mirror as Terraform's protocol for them has it: files over HTTPS.</summary>
internal sealed class MirrorServer : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly WebApplication _server;
    private readonly X509Certificate2 _certificate = SelfSigned();

    private MirrorServer(IReadOnlyDictionary<string, byte[]> files)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listener => listener.UseHttps(_certificate)));
        _server = builder.Build();
        _server.Run(async context =>
        {
            if (!files.TryGetValue(context.Request.Path.Value!, out var content))
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            context.Response.ContentType =
                context.Request.Path.Value!.EndsWith(".json", StringComparison.Ordinal) ? "application/json"
                : "application/zip";
            await context.Response.Body.WriteAsync(content, context.RequestAborted);
        });
    }

    public Uri Url => new(
        _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>PEM.</summary>
    public string CertificateAuthority => _certificate.ExportCertificatePem();

    /// <param name="files">By path, which begins with a slash.</param>
    public static async Task<MirrorServer> StartAsync(IReadOnlyDictionary<string, byte[]> files)
    {
        var mirror = new MirrorServer(files);
        await mirror._server.StartAsync().WaitAsync(Limit);
        return mirror;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync().AsTask().WaitAsync(Limit);
        _certificate.Dispose();
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=mirror", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
