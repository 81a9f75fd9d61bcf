using System.Security.Cryptography.X509Certificates;
using TerraformPlugin.Conformance.Plugin;

namespace TerraformPlugin.Hosting.Tests.Plugin;

/// <summary>One plugin with TLS and all its log, for the tests that leave it as it was.</summary>
public sealed class PluginFixture : IAsyncLifetime
{
    internal X509Certificate2 Certificate { get; } = ClientCertificate.Create();

    internal PluginProcess Process { get; private set; } = null!;

    internal HandshakeFields Handshake { get; private set; } = null!;

    internal PluginClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var environment = PluginProcess.Environment(Certificate);
        environment["TF_LOG"] = "TRACE";
        environment["SSL_CERT_DIR"] = "/set/by/the/user";
        environment["SSL_CERT_FILE"] = null;
        Process = PluginProcess.Start("test-plugin", environment);
        Handshake = await Process.HandshakeAsync();
        Client = new(Handshake, withTls: true, Certificate);
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await Process.DisposeAsync();
        Certificate.Dispose();
    }
}
