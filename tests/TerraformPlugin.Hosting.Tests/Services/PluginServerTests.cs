using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

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
        await using var built = new BuiltServer();

        var limits = built.Server.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;

        Assert.InRange(limits.KeepAliveTimeout, TimeSpan.FromDays(7), TimeSpan.FromDays(365));
    }
}
