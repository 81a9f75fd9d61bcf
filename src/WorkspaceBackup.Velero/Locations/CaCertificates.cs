using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Locations;

/// <summary>Certificates that an object store is trusted by: Velero takes any text, and fails where it is needed.</summary>
public static class CaCertificates
{
    /// <summary>Why a text is none, as the end of a sentence; null when it is.</summary>
    public static string? Problem(string pem)
    {
        var found = new X509Certificate2Collection();
        try
        {
            found.ImportFromPem(pem);
        }
        catch (CryptographicException)
        {
            return "holds a PEM block that is no certificate.";
        }

        var count = found.Count;
        foreach (var certificate in found)
        {
            certificate.Dispose();
        }

        return count > 0 ? null : $"holds no PEM certificate{PemText.Instead(pem)}.";
    }
}
