using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VeleroSandbox.Access;

/// <summary>One cluster's own CA, what it serves with, and client certificates it signs.</summary>
public sealed class ClusterCertificates : IDisposable
{
    private readonly X509Certificate2 _authority;
    private readonly Lazy<X509Certificate2> _server;
    private readonly Lazy<X509Certificate2> _expired;
    private readonly Lazy<X509Certificate2> _otherName;
    private readonly Lazy<X509Certificate2> _untrusted;
    private readonly Lazy<(string Certificate, string Key)> _admin;

    internal ClusterCertificates(string cluster)
    {
        var now = DateTimeOffset.UtcNow;
        _authority = Authority(cluster, now);
        _server = new(() => Serving(_authority, "localhost", now.AddHours(-1), now.AddYears(5)));
        _expired = new(() => Serving(_authority, "localhost", now.AddHours(-1), now.AddMinutes(-1)));
        _otherName = new(() => Serving(_authority, "elsewhere.example", now.AddHours(-1), now.AddYears(5)));
        _untrusted = new(() => Serving(Authority(cluster, now), "localhost", now.AddHours(-1), now.AddYears(5)));
        _admin = new(() => IssueClient("admin", "system:masters"));
    }

    public string AuthorityPem => _authority.ExportCertificatePem();

    /// <summary>A client certificate of group <c>system:masters</c>, as PEM.</summary>
    public (string Certificate, string Key) Admin => _admin.Value;

    internal X509Certificate2 Root => _authority;

    internal X509Certificate2 For(ServerCertificateKind kind) => kind switch
    {
        ServerCertificateKind.Expired => _expired.Value,
        ServerCertificateKind.OtherName => _otherName.Value,
        ServerCertificateKind.Untrusted => _untrusted.Value,
        _ => _server.Value,
    };

    /// <summary>Signs a client certificate: PEM of certificate and key.</summary>
    public (string Certificate, string Key) IssueClient(string user, string? organization = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = organization is null ? $"CN={user}" : $"O={organization}, CN={user}";
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(Usage("1.3.6.1.5.5.7.3.2"));
        var now = DateTimeOffset.UtcNow;
        using var certificate = request.Create(_authority, now.AddHours(-1), now.AddYears(5), Serial());
        return (certificate.ExportCertificatePem(), key.ExportECPrivateKeyPem());
    }

    public void Dispose()
    {
        _authority.Dispose();
        foreach (var certificate in new[] { _server, _expired, _otherName, _untrusted })
        {
            if (certificate.IsValueCreated)
            {
                certificate.Value.Dispose();
            }
        }
    }

    private static X509Certificate2 Authority(string cluster, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={cluster}-ca", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(now.AddDays(-1), now.AddYears(10));
    }

    private static X509Certificate2 Serving(
        X509Certificate2 authority, string name, DateTimeOffset from, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=kube-apiserver", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        if (name == "localhost")
        {
            names.AddIpAddress(IPAddress.Loopback);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(Usage("1.3.6.1.5.5.7.3.1"));
        using var certificate = request.Create(authority, from, until, Serial());
        return certificate.CopyWithPrivateKey(key);
    }

    private static X509EnhancedKeyUsageExtension Usage(string oid) => new([new Oid(oid)], false);

    private static byte[] Serial()
    {
        var serial = RandomNumberGenerator.GetBytes(12);
        serial[0] &= 0x7f;
        return serial;
    }
}
