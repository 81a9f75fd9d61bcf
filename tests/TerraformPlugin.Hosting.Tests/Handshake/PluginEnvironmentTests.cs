using TerraformPlugin.Hosting.Handshake;

namespace TerraformPlugin.Hosting.Tests.Handshake;

public sealed class PluginEnvironmentTests
{
    [Fact]
    public void Without_any_variable_nothing_is_set()
    {
        var environment = PluginEnvironment.Read(static _ => null);

        Assert.False(environment.StartedByTerraform);
        Assert.False(environment.AsksForMultiplexing);
        Assert.Null(environment.ClientCertificate);
        Assert.Null(environment.SocketDirectory);
    }

    [Fact]
    public void An_empty_client_certificate_is_not_an_absent_one_that_would_turn_encryption_off() =>
        Assert.Equal("", PluginEnvironment.Read(static _ => "").ClientCertificate);

    [Fact]
    public void Another_cookie_is_none() =>
        Assert.False(PluginEnvironment.Read(static _ => "another").StartedByTerraform);

    [Fact]
    public void Empty_directories_groups_and_ports_are_absent()
    {
        var environment = PluginEnvironment.Read(static _ => "");

        Assert.Equal(
            (null, null, null, null),
            (environment.SocketDirectory, environment.SocketGroup, environment.MinPort, environment.MaxPort));
    }
}
