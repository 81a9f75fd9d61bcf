using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;
using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Hosting.Endpoints;
using TerraformPlugin.Hosting.Lifecycle;
using TerraformPlugin.Hosting.Services;

namespace TerraformPlugin.Hosting.Tests.Services;

/// <summary>The server as it is set up, without a provider; it is not started.</summary>
internal sealed class BuiltServer : IAsyncDisposable
{
    private readonly PluginLifetime _lifetime;

    public BuiltServer()
    {
        var options = new PluginHostOptions
        {
            ProviderAddress = "registry.terraform.io/test/probe",
            VersionText = "",
            HelpText = "",
            CreateProvider = static _ => throw new InvalidOperationException("not needed"),
        };
        _lifetime = new PluginLifetime(
            options, debug: true, static _ => { }, TimeProvider.System, NullLogger.Instance);
        Server = PluginServer.Build(
            new TcpEndpoint(null, null),
            null,
            Task.FromException<ProviderServer>(new InvalidOperationException("not needed")),
            _lifetime,
            NullLoggerFactory.Instance);
    }

    public WebApplication Server { get; }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _lifetime.Dispose();
    }
}
