using WorkspaceBackup.Velero.Faults;

namespace TerraformProviderWorkspaceBackup.Reporting;

/// <summary>The words users read for each kind of fault: what it is, and what to do about it.</summary>
/// <param name="Summary">Title case, a few words.</param>
/// <param name="Sentence">What happened; <c>{cluster}</c> and <c>{object}</c> are filled in.</param>
/// <param name="Remedy">What the user can do.</param>
internal sealed record FaultWording(string Summary, string Sentence, string Remedy)
{
    public static FaultWording Of(FaultKind kind) => kind switch
    {
        FaultKind.ConnectionRefused => new(
            "Cluster Unreachable",
            "The API server of cluster \"{cluster}\" refuses connections.",
            "Check that the cluster is running and that its address and port in the provider configuration are right."),
        FaultKind.ConnectionReset => new(
            "Cluster Unreachable",
            "The connection to the API server of cluster \"{cluster}\" was closed in the middle of a request.",
            "Check the API server, and any load balancer or firewall in front of it; then plan or apply again."),
        FaultKind.HostUnreachable => new(
            "Cluster Unreachable",
            "There is no network path to the API server of cluster \"{cluster}\".",
            "Check VPN, routes and firewalls between here and the cluster."),
        FaultKind.TimedOut => new(
            "Cluster Unreachable",
            "The API server of cluster \"{cluster}\" did not answer in time.",
            "Check the cluster and the network to it; a slow one may need a larger request_timeout in the provider configuration."),
        FaultKind.NameLookupFailed => new(
            "Cluster Unreachable",
            "The host name of cluster \"{cluster}\" could not be looked up: the name server did not answer.",
            "Check the name server of this machine; then plan or apply again."),
        FaultKind.TooManyRequests => new(
            "Cluster Overloaded",
            "The API server of cluster \"{cluster}\" turned requests away (429), after retries too.",
            "Wait until its load is lower, or lower parallelism in the provider configuration."),
        FaultKind.ServerError => new(
            "Cluster Not Working",
            "The API server of cluster \"{cluster}\" answered with an internal error, after retries too.",
            "Check the API server and its etcd; then plan or apply again."),
        FaultKind.NotReady => new(
            "Cluster Not Ready",
            "The API server of cluster \"{cluster}\" says that it is not ready.",
            "Wait until it is; kubectl get --raw '/readyz?verbose' shows what it waits for."),
        FaultKind.AnswerSlow => new(
            "Request Too Slow",
            "The API server of cluster \"{cluster}\" answers, but one request took longer than request_timeout.",
            "Set a larger request_timeout in the provider configuration, or look at the load of the API server and its etcd; "
            + "a very long list takes long."),
        FaultKind.VeleroNotAnswering => new(
            "Velero Not Answering",
            "No Velero server answers on cluster \"{cluster}\".",
            "Check that the deployment velero runs in Velero's namespace, and read its log; velero version asks it too."),
        FaultKind.LocationUnavailable => new(
            "Backup Location Not Available",
            "Velero on cluster \"{cluster}\" cannot use its backup location.",
            "Check the bucket, its credentials and the network to it; velero backup-location get shows what Velero finds."),
        FaultKind.KubeconfigUnreadable => new(
            "Kubeconfig Not Readable",
            "A kubeconfig file of cluster \"{cluster}\" cannot be read.",
            "Check config_path, config_paths or KUBECONFIG, and the file's permissions."),
        FaultKind.KubeconfigInvalid => new(
            "Invalid Kubeconfig",
            "A kubeconfig file of cluster \"{cluster}\" is not valid.",
            "Correct the file; kubectl config view --kubeconfig FILE shows how kubectl reads it."),
        FaultKind.ContextUnknown => new(
            "Unknown Kubeconfig Context",
            "The kubeconfig of cluster \"{cluster}\" does not have the context, cluster or user that the configuration names.",
            "Correct config_context (config_context_cluster, config_context_auth_info); kubectl config get-contexts lists those that exist."),
        FaultKind.ConnectionMissing => new(
            "No Connection Configured",
            "The provider configuration does not say how to reach cluster \"{cluster}\".",
            "Set config_path (and config_context) or host with credentials for it in the provider configuration."),
        FaultKind.ConnectionConflict => new(
            "Contradictory Connection Settings",
            "The connection settings of cluster \"{cluster}\" contradict each other.",
            "Keep one of them. A context needs the kubeconfig that it is in: config_path."),
        FaultKind.ConnectionInvalid => new(
            "Invalid Connection Setting",
            "A connection setting of cluster \"{cluster}\" is not valid.",
            "Correct it."),
        FaultKind.HostUnknown => new(
            "Unknown Host",
            "The host name of cluster \"{cluster}\" does not exist.",
            "Correct host in the provider configuration, or server in the kubeconfig."),
        FaultKind.ProxyFailed => new(
            "Proxy Failed",
            "The proxy to cluster \"{cluster}\" could not be used.",
            "Check proxy_url, proxy-url in the kubeconfig, or HTTPS_PROXY, and the proxy itself."),
        FaultKind.TlsUntrusted => new(
            "Untrusted Certificate",
            "The certificate of the API server of cluster \"{cluster}\" is not signed by the CA that is configured for it.",
            "Set cluster_ca_certificate (or certificate-authority-data in the kubeconfig) to the CA of this cluster; "
            + "a rebuilt cluster has a new one."),
        FaultKind.TlsNameMismatch => new(
            "Certificate For Another Host",
            "The certificate of the API server of cluster \"{cluster}\" is not for the host name that is used.",
            "Use one of the certificate's own names as host, or set tls_server_name to one."),
        FaultKind.TlsExpired => new(
            "Certificate Expired",
            "The certificate of the API server of cluster \"{cluster}\" has expired, or is not valid yet.",
            "Renew it on the cluster, and check the clock of this machine."),
        FaultKind.TlsFailed => new(
            "TLS Handshake Failed",
            "No TLS connection to the API server of cluster \"{cluster}\" could be made.",
            "Check that the address is that of a Kubernetes API server (https), and that a client certificate, if any, is accepted there."),
        FaultKind.CredentialPluginFailed => new(
            "Credential Plugin Failed",
            "The credential plugin (exec) of cluster \"{cluster}\" gave no credentials.",
            "Run its command by hand in the same environment; in HCP Terraform it must be installed in the run's agent."),
        FaultKind.TokenFileUnreadable => new(
            "Token File Not Readable",
            "The token file of cluster \"{cluster}\" cannot be read, or is empty.",
            "Check token_file (tokenFile in the kubeconfig) and the file's permissions."),
        FaultKind.ClientCertificateInvalid => new(
            "Invalid Client Certificate",
            "The client certificate or key of cluster \"{cluster}\" cannot be used.",
            "Check client_certificate and client_key: both in PEM form, and belonging together."),
        FaultKind.CredentialsMissing => new(
            "No Credentials",
            "No credentials were given for cluster \"{cluster}\", so the API server took the request for an anonymous one.",
            "Set token, token_file, exec, or client_certificate with client_key for this cluster, or name a kubeconfig context "
            + "whose user has credentials; an empty text counts as not set."),
        FaultKind.MachineLimit => new(
            "Limit Of This Machine Reached",
            "This machine has run out of something that a connection to cluster \"{cluster}\" needs. The cluster was not asked.",
            "Raise the limit that the message names, or end what uses it up, and plan or apply again; a smaller parallelism in the "
            + "provider configuration needs less."),
        FaultKind.Unauthorized => new(
            "Credentials Refused",
            "The API server of cluster \"{cluster}\" does not accept the credentials (401).",
            "Renew the token or the client certificate of this cluster."),
        FaultKind.Forbidden => new(
            "Permission Missing",
            "The identity used for cluster \"{cluster}\" is not allowed to do this (403).",
            "Grant it the right that the message names; the manifests in examples/rbac have all rights that the provider needs."),
        FaultKind.NoNamespaceMatches => new(
            "No Namespace Matches",
            "Cluster \"{cluster}\" has no namespace that namespace_selector selects.",
            "Label a namespace there, correct namespace_selector, or leave the cluster out (clusters)."),
        FaultKind.VeleroNotInstalled => new(
            "Velero Not Installed",
            "Cluster \"{cluster}\" does not serve velero.io/v1: Velero's CRDs are not installed there.",
            "Install Velero on the cluster, or take the cluster out of the workspace (detached = true)."),
        FaultKind.VeleroNamespaceMissing => new(
            "Velero Namespace Missing",
            "Velero's namespace does not exist on cluster \"{cluster}\".",
            "Set velero_namespace, for the provider or for this cluster, to the namespace Velero is installed in."),
        FaultKind.LocationMissing => new(
            "Backup Location Missing",
            "The backup location does not exist on cluster \"{cluster}\".",
            "Create the BackupStorageLocation there, or set backup_location to one that exists on every cluster; "
            + "velero backup-location get lists them."),
        FaultKind.NotFound => new(
            "Object Not Found",
            "{object} does not exist on cluster \"{cluster}\".",
            "Check its name."),
        FaultKind.AlreadyExists => new(
            "Object Exists Already",
            "{object} exists already on cluster \"{cluster}\" and was not made by this resource.",
            "Import it (with an import block), choose another name or prefix, or delete it. One import id takes several clusters "
            + "(daily:eu=daily-eu,us=daily-us). If another state manages it, remove it there first, or both write it."),
        FaultKind.Conflict => new(
            "Object Changed Meanwhile",
            "Somebody else kept changing {object} on cluster \"{cluster}\" while it was being written.",
            "Plan or apply again."),
        FaultKind.Invalid => new(
            "Object Refused By The API Server",
            "The API server of cluster \"{cluster}\" refuses {object} as invalid.",
            "Correct the attribute that the message names."),
        FaultKind.FieldDropped => new(
            "Field Unknown To This Velero",
            "The Velero installed on cluster \"{cluster}\" does not know a field that is set, and would silently drop it.",
            "Upgrade Velero (its CRDs too) on that cluster, or leave the attribute out."),
        FaultKind.WriteRefused => new(
            "Write Refused",
            "The API server of cluster \"{cluster}\" refuses to write {object}.",
            "The reason in the message comes from the server or an admission webhook: correct what it names, or ask the cluster's owner."),
        FaultKind.UnexpectedAnswer => new(
            "Unexpected Answer",
            "What answers for cluster \"{cluster}\" is not a Kubernetes API server.",
            "Check that host (or server in the kubeconfig) leads to a Kubernetes API server, and not to a proxy or a login page."),
        FaultKind.SameCluster => new(
            "Same Cluster Twice",
            "Cluster \"{cluster}\" is the same cluster as another one in the provider configuration.",
            "Correct one of the two connections, or remove one of the two entries."),
        FaultKind.ValidationFailed => new(
            "Refused By Velero",
            "Velero on cluster \"{cluster}\" refused {object} (phase FailedValidation).",
            "Correct what Velero names in the message."),
        FaultKind.Cancelled => new(
            "Stopped",
            "The operation on cluster \"{cluster}\" was stopped before it had finished.",
            "Plan and apply again to finish it."),
        FaultKind.TimeLimitReached => new(
            "Time Limit Reached",
            "The operation on cluster \"{cluster}\" did not end within its time limit.",
            "Find out why the cluster is slow, or give the operation more time (timeouts). Then plan and apply again to finish it."),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "a kind of fault without words"),
    };
}
