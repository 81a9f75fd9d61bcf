namespace WorkspaceBackup.Velero.Verdicts;

/// <summary>
/// Kubernetes' own resources, the same in every cluster: by these, names that mean the same are found without asking
/// one.
/// </summary>
internal static class BuiltInResources
{
    public static IReadOnlyList<KnownResource> All { get; } =
    [
        Namespaced("", "configmaps", "ConfigMap", "cm"),
        Namespaced("", "endpoints", "Endpoints", "ep"),
        Namespaced("", "events", "Event", "ev"),
        Namespaced("", "limitranges", "LimitRange", "limits"),
        Cluster("", "namespaces", "Namespace", "ns"),
        Cluster("", "nodes", "Node", "no"),
        Namespaced("", "persistentvolumeclaims", "PersistentVolumeClaim", "pvc"),
        Cluster("", "persistentvolumes", "PersistentVolume", "pv"),
        Namespaced("", "pods", "Pod", "po"),
        Namespaced("", "podtemplates", "PodTemplate"),
        Namespaced("", "replicationcontrollers", "ReplicationController", "rc"),
        Namespaced("", "resourcequotas", "ResourceQuota", "quota"),
        Namespaced("", "secrets", "Secret"),
        Namespaced("", "serviceaccounts", "ServiceAccount", "sa"),
        Namespaced("", "services", "Service", "svc"),
        Cluster("admissionregistration.k8s.io", "mutatingwebhookconfigurations", "MutatingWebhookConfiguration"),
        Cluster("admissionregistration.k8s.io", "validatingwebhookconfigurations", "ValidatingWebhookConfiguration"),
        Cluster("apiextensions.k8s.io", "customresourcedefinitions", "CustomResourceDefinition", "crd", "crds"),
        Cluster("apiregistration.k8s.io", "apiservices", "APIService"),
        Namespaced("apps", "controllerrevisions", "ControllerRevision"),
        Namespaced("apps", "daemonsets", "DaemonSet", "ds"),
        Namespaced("apps", "deployments", "Deployment", "deploy"),
        Namespaced("apps", "replicasets", "ReplicaSet", "rs"),
        Namespaced("apps", "statefulsets", "StatefulSet", "sts"),
        Namespaced("autoscaling", "horizontalpodautoscalers", "HorizontalPodAutoscaler", "hpa"),
        Namespaced("batch", "cronjobs", "CronJob", "cj"),
        Namespaced("batch", "jobs", "Job"),
        Cluster("certificates.k8s.io", "certificatesigningrequests", "CertificateSigningRequest", "csr"),
        Namespaced("coordination.k8s.io", "leases", "Lease"),
        Namespaced("discovery.k8s.io", "endpointslices", "EndpointSlice"),
        Cluster("flowcontrol.apiserver.k8s.io", "flowschemas", "FlowSchema"),
        Cluster("flowcontrol.apiserver.k8s.io", "prioritylevelconfigurations", "PriorityLevelConfiguration"),
        Cluster("networking.k8s.io", "ingressclasses", "IngressClass"),
        Namespaced("networking.k8s.io", "ingresses", "Ingress", "ing"),
        Namespaced("networking.k8s.io", "networkpolicies", "NetworkPolicy", "netpol"),
        Cluster("node.k8s.io", "runtimeclasses", "RuntimeClass"),
        Namespaced("policy", "poddisruptionbudgets", "PodDisruptionBudget", "pdb"),
        Cluster("rbac.authorization.k8s.io", "clusterrolebindings", "ClusterRoleBinding"),
        Cluster("rbac.authorization.k8s.io", "clusterroles", "ClusterRole"),
        Namespaced("rbac.authorization.k8s.io", "rolebindings", "RoleBinding"),
        Namespaced("rbac.authorization.k8s.io", "roles", "Role"),
        Cluster("scheduling.k8s.io", "priorityclasses", "PriorityClass", "pc"),
        Cluster("storage.k8s.io", "csidrivers", "CSIDriver"),
        Cluster("storage.k8s.io", "csinodes", "CSINode"),
        Cluster("storage.k8s.io", "storageclasses", "StorageClass", "sc"),
        Cluster("storage.k8s.io", "volumeattachments", "VolumeAttachment"),
    ];

    private static KnownResource Namespaced(string group, string plural, string kind, params string[] shortNames) =>
        new(group, plural, kind, Namespaced: true, shortNames);

    private static KnownResource Cluster(string group, string plural, string kind, params string[] shortNames) =>
        new(group, plural, kind, Namespaced: false, shortNames);
}
