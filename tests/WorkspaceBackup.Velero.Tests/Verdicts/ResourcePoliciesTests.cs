using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Verdicts;

namespace WorkspaceBackup.Velero.Tests.Verdicts;

/// <summary>
/// What Velero refuses of a ConfigMap with policies. Source: <c>internal/resourcepolicies</c>, from 1.11 to the main branch,
/// and its strict decoding.
/// </summary>
public sealed class ResourcePoliciesTests
{
    private static readonly VeleroRelease s_new = new(1, 18, 2);

    [Theory]
    [InlineData("conditions: {storageclass: [gp2]}", "this version knows no field \"storageclass\" in volumePolicies[0].conditions; \"storageClass\" is probably meant")]
    [InlineData("conditions: {storageClass: gp2}", "volumePolicies[0].conditions.storageClass is no list")]
    [InlineData("conditions: {storageClass: [{a: b}]}", "volumePolicies[0].conditions.storageClass[0] is no text")]
    [InlineData("conditions: [gp2]", "volumePolicies[0].conditions is no mapping")]
    [InlineData("conditions: {capacity: \"10Gi\"}", "volumePolicies[0].conditions.capacity \"10Gi\" is no range: \"10Gi,\" means that much and more, \",10Gi\" that much and less")]
    [InlineData("conditions: {capacity: 10}", "volumePolicies[0].conditions.capacity \"10\" is no range: \"10,\" means that much and more, \",10\" that much and less")]
    [InlineData("conditions: {capacity: \"1Gi,2Gi,3Gi\"}", "volumePolicies[0].conditions.capacity \"1Gi,2Gi,3Gi\" is no range: it has one comma, between the least and the most")]
    [InlineData("conditions: {capacity: \"10GB,\"}", "volumePolicies[0].conditions.capacity \"10GB,\" has \"10GB\", which is no quantity such as \"10Gi\"")]
    [InlineData("conditions: {capacity: \"10Gi,5Gi\"}", "volumePolicies[0].conditions.capacity \"10Gi,5Gi\" ends below where it begins")]
    [InlineData("conditions: {capacity: [1Gi]}", "volumePolicies[0].conditions.capacity is no text")]
    [InlineData("conditions: {nfs: {host: a}}", "this version knows no field \"host\" in volumePolicies[0].conditions.nfs")]
    [InlineData("conditions: {nfs: true}", "volumePolicies[0].conditions.nfs is no mapping")]
    [InlineData("conditions: {csi: {volumeAttributes: {a: b}}}", "volumePolicies[0].conditions.csi has volumeAttributes and no driver")]
    [InlineData("conditions: {pvcLabels: app=web}", "volumePolicies[0].conditions.pvcLabels is no mapping of label to value")]
    [InlineData("conditions: {pvcLabels: }", "volumePolicies[0].conditions.pvcLabels is no mapping of label to value")]
    [InlineData("conditions: {}, action: {typ: skip}", "this version knows no field \"typ\" in volumePolicies[0].action; \"type\" is probably meant")]
    [InlineData("conditions: {}, action: skip", "volumePolicies[0].action is no mapping")]
    public void A_volume_policy_that_velero_cannot_decode_is_refused(string policy, string reason)
    {
        var action = policy.Contains("action", StringComparison.Ordinal) ? "" : ", action: {type: skip}";

        var verdict = Of($"version: v1\nvolumePolicies:\n- {{{policy}{action}}}\n", s_new);

        var found = Assert.Single(verdict.Reasons);
        Assert.Equal(
            (VerdictRule.PolicyUnreadable, Fate.Never, $"Velero cannot use the ConfigMap \"velero/p\": {reason}."),
            (found.Rule, found.Fate, found.Text));
        Assert.Equal(Phases.FailedValidation, verdict.Phase);
    }

    [Theory]
    [InlineData("storageclass: [a]", "failed to decode volume conditions: yaml: unmarshal errors:\n  line 1: field storageclass not found in type resourcepolicies.volumeConditions")]
    [InlineData("storageClass: gp2", "failed to decode volume conditions: yaml: unmarshal errors:\n  line 1: cannot unmarshal !!str `gp2` into []string")]
    [InlineData("nfs: {server: a}, csi: {driver: x}, storageclass: [a]", "failed to decode volume conditions: yaml: unmarshal errors:\n  line 5: field storageclass not found in type resourcepolicies.volumeConditions")]
    [InlineData("capacity: 10Gi", "wrong format of Capacity 10Gi")]
    [InlineData("pvcLabels: web", "pvcLabels must be a map of string to string, got string")]
    public void The_servers_own_words_name_what_it_reads(string conditions, string said)
    {
        var verdict = Of(
            $"version: v1\nvolumePolicies:\n- conditions: {{{conditions}}}\n  action: {{type: skip}}\n", s_new);

        Assert.Equal(
            [$"fail to read the ResourcePolicies from ConfigMap velero/<name> with error {said}"], verdict.ValidationErrors);
    }

