using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Tests.Schedules;

namespace WorkspaceBackup.Velero.Tests.Writing;

/// <summary>What Velero would make of a declaration on one cluster, said before anything is written.</summary>
public sealed class VerdictFindingsTests
{
    private const string Policy = """{"data": {"policies.yaml": "version: v1\nvolumePolicies: []\n"}}""";

    private static readonly ApiPath s_policy = new("v1", "configmaps", "velero", "policy");

    private readonly FakeCluster _eu = new("eu");

    [Fact]
    public async Task A_volume_snapshot_location_that_is_not_there_is_an_error_at_plan()
    {
        var finding = Assert.Single(await FindAsync(content => content with { VolumeSnapshotLocations = ["aws-1"] }));

        Assert.Equal((true, VerdictRule.SnapshotLocationMissing), (finding.IsError, finding.Rule));
        Assert.Equal("spec.template.volumeSnapshotLocations", finding.Field);
        Assert.Contains("\"aws-1\"", finding.Detail);
        Assert.Contains("known only once it is made", finding.Detail);
    }

    [Theory]
    [InlineData("the server has no default", """["server"]""", "no backup made there is usable")]
    [InlineData("the server has one of that provider", """["server", "--default-volume-snapshot-locations=aws:aws-2"]""", null)]
    [InlineData("the server has one of another", """["server", "--default-volume-snapshot-locations", "gcp:x"]""", "no backup made there is usable")]
    [InlineData("it cannot be known", null, "Unless the server has a default of its own")]
    public async Task Of_several_snapshot_locations_the_servers_own_default_counts(string when, string? arguments, string? said)
    {
        foreach (var name in new[] { "aws-1", "aws-2" })
        {
            _eu.Add(ApiPath.Velero("volumesnapshotlocations", "velero", name), """{"spec": {"provider": "aws"}}""");
        }

        if (arguments is not null)
        {
            _eu.Add(FakeCluster.DeploymentPath,
                """{"spec": {"template": {"spec": {"containers": [{"name": "velero", "args": ARGS}] } } } }"""
                    .Replace("ARGS", arguments, StringComparison.Ordinal));
        }

        var findings = await FindAsync(content => content);

        Assert.True((said is null ? 0 : 1) == findings.Count, when);
        Assert.All(findings, finding =>
        {
            Assert.Equal((false, VerdictRule.SnapshotLocationAmbiguous), (finding.IsError, finding.Rule));
            Assert.Contains(said!, finding.Detail, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("is not there", null, VerdictRule.PolicyMissing)]
    [InlineData("cannot be read", """{"data": {"policies.yaml": "version: v3\n"}}""", VerdictRule.PolicyUnreadable)]
    [InlineData("has two entries", """{"data": {"a": "version: v1", "b": ""}}""", VerdictRule.PolicyUnreadable)]
    [InlineData("is good", Policy, null)]
    public async Task A_resource_policy_is_read_as_Velero_reads_it(string policy, string? configMap, VerdictRule? expected)
    {
        if (configMap is not null)
        {
            _eu.Add(s_policy, configMap);
        }

        var findings = await FindAsync(WithPolicy);

        Assert.True(findings.Select(finding => finding.Rule).SequenceEqual(expected is null ? [] : [expected]), policy);
        Assert.All(findings, finding => Assert.True(finding.IsError));

        // What is there is not made together with this.
        Assert.All(findings, finding => Assert.Equal(
            expected == VerdictRule.PolicyMissing, finding.Detail.Contains("known only once it is made", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_policy_that_may_not_be_read_is_not_known()
    {
        _eu.Fails = request => request.Path.Resource == "configmaps" ? FaultKind.Forbidden : null;

        var finding = Assert.Single(await FindAsync(WithPolicy));

        Assert.Equal((FindingKind.CannotCheck, false), (finding.Kind, finding.IsError));
        Assert.Contains("whether the resource policy exists", finding.Detail);
    }

    [Fact]
    public async Task A_policy_is_read_once_for_many_schedules()
    {
        _eu.Add(s_policy, Policy);
        foreach (var prefix in new[] { "daily", "weekly", "monthly" })
        {
            Assert.Empty(await FindAsync(WithPolicy, prefix));
        }

        Assert.Single(_eu.Requests, request => request is { Verb: "GET", Path.Resource: "configmaps" });
    }

    [Theory]
    [InlineData("a Velero that knows no patterns", "v1.17.2", "app*", VerdictRule.NamespacePatternUnsupported, true)]
    [InlineData("a pattern without a match", "v1.18.2", "none-*", VerdictRule.NamespacePatternMatchesNothing, false)]
    [InlineData("a pattern with one", "v1.18.2", "app*", null, false)]
    public async Task Patterns_of_namespaces_are_judged_by_the_Velero_there(
        string what, string version, string pattern, VerdictRule? expected, bool isError)
    {
        _eu.VeleroVersion = version;

        var findings = await FindAsync(content => content with { IncludedNamespaces = [pattern] });

        Assert.True(findings.Select(finding => finding.Rule).SequenceEqual(expected is null ? [] : [expected]), what);
        Assert.All(findings, finding => Assert.Equal(isError, finding.IsError));
    }

    [Fact]
    public async Task What_the_cluster_may_mend_is_a_warning_on_a_schedule_that_says_until_when()
    {
        _eu.AddNamespace("kept-out", "velero.io/exclude-from-backup");

        var finding = Assert.Single(await FindAsync(content => content with { IncludedNamespaces = ["app", "kept-out"] }));

        Assert.Equal((FindingKind.NamespaceExcluded, false), (finding.Kind, finding.IsError));
        Assert.Contains("the whole backup fails validation", finding.Detail);
        Assert.EndsWith("Until that changes, no backup made there is usable.", finding.Detail);
    }

    [Theory]
    [InlineData("none", null, true)]
    [InlineData("none is ready", 0, true)]
    [InlineData("one is ready", 1, false)]
    public async Task A_node_agent_that_does_not_run_warns_where_one_is_needed(string agents, int? ready, bool warns)
    {
        if (ready is not null)
        {
            _eu.AddNodeAgent(ready.Value);
        }

        var findings = await FindAsync(content => content with { DefaultVolumesToFsBackup = true });
        var moving = await FindAsync(content => content with { SnapshotMoveData = true });

        Assert.True(
            findings.Select(finding => finding.Rule).SequenceEqual(warns ? [VerdictRule.NodeAgentMissing] : []), agents);
        Assert.All(findings, finding => Assert.False(finding.IsError));
        Assert.True(
            moving.Select(finding => finding.Rule).Contains(VerdictRule.NodeAgentMissing) == warns, agents);
        Assert.All(
            moving.Where(finding => finding.Rule == VerdictRule.NodeAgentMissing),
            finding => Assert.Contains("waits until itemOperationTimeout", finding.Detail, StringComparison.Ordinal));
        Assert.Empty(await FindAsync(content => content));
    }

    [Theory]
    [InlineData("the cluster has it", "widgets.example.com", true, false)]
    [InlineData("it has another group", "widgets.example.org", true, true)]
    [InlineData("the API server is too old to say", "widgets.example.org", false, false)]
    public async Task Resources_that_the_cluster_does_not_serve_warn(string when, string name, bool isKnown, bool warns)
    {
        _eu.Served = isKnown ? [("pods", ""), ("widgets", "example.com")] : null;

        var findings = await FindAsync(content => content with { IncludedResources = ["pods", name] });

        Assert.True(findings.Select(finding => finding.Rule).SequenceEqual(warns ? [VerdictRule.ResourceUnknown] : []), when);
        Assert.All(findings, finding => Assert.False(finding.IsError));
    }

    [Fact]
    public async Task What_was_said_of_the_configuration_is_not_said_again()
    {
        Assert.Empty(await FindAsync(
            content => content with { Ttl = "0s", IncludedNamespaces = ["app"] }, configured: new() { Ttl = "0s" }));
    }

    [Theory]
    [InlineData("a name on both lists", "app", null, VerdictRule.NamespaceIncludedAndExcluded, true)]
    [InlineData("a resource that some namespaces do not bring", null, "clusterroles", VerdictRule.ResourceClusterScopedLeftOut, false)]
    public async Task What_namespaces_that_were_not_configured_bring_about_is_said_here(
        string what, string? excluded, string? resource, VerdictRule expected, bool isError)
    {
        var configured = new BackupContent
        {
            ExcludedNamespaces = excluded is null ? null : [excluded],
            IncludedResources = resource is null ? null : [resource],
        };

        var found = Assert.Single(await FindAsync(_ => configured with { StorageLocation = "default", IncludedNamespaces = ["app"] }, configured: configured));

        Assert.True((expected, isError) == (found.Rule, found.IsError), what);
    }

    private static BackupContent WithPolicy(BackupContent content) =>
        content with { ResourcePolicy = new("configmap", "policy") };

    private async Task<IReadOnlyList<Finding>> FindAsync(
        Func<BackupContent, BackupContent> change, string prefix = "daily", BackupContent? configured = null)
    {
        var request = Given.Request(_eu);
        return await Given.NewService().DryRunAsync(
            request with
            {
                Declaration = request.Declaration with { Prefix = prefix, Content = change(request.Declaration.Content), Configured = configured },
            },
            CancellationToken.None).WaitAsync(Given.Limit);
    }
}
