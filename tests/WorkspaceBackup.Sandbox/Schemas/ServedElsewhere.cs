namespace VeleroSandbox.Schemas;

/// <summary>
/// Kubernetes' own resources that every API server has and the sandbox keeps no objects of: it says that it serves them, so that
/// nobody takes them for unknown. Source: <c>api/discovery/aggregated_v2.json</c> in Kubernetes' repository.
/// </summary>
internal static class ServedElsewhere
{
    private const string Table = """
        - endpoints Endpoints ep
        - events Event ev
        - limitranges LimitRange limits
        = nodes Node no
        - podtemplates PodTemplate
        - replicationcontrollers ReplicationController rc
        - resourcequotas ResourceQuota quota
        = mutatingwebhookconfigurations.admissionregistration.k8s.io MutatingWebhookConfiguration
        = validatingadmissionpolicies.admissionregistration.k8s.io ValidatingAdmissionPolicy
        = validatingwebhookconfigurations.admissionregistration.k8s.io ValidatingWebhookConfiguration
        = apiservices.apiregistration.k8s.io APIService
        - controllerrevisions.apps ControllerRevision
        - replicasets.apps ReplicaSet rs
        - horizontalpodautoscalers.autoscaling HorizontalPodAutoscaler hpa
        - cronjobs.batch CronJob cj
        - jobs.batch Job
        = certificatesigningrequests.certificates.k8s.io CertificateSigningRequest csr
        - leases.coordination.k8s.io Lease
        - endpointslices.discovery.k8s.io EndpointSlice
        - events.events.k8s.io Event ev
        = flowschemas.flowcontrol.apiserver.k8s.io FlowSchema
        = prioritylevelconfigurations.flowcontrol.apiserver.k8s.io PriorityLevelConfiguration
        = ingressclasses.networking.k8s.io IngressClass
        - ingresses.networking.k8s.io Ingress ing
        - networkpolicies.networking.k8s.io NetworkPolicy netpol
        = runtimeclasses.node.k8s.io RuntimeClass
        - poddisruptionbudgets.policy PodDisruptionBudget pdb
        = clusterrolebindings.rbac.authorization.k8s.io ClusterRoleBinding
        = clusterroles.rbac.authorization.k8s.io ClusterRole
        - rolebindings.rbac.authorization.k8s.io RoleBinding
        - roles.rbac.authorization.k8s.io Role
        = priorityclasses.scheduling.k8s.io PriorityClass pc
        = csinodes.storage.k8s.io CSINode
        - csistoragecapacities.storage.k8s.io CSIStorageCapacity
        = volumeattachments.storage.k8s.io VolumeAttachment
        """;

    public static IReadOnlyList<ResourceType> Types { get; } =
    [
        .. Table.Split('\n').Select(static line => line.Trim().Split(' ')).Select(static words =>
        {
            var name = words[1].Split('.', 2);
            return new ResourceType(name.Length == 1 ? "" : name[1], "v1", name[0], words[2], words[0] == "-") { ShortNames = words[3..] };
        }),
    ];
}
