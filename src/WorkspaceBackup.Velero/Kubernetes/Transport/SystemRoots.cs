using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace WorkspaceBackup.Velero.Kubernetes.Transport;

/// <summary>
/// The certificates a Linux system trusts, read when the first cluster without a CA of its own is connected to, and not
/// before: the process keeps OpenSSL's default store empty, because .NET fills it at the first TLS handshake of any
/// kind, which costs more than everything else at start-up.
/// </summary>
internal static class SystemRoots
{
    // Debian and Alpine, Fedora and RHEL 6, SUSE, OpenELEC, RHEL 7 and later, Alpine and BSD.
    private static readonly string[] s_files =
    [
        "/etc/ssl/certs/ca-certificates.crt",
        "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/ssl/ca-bundle.pem",
        "/etc/pki/tls/cacert.pem",
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
        "/etc/ssl/cert.pem",
    ];

    private static readonly string[] s_folders = ["/etc/ssl/certs", "/etc/pki/tls/certs"];

    private static readonly Lazy<X509Certificate2Collection> s_certificates = new(() => Load(
        Environment.GetEnvironmentVariable("SSL_CERT_FILE"), Environment.GetEnvironmentVariable("SSL_CERT_DIR")));

    public static X509Certificate2Collection Certificates => s_certificates.Value;

    /// <summary>The bundle; the folders' files where there is none, or where a variable names folders.</summary>
    public static X509Certificate2Collection Load(string? certFile, string? certDirs)
    {
        var certificates = new X509Certificate2Collection();
        string[] files = certFile is { Length: > 0 } ? [certFile] : s_files;
        string? bundle = files.FirstOrDefault(File.Exists);
        if (bundle is not null)
        {
            Add(certificates, bundle);
        }

        if (certDirs is { Length: > 0 } || certificates.Count == 0)
        {
            string[] folders = certDirs is { Length: > 0 } ? certDirs.Split(Path.PathSeparator) : s_folders;
            foreach (string file in folders.Where(Directory.Exists).SelectMany(Directory.GetFiles))
            {
                Add(certificates, file);
            }
        }

        return certificates;
    }

    // A file that is none of certificates, or damaged, must not take the trust in all others away.
    private static void Add(X509Certificate2Collection certificates, string file)
    {
        try
        {
            var found = new X509Certificate2Collection();
            found.ImportFromPemFile(file);
            certificates.AddRange(found);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            // Left out, as OpenSSL and Go do; a server whose root is missing fails as not trusted, by name.
        }
    }
}
