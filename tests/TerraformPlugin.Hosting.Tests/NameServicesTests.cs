using System.Net;

namespace TerraformPlugin.Hosting.Tests;

public sealed class NameServicesTests
{
    /// <summary>A static executable calls this first; any executable can.</summary>
    [Fact]
    public async Task Hosts_are_still_found_with_the_C_librarys_own_services()
    {
        NameServices.UseOwn();

        Assert.Contains(await Dns.GetHostAddressesAsync("localhost"), IPAddress.IsLoopback);
    }
}