    [Theory]
    [InlineData("capacity: \"10Gi,\", storageClass: [gp2, 3], nfs: {}, csi: {driver: d}")]
    [InlineData("capacity: \", 1.5e3Gi\"", false)]
    [InlineData("capacity: \" 1Gi , 2Gi \"")]
    [InlineData("capacity: \"0,100M\"")]
    [InlineData("capacity: \"1e3,2E\"")]
    [InlineData("capacity: \"0.5Ki,512\"")]
    [InlineData("capacity: \"\"")]
    [InlineData("capacity: , storageClass: Null, nfs: null, csi: ~")]
    [InlineData("nfs: {server: a, path: /b}, csi: {driver: d, volumeAttributes: {a: 1}}")]
    [InlineData("volumeTypes: [emptyDir, secret], pvcLabels: {a: b}, pvcPhase: [Pending]")]
    public void What_velero_decodes_is_taken(string conditions, bool isTaken = true)
    {
        var verdict = Of(
            "version: v1\nvolumePolicies:\n- conditions:\n- conditions: {" + conditions
            + "}\n  action: {type: skip, parameters: {a: [1]}}\n",
            s_new);

        // The first policy has no action.
        Assert.Equal(
            isTaken ? "Velero cannot use the ConfigMap \"velero/p\": this version knows no action \"\"; it knows skip, snapshot, fs-backup, custom."
                : "Velero cannot use the ConfigMap \"velero/p\": volumePolicies[1].conditions.capacity \", 1.5e3Gi\" has \"1.5e3Gi\", which is no quantity such as \"10Gi\".",
            Assert.Single(verdict.Reasons).Text);
    }

    [Theory]
    [InlineData("volumeTypes: [nfs]", 13)]
    [InlineData("pvcLabels: {a: b}", 16)]
    [InlineData("csi: {driver: d, volumeAttributes: {a: b}}", 16)]
    [InlineData("pvcPhase: [Pending]", 18)]
    [InlineData("pvcVolumeMode: Block, pvcAccessModes: [ReadWriteOnce]", 19)]
    public void A_condition_is_refused_by_versions_that_do_not_know_it(string conditions, int since)
    {
        var text = $"version: v1\nvolumePolicies:\n- conditions: {{{conditions}}}\n  action: {{type: skip}}\n";

        Assert.Equal(VerdictRule.PolicyUnreadable, Assert.Single(Of(text, new VeleroRelease(1, since - 1)).Reasons).Rule);
        Assert.Empty(Of(text, new VeleroRelease(1, since)).Reasons);
    }

    [Theory]
    [InlineData("includeExcludePolicy: {excludedNamespaceScopedResource: [a]}", "this version knows no field \"excludedNamespaceScopedResource\" in includeExcludePolicy; \"excludedNamespaceScopedResources\" is probably meant")]
    [InlineData("includeExcludePolicy: {excludedNamespaceScopedResources: secrets}", "includeExcludePolicy.excludedNamespaceScopedResources is no list")]
    [InlineData("includeExcludePolicy: [secrets]", "includeExcludePolicy is no mapping")]
    [InlineData("volumePolicie: []", "this version does not know the field \"volumePolicie\"; \"volumePolicies\" is probably meant")]
    public void What_stands_beside_the_volume_policies_is_decoded_as_strictly(string field, string reason)
    {
        var verdict = Of($"version: v1\n{field}\n", s_new);

        Assert.Equal($"Velero cannot use the ConfigMap \"velero/p\": {reason}.", Assert.Single(verdict.Reasons).Text);
    }

    private static Verdict Of(string policy, VeleroRelease release) => BackupVerdicts.Of(
        new BackupContent { IncludedNamespaces = ["app"], ResourcePolicy = new ResourcePolicy("configmap", "p") },
        new ClusterKnowledge
        {
            Velero = release,
            ConfigMaps = new Dictionary<string, IReadOnlyDictionary<string, string>>
            {
                ["p"] = new Dictionary<string, string> { ["policies.yaml"] = policy },
            },
        });
}
