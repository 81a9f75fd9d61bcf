using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace WorkspaceBackup.Velero.Tests.Kubernetes.Servers;

/// <summary>A certificate authority of a test's own and what it signs.</summary>
internal sealed class TestCertificates : IDisposable
{
    private static readonly DateTimeOffset s_now = DateTimeOffset.UtcNow;
    private static long s_serial = 1000;

    private readonly X509Certificate2 _issuer;

    public TestCertificates(string name = "test-ca")
    {
        _issuer = SelfSigned(name);
    }

    private TestCertificates(X509Certificate2 issuer) => _issuer = issuer;

    public X509Certificate2 Certificate => _issuer;

    public string Pem => _issuer.ExportCertificatePem();

    /// <summary>An authority below this one.</summary>
    public TestCertificates Intermediate(string name = "test-intermediate")
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = AuthorityRequest(name, key);
        using X509Certificate2 signed = Sign(request, s_now.AddDays(-2), s_now.AddDays(2));
        return new TestCertificates(signed.CopyWithPrivateKey(key));
    }

    /// <summary>An authority that may sign for one domain and what is below it.</summary>
    public static TestCertificates ForDomain(string domain)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = AuthorityRequest("domain-ca", key);
        request.CertificateExtensions.Add(new X509Extension("2.5.29.30", PermittedDomain(domain), critical: true));
        return new TestCertificates(request.CreateSelfSigned(s_now.AddDays(-3), s_now.AddDays(3)));
    }

    /// <summary>An authority with this one's name and key identifier, and another key.</summary>
    public TestCertificates Impostor()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(_issuer.SubjectName, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(_issuer.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Single());
        return new TestCertificates(request.CreateSelfSigned(s_now.AddDays(-2), s_now.AddDays(2)));
    }

    public X509Certificate2 Server(
        string[]? names = null, bool loopback = true, DateTimeOffset? notBefore = null, DateTimeOffset? notAfter = null)
    {
        var san = new SubjectAlternativeNameBuilder();
        foreach (string name in names ?? ["localhost"])
        {
            san.AddDnsName(name);
        }

        if (loopback)
        {
            san.AddIpAddress(IPAddress.Loopback);
        }

        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=kube-apiserver", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(san.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using X509Certificate2 signed = Sign(request, notBefore ?? s_now.AddDays(-1), notAfter ?? s_now.AddDays(1));
        return signed.CopyWithPrivateKey(key);
    }

    /// <summary>A server's certificate with nothing but a common name.</summary>
    public X509Certificate2 CommonNameOnly(string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        using X509Certificate2 signed = Sign(request, s_now.AddDays(-1), s_now.AddDays(1));
        return signed.CopyWithPrivateKey(key);
    }

    /// <summary>A certificate for loopback that is for clients alone.</summary>
    public X509Certificate2 ForClientsAlone()
    {
        var san = new SubjectAlternativeNameBuilder();
        san.AddIpAddress(IPAddress.Loopback);
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=kubelet", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(san.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], false));
        using X509Certificate2 signed = Sign(request, s_now.AddDays(-1), s_now.AddDays(1));
        return signed.CopyWithPrivateKey(key);
    }

    /// <summary>A client certificate and its key, as PEM.</summary>
    public (string Certificate, string Key) Client(string name, bool rsa = false, DateTimeOffset? notAfter = null)
    {
        using AsymmetricAlgorithm key = rsa ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = key is RSA r
            ? new($"CN={name}", r, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new($"CN={name}", (ECDsa)key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], false));
        using X509Certificate2 signed = Sign(request, s_now.AddDays(-1), notAfter ?? s_now.AddDays(1));
        string keyPem = key is RSA plain ? plain.ExportRSAPrivateKeyPem() : ((ECDsa)key).ExportECPrivateKeyPem();
        return (signed.ExportCertificatePem(), keyPem);
    }

    public void Dispose() => _issuer.Dispose();

    private X509Certificate2 Sign(CertificateRequest request, DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(
            _issuer.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Single()));
        byte[] serial = BitConverter.GetBytes(Interlocked.Increment(ref s_serial));
        var generator = X509SignatureGenerator.CreateForECDsa(_issuer.GetECDsaPrivateKey()!);
        return request.Create(_issuer.SubjectName, generator, notBefore, notAfter, serial);
    }

    // RFC 5280, section 4.2.1.10: NameConstraints { permittedSubtrees [0] { GeneralSubtree { dNSName [2] } } }
    private static byte[] PermittedDomain(string domain)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
        using (writer.PushSequence())
        {
            writer.WriteCharacterString(UniversalTagNumber.IA5String, domain, new Asn1Tag(TagClass.ContextSpecific, 2));
        }

        return writer.Encode();
    }

    private static X509Certificate2 SelfSigned(string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return AuthorityRequest(name, key).CreateSelfSigned(s_now.AddDays(-3), s_now.AddDays(3));
    }

    private static CertificateRequest AuthorityRequest(string name, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request;
    }
}
