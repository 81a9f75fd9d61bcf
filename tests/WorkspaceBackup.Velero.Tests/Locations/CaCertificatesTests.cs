using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using WorkspaceBackup.Velero.Locations;

namespace WorkspaceBackup.Velero.Tests.Locations;

public sealed class CaCertificatesTests
{
    [Fact]
    public void Certificates_are_taken()
    {
        using var key = ECDsa.Create();
        using var certificate = new CertificateRequest("CN=ca", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1));
        var pem = certificate.ExportCertificatePem();

        Assert.Null(CaCertificates.Problem(pem));
        Assert.Null(CaCertificates.Problem($"{pem}\n{pem}\n"));
    }

    [Theory]
    [InlineData("nope", "holds no PEM certificate.")]
    [InlineData("", "holds no PEM certificate.")]
    [InlineData("./ca.crt", "it is the path of a file")]
    [InlineData("-----BEGIN CERTIFICATE-----\nbm9wZQ==\n-----END CERTIFICATE-----", "holds a PEM block that is no certificate.")]
    public void A_CA_that_is_none_is_refused(string text, string problem) =>
        Assert.Contains(problem, CaCertificates.Problem(text));
}
