using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TerraformPlugin.Hosting.Security;

internal static class ServerCertificate
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>
    /// A self-signed certificate for this process alone. Go's client needs the DNS name <c>localhost</c> in it and,
    /// when there is an extended key usage, serverAuth in that. P-256: making an RSA key would take longer than
    /// everything else.
    /// </summary>
    internal static X509Certificate2 Create(TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new(ServerAuthentication)], critical: false));

        // Both ends run on one machine, but its clock may be set back between the two readings.
        var now = time.GetUtcNow();
        return request.CreateSelfSigned(now.AddMinutes(-5), now.AddYears(1));
    }
}
