using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Kubernetes.Credentials;

/// <summary>Makes client certificates out of PEM texts.</summary>
internal static class ClientCertificates
{
    private const string Ed25519 = "1.3.101.112";
    private const string Ed448 = "1.3.101.113";

    /// <param name="certificatePem">The certificate, then its intermediates.</param>
    /// <param name="keyPem">Its key: RSA or EC, PKCS #1, SEC 1 or PKCS #8, not encrypted.</param>
    /// <exception cref="FaultException">They are not that, or do not belong together.</exception>
    public static ClientCertificate Parse(string certificatePem, string keyPem)
    {
        if (keyPem.Contains("ENCRYPTED", StringComparison.Ordinal))
        {
            throw Wrong("the client key is encrypted, and there is no one to ask for its pass phrase");
        }

        try
        {
            var all = new X509Certificate2Collection();
            all.ImportFromPem(certificatePem);
            if (all.Count == 0)
            {
                throw Wrong("the client certificate is not PEM");
            }

            if (all[0].PublicKey.Oid.Value is Ed25519 or Ed448)
            {
                throw Wrong(
                    "the client certificate has an Edwards-curve key (Ed25519 or Ed448), which this provider cannot use; issue one with an RSA or ECDSA key");
            }

            X509Certificate2 certificate = X509Certificate2.CreateFromPem(certificatePem, keyPem);
            if (OperatingSystem.IsWindows())
            {
                // Windows' TLS takes no key that lives in memory only.
                certificate = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
            }

            all.RemoveAt(0);
            var context = SslStreamCertificateContext.Create(certificate, all, offline: true);
            return new(context, certificate.NotAfter.ToUniversalTime());
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw Wrong("the client certificate and key cannot be read, or do not belong together");
        }
    }

    private static FaultException Wrong(string what) => new(FaultKind.ClientCertificateInvalid, what);
}
