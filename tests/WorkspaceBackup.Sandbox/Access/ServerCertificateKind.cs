namespace VeleroSandbox.Access;

/// <summary>What a cluster serves TLS with.</summary>
public enum ServerCertificateKind
{
    Valid,
    Expired,

    /// <summary>Signed by the cluster's CA, for another host.</summary>
    OtherName,

    /// <summary>Signed by a CA the kubeconfig does not name.</summary>
    Untrusted,
}
