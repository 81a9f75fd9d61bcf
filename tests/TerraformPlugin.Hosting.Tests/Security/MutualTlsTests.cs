using System.Security.Cryptography.X509Certificates;
using TerraformPlugin.Hosting.Security;
using TerraformPlugin.Hosting.Tests.Plugin;

namespace TerraformPlugin.Hosting.Tests.Security;

public sealed class MutualTlsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("no certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    public void A_client_certificate_that_cannot_be_read_is_refused(string pem)
    {
        var refusal = Assert.Throws<StartUpException>(() => MutualTls.Create(pem, TimeProvider.System));

        Assert.Contains("PLUGIN_CLIENT_CERT", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Exactly_the_announced_client_passes()
    {
        using var announced = ClientCertificate.Create();
        using var another = ClientCertificate.Create();
        var (options, _) = MutualTls.Create(announced.ExportCertificatePem(), TimeProvider.System);

        Assert.True(options.ClientCertificateRequired);
        Assert.True(Accepts(announced));
        Assert.False(Accepts(another));
        Assert.False(Accepts(null));

        bool Accepts(X509Certificate2? certificate) =>
            options.RemoteCertificateValidationCallback!(this, certificate, null, default);
    }

    [Fact]
    public void The_servers_certificate_is_what_Go_accepts()
    {
        using var certificate = ServerCertificate.Create(TimeProvider.System);

        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();
        Assert.Equal(["localhost"], names.EnumerateDnsNames());
        var usages = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().Single().EnhancedKeyUsages;
        Assert.Equal("1.3.6.1.5.5.7.3.1", Assert.Single(usages.Cast<System.Security.Cryptography.Oid>()).Value);
        Assert.True(certificate.NotBefore < DateTime.Now.AddMinutes(-4));
        Assert.Equal(256, certificate.GetECDsaPublicKey()!.KeySize);
    }
}
