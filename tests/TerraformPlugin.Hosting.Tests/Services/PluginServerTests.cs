using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TerraformPlugin.Framework.Server;
using TerraformPlugin.Hosting.Endpoints;
using TerraformPlugin.Hosting.Lifecycle;
using TerraformPlugin.Hosting.Services;

namespace TerraformPlugin.Hosting.Tests.Services;

public sealed class PluginServerTests
{
    /// <summary>
    /// An infinite limit overflows in Kestrel: a connection whose first call came a second late was closed under it, and
    /// Terraform said that the plugin did not respond.
    /// </summary>
    [Fact]
    public async Task A_connection_without_a_call_stays_open_for_days()
    {
        var options = new PluginHostOptions
        {
            ProviderAddress = "registry.terraform.io/test/probe",
            VersionText = "",
            HelpText = "",
            CreateProvider = static _ => throw new InvalidOperationException("not needed"),
        };
        using var lifetime = new PluginLifetime(
            options, debug: true, static _ => { }, TimeProvider.System, NullLogger.Instance);
        var provider = Task.FromException<ProviderServer>(new InvalidOperationException("not needed"));
        await using var server = PluginServer.Build(
            new TcpEndpoint(null, null), null, provider, lifetime, NullLoggerFactory.Instance);

        var limits = server.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;

        Assert.InRange(limits.KeepAliveTimeout, TimeSpan.FromDays(7), TimeSpan.FromDays(365));
    }
}
