using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Kubernetes.Transport;

/// <summary>
/// Whether a server's certificate is to be trusted: chain, time and name, always all three. The platform builds the
/// chain; this tells its verdicts apart and, as Go does, takes any certificate of the CA bundle for an anchor, which
/// .NET does for self-signed ones alone. As in Go a common name is no host name.
/// </summary>
/// <param name="host">The name or address that the certificate must be for.</param>
internal sealed class ServerCertificateCheck(X509Certificate2Collection? authorities, string host, TimeProvider time)
{
    // A chain that leads to the right authority, and that the authority or the certificate does not allow.
    private const X509ChainStatusFlags Restrictions = X509ChainStatusFlags.NotValidForUsage
        | X509ChainStatusFlags.InvalidNameConstraints | X509ChainStatusFlags.HasNotSupportedNameConstraint
        | X509ChainStatusFlags.HasNotDefinedNameConstraint | X509ChainStatusFlags.HasNotPermittedNameConstraint
        | X509ChainStatusFlags.HasExcludedNameConstraint | X509ChainStatusFlags.InvalidBasicConstraints;

    private static readonly Oid s_serverAuthentication = new("1.3.6.1.5.5.7.3.1");

    /// <summary>The policy the platform builds its chain by; null: its own, with the system's roots.</summary>
    public X509ChainPolicy? Policy()
    {
        // Windows and macOS keep their roots where .NET asks them without reading a file.
        X509Certificate2Collection? roots =
            authorities ?? (OperatingSystem.IsLinux() ? SystemRoots.Certificates : null);
        return roots is null ? null : Policy(roots);
    }

    /// <exception cref="ServerCertificateException">It is not.</exception>
    public bool Check(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None && IsForHost(certificate))
        {
            return true;
        }

        if (certificate is not X509Certificate2 leaf || chain is null)
        {
            throw new ServerCertificateException(FaultKind.TlsFailed, "the server sent no certificate");
        }

        X509ChainStatusFlags flags = Flags(chain);
        if ((flags & (X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot)) != 0
            && authorities is not null
            && ReachesAnchor(leaf, chain, authorities, out X509ChainStatusFlags remaining))
        {
            flags = remaining;
        }

        const X509ChainStatusFlags Time = X509ChainStatusFlags.NotTimeValid;
        if ((flags & Restrictions) != 0 && (flags & ~(Time | Restrictions)) == 0)
        {
            throw new ServerCertificateException(
                FaultKind.TlsFailed,
                $"its certificate ({Name(leaf.Subject)}, issued by {Name(leaf.Issuer)}) is signed by the right authority and may not be "
                + $"used for this server ({flags & Restrictions}): issue one with the usage \"server authentication\" and a name that the "
                + "authority may sign for");
        }

        if ((flags & ~Time) != 0)
        {
            throw new ServerCertificateException(
                FaultKind.TlsUntrusted,
                $"its certificate ({Name(leaf.Subject)}, issued by {Name(leaf.Issuer)}) does not descend from "
                + (authorities is null ? "a certificate authority of this system" : "the cluster's CA certificate")
                + $" ({flags & ~Time})");
        }

        if ((flags & Time) != 0)
        {
            throw new ServerCertificateException(FaultKind.TlsExpired, OutsideValidity(chain));
        }

        if ((errors & SslPolicyErrors.RemoteCertificateNameMismatch) != 0 || !IsForHost(leaf))
        {
            throw new ServerCertificateException(
                FaultKind.TlsNameMismatch,
                $"its certificate is for {Names(leaf)}; tls_server_name names another name to expect");
        }

        return true;
    }

    private bool IsForHost(X509Certificate? certificate) => certificate is X509Certificate2 leaf
        && leaf.MatchesHostname(host.TrimEnd('.'), allowWildcards: true, allowCommonName: false);

    private static X509ChainPolicy Policy(X509Certificate2Collection roots)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            // Kubernetes has no revocation, and a plan must not wait for a download.
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(roots);
        policy.ApplicationPolicy.Add(s_serverAuthentication);
        return policy;
    }

    // Every link up to the anchor is signed by the next one: the platform reports a broken one as NotSignatureValid,
    // which is never ignored here.
    private static bool ReachesAnchor(
        X509Certificate2 leaf, X509Chain given, X509Certificate2Collection anchors, out X509ChainStatusFlags remaining)
    {
        using var chain = new X509Chain { ChainPolicy = Policy(anchors) };
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        chain.ChainPolicy.ExtraStore.AddRange(given.ChainPolicy.ExtraStore);
        foreach (X509ChainElement element in given.ChainElements)
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        chain.Build(leaf);
        remaining = Flags(chain) & ~(X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot);
        return chain.ChainElements.Any(
            e => anchors.Any(a => a.RawDataMemory.Span.SequenceEqual(e.Certificate.RawDataMemory.Span)));
    }

    private static X509ChainStatusFlags Flags(X509Chain chain) =>
        chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (flags, status) => flags | status.Status);

    private string OutsideValidity(X509Chain chain)
    {
        DateTime now = time.GetUtcNow().UtcDateTime;
        foreach (X509ChainElement element in chain.ChainElements)
        {
            string subject = Name(element.Certificate.Subject);
            DateTime from = element.Certificate.NotBefore.ToUniversalTime();
            DateTime until = element.Certificate.NotAfter.ToUniversalTime();
            if (until < now)
            {
                return $"the certificate {subject} expired at {until:u}";
            }

            if (from > now)
            {
                return $"the certificate {subject} is valid from {from:u}, and this machine's clock says {now:u}";
            }
        }

        return "a certificate of its chain is outside its validity";
    }

    private static string Names(X509Certificate2 leaf)
    {
        X509SubjectAlternativeNameExtension? names =
            leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        string[] all = names is null
            ? []
            : [.. names.EnumerateDnsNames(), .. names.EnumerateIPAddresses().Select(a => a.ToString())];
        return all.Length == 0
            ? $"no host name (its common name, {Name(leaf.GetNameInfo(X509NameType.SimpleName, false))}, does not count: issue one "
                + "with subject alternative names)"
            : Name(string.Join(", ", all.Take(10)));
    }

    // Whoever sits on the address wrote these texts.
    private static string Name(string text) => PlainText.Of(text, 200);
}
