using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Protection;
using WorkspaceBackup.Velero.Tests.Schedules;

namespace WorkspaceBackup.Velero.Tests.Protection;

/// <summary>
/// Every rule of coverage, by a namespace that looks covered and is not, or of which nobody can say.
/// </summary>
public sealed class CoverageTests
{
    private readonly ProtectedCluster _eu = new();

    [Theory]
    [InlineData("listed by name", """ "includedNamespaces": ["app"] """)]
    [InlineData("all are taken", """ "includedNamespaces": ["*"] """)]
    [InlineData("no list is all", "")]
    [InlineData("a pattern matches", """ "includedNamespaces": ["a*"] """)]
    [InlineData("others are left out", """ "includedNamespaces": ["*"], "excludedNamespaces": ["till", "kube-*"] """)]
    [InlineData("events are never restored", """ "includedNamespaces": ["app"], "excludedResources": ["events", "ev"] """)]
    [InlineData("all resources are named", """ "includedNamespaces": ["app"], "includedResources": ["*"] """)]
    [InlineData("cluster resources come too", """ "includedNamespaces": ["app"], "includeClusterResources": true """)]
    [InlineData("a policy of a kind that Velero ignores", """ "resourcePolicy": { "kind": "secret", "name": "x" } """)]
    public async Task A_namespace_is_covered_when_the_whole_of_it_is_taken(string why, string content)
    {
        _eu.Protected(content);

        var found = await _eu.JudgeAsync();

        var app = Assert.Single(found.Namespaces);
        Assert.True(app.Coverage == Judgement.Covered, $"{why}: {app.Coverage.Reason}");
        Assert.Equal(["daily"], app.Schedules);
        Assert.Equal("daily-20260310020000", app.Backup);
        Assert.Equal(TimeSpan.FromHours(10), app.Age);
        Assert.False(app.IsLate);
        Assert.Empty(found.Findings);
        Assert.Empty(found.Warnings);
    }

    [Theory]
    [InlineData("left out by name", """ "includedNamespaces": ["*"], "excludedNamespaces": ["app"] """)]
    [InlineData("left out by a pattern", """ "excludedNamespaces": ["a*"], "includedNamespaces": ["*"] """)]
    [InlineData("the pattern is another", """ "includedNamespaces": ["app-*"] """)]
    [InlineData("only a longer name is listed", """ "includedNamespaces": ["app2"] """)]
    [InlineData("listed and left out: refused", """ "includedNamespaces": ["app"], "excludedNamespaces": ["app"] """)]
    [InlineData("a star beside a name: refused", """ "includedNamespaces": ["app", "*"] """)]
    [InlineData("the location does not exist", """ "includedNamespaces": ["app"], "storageLocation": "gone" """)]
    [InlineData("both selectors: refused", """ "labelSelector": { "matchLabels": { "a": "b" } }, "orLabelSelectors": [{}] """)]
    [InlineData("no query can be made of it", """ "labelSelector": { } """)]
    [InlineData("filters that exclude each other",
        """ "includedResources": ["*"], "includedNamespaceScopedResources": ["*"] """)]
    [InlineData("every resource is left out", """ "includedResources": ["pods"], "excludedResources": ["po"] """)]
    [InlineData("its policy is missing", """ "resourcePolicy": { "kind": "configmap", "name": "gone" } """)]
    [InlineData("over before it begins", """ "ttl": "-1h0m0s" """)]
    public async Task A_namespace_that_looks_covered_is_not(string why, string content)
    {
        _eu.Namespace("app2");
        _eu.Schedule("daily", content);

        var app = Assert.Single((await _eu.JudgeAsync()).Namespaces);

        Assert.True(app.Coverage.State == ProtectionState.Uncovered, $"{why}: {app.Coverage}");
        Assert.Empty(app.Schedules);
    }

    [Theory]
    [InlineData("a label selector", """ "labelSelector": { "matchLabels": { "app": "shop" } } """, "label selector")]
    [InlineData("several", """ "orLabelSelectors": [{ "matchLabels": { "app": "shop" } }] """, "label selector")]
    [InlineData("some resources", """ "includedResources": ["pods"] """, "only some resources")]
    [InlineData("all but some resources", """ "excludedResources": ["events", "secrets"] """, "leaves out some resources")]
    [InlineData("a pattern of resources", """ "excludedResources": ["*.apps"] """, "leaves out some resources")]
    [InlineData("some in namespaces", """ "includedNamespaceScopedResources": ["pods"] """, "only some resources")]
    [InlineData("all but some in namespaces", """ "excludedNamespaceScopedResources": ["pods"] """, "leaves out some resources")]
    [InlineData("no volumes", """ "excludedClusterScopedResources": ["persistentvolumes"] """, "volumes are such")]
    [InlineData("other cluster resources", """ "includedClusterScopedResources": ["storageclasses"] """, "volumes are such")]
    [InlineData("not even the namespace", """ "includeClusterResources": false """, "the namespace itself")]
    [InlineData("volume policies", """ "resourcePolicy": { "kind": "ConfigMap", "name": "volumes" } """, "volume policies")]
    [InlineData("resources by policy", """ "resourcePolicy": { "kind": "configmap", "name": "kinds" } """, "which resources")]
    public async Task What_only_the_objects_could_tell_is_unknown(string why, string content, string reason)
    {
        Policy("volumes", "version: v1\nvolumePolicies:\n- conditions: {capacity: '0,100Gi'}\n  action: {type: skip}\n");
        Policy("kinds", "version: v1\nincludeExcludePolicy:\n  excludedNamespaceScopedResources: [secrets]\n");
        _eu.Protected(content);

        var found = await _eu.JudgeAsync();

        var app = Assert.Single(found.Namespaces);
        Assert.True(app.Coverage.State == ProtectionState.Unknown, $"{why}: {app.Coverage}");
        Assert.Contains(reason, app.Coverage.Reason);
        Assert.Equal("daily-20260310020000", app.Backup);
        var finding = Assert.Single(found.Findings);
        Assert.Equal((ProtectionSeverity.Unknown, ProtectionFindingKind.NamespaceUnknown, "app"), (finding.Severity, finding.Kind, finding.Namespace));
    }

    [Fact]
    public async Task A_policy_without_rules_takes_nothing_away()
    {
        Policy("volumes", "version: v1\nvolumePolicies: []\n");
        _eu.Protected(""" "resourcePolicy": { "kind": "configmap", "name": "volumes" } """);

        Assert.Equal(Judgement.Covered, Assert.Single((await _eu.JudgeAsync()).Namespaces).Coverage);
    }

    [Theory]
    [InlineData("v1.18.2", "includeExcludePolicy:\n  excludedNamespaceScopedResources: [secrets]", ProtectionState.Unknown)]
    [InlineData("v1.16.2", "includeExcludePolicy:\n  excludedNamespaceScopedResources: [secrets]", ProtectionState.Uncovered)]
    [InlineData("v1.19.0", "clusterScopedFilterPolicy:\n  resourceFilters: [{kinds: [ClusterRole]}]", ProtectionState.Unknown)]
    [InlineData("v1.19.0", "namespacedFilterPolicies:\n- namespaces: [app]\n  resourceFilters: [{kinds: [Pod]}]", ProtectionState.Unknown)]
    [InlineData("v1.18.2", "namespacedFilterPolicies:\n- namespaces: [app]\n  resourceFilters: [{kinds: [Pod]}]", ProtectionState.Uncovered)]
    [InlineData("v1.19.0", "namespacedFilterPolicies: []", ProtectionState.Covered)]
    [InlineData("main", "namespacedFilterPolicies:\n- namespaces: [app]\n  resourceFilters: [{kinds: [Pod]}]", ProtectionState.Unknown)]
    public async Task What_a_policy_may_say_depends_on_the_version(string version, string text, ProtectionState state)
    {
        _eu.Fake.VeleroVersion = version;
        Policy("kinds", $"version: v1\n{text}\n");
        _eu.Protected(""" "resourcePolicy": { "kind": "configmap", "name": "kinds" } """);

        Assert.Equal(state, Assert.Single((await _eu.JudgeAsync()).Namespaces).Coverage.State);
    }

    [Theory]
    [InlineData(""" "--restore-only" """, "--restore-only")]
    [InlineData(""" "--restore-only=true" """, "--restore-only")]
    [InlineData(""" "--disable-controllers=gc,schedule" """, "--disable-controllers=schedule")]
    [InlineData(""" "--disable-controllers", "backup", "--disable-controllers=gc" """, "--disable-controllers=backup")]
    [InlineData(""" "--disable-controllers=backup-queue" """, "--disable-controllers=backup-queue")]
    [InlineData(""" "--restore-only=false", "--disable-controllers=gc,restore" """, null)]
    public async Task A_server_that_is_told_to_make_no_backups_covers_nothing(string arguments, string? told)
    {
        _eu.Protected();
        _eu.Fake.Add(FakeCluster.DeploymentPath, $$"""
            { "spec": { "template": { "spec": { "containers": [{ "name": "velero", "args": ["server", {{arguments}}] }] } } } }
            """);

        var found = await _eu.JudgeAsync();

        var coverage = Assert.Single(found.Namespaces).Coverage;
        Assert.Equal(told is null ? ProtectionState.Covered : ProtectionState.Uncovered, coverage.State);
        Assert.Contains(told ?? "", coverage.Reason ?? "", StringComparison.Ordinal);
        Assert.Equal(told is not null, found.Findings.Any(static finding => finding.Kind == ProtectionFindingKind.ScheduleFailing));
    }

    [Theory]
    [InlineData(FaultKind.Forbidden, true, ProtectionState.Covered)]
    [InlineData(FaultKind.Forbidden, false, ProtectionState.Unknown)]
    [InlineData(FaultKind.NotFound, false, ProtectionState.Unknown)]
    public async Task Arguments_that_cannot_be_read_leave_a_schedule_unknown_until_it_has_a_good_backup(
        FaultKind fault, bool hasBackup, ProtectionState state)
    {
        _eu.Fake.Fails = request => request.Path.Resource == "deployments" ? fault : null;
        _eu.Backup("by-hand", schedule: "");
        _eu.Schedule("daily");
        if (hasBackup)
        {
            _eu.Backup("daily-20260310020000");
        }

        Assert.Equal(state, Assert.Single((await _eu.JudgeAsync()).Namespaces).Coverage.State);
    }

    [Fact]
    public async Task A_policy_that_may_not_be_read_is_unknown_and_the_rule_is_named()
    {
        _eu.Fake.Fails = static request => request.Path.Resource == "configmaps" ? FaultKind.Forbidden : null;
        _eu.Protected(""" "resourcePolicy": { "kind": "configmap", "name": "volumes" } """);

        var found = await _eu.JudgeAsync();

        Assert.Equal(ProtectionState.Unknown, Assert.Single(found.Namespaces).Coverage.State);
        Assert.Contains(
            """apiGroups [""], resources ["configmaps"], verbs [list] in namespace "velero".""",
            Assert.Single(found.Warnings).Detail);
    }

    [Fact]
    public async Task The_exclude_label_on_one_listed_namespace_fails_the_backup_of_all_others()
    {
        _eu.Namespace("till", "velero.io/exclude-from-backup");
        _eu.Schedule("daily", """ "includedNamespaces": ["app", "till"] """);

        var found = await _eu.JudgeAsync(null, "app", "till");

        Assert.All(found.Namespaces, static item => Assert.Equal(ProtectionState.Uncovered, item.Coverage.State));
        Assert.Contains("\"till\" carries the label velero.io/exclude-from-backup=true", found.Namespaces[0].Coverage.Reason);
    }

    [Fact]
    public async Task Under_a_star_only_the_labelled_namespace_is_left_out()
    {
        _eu.Namespace("till", "velero.io/exclude-from-backup");
        _eu.Schedule("daily", """ "includedNamespaces": ["*"] """);

        var found = await _eu.JudgeAsync(null, "app", "till");

        Assert.Equal(
            [ProtectionState.Covered, ProtectionState.Uncovered], found.Namespaces.Select(static item => item.Coverage.State));
    }

    [Theory]
    [InlineData("v1.17.2", """ "includedNamespaces": ["a*"] """, ProtectionState.Uncovered)]
    [InlineData("v1.17.2", """ "includedNamespaces": ["a*", "velero"] """, ProtectionState.Uncovered)]
    [InlineData("v1.18.2", """ "includedNamespaces": ["a*", "velero"] """, ProtectionState.Covered)]
    [InlineData("v1.18.2", """ "includedNamespaces": ["a*"] """, ProtectionState.Covered)]
    [InlineData("main", """ "includedNamespaces": ["a*"] """, ProtectionState.Unknown)]
    [InlineData("main", """ "includedNamespaces": ["app"] """, ProtectionState.Covered)]
    [InlineData("v1.18.0", """ "excludedNamespaces": ["kube-*"] """, ProtectionState.Uncovered)]
    [InlineData("v1.18.1", """ "excludedNamespaces": ["kube-*"] """, ProtectionState.Covered)]
    [InlineData("v1.17.2", """ "excludedNamespaces": ["kube-*"] """, ProtectionState.Covered)]
    public async Task What_a_list_takes_depends_on_the_version(string version, string content, ProtectionState state)
    {
        _eu.Fake.VeleroVersion = version;
        _eu.Schedule("daily", content);

        var app = Assert.Single((await _eu.JudgeAsync()).Namespaces);

        Assert.True(state == app.Coverage.State, $"{version} {content}: {app.Coverage}");
    }

    [Theory]
    [InlineData("paused", """ "paused": true, """, "", """ { "phase": "Enabled" } """, ProtectionState.Uncovered, "it is paused")]
    [InlineData("refused", "", "", """ { "phase": "FailedValidation", "validationErrors": ["bad cron"] } """,
        ProtectionState.Uncovered, "bad cron")]
    [InlineData("not taken over", "", "", "{}", ProtectionState.Unknown, "not taken it over")]
    public async Task A_schedule_that_does_not_run_covers_nothing(
        string why, string more, string metadata, string status, ProtectionState state, string reason)
    {
        _eu.Schedule("daily", more: more, metadata: metadata, status: status);

        var app = Assert.Single((await _eu.JudgeAsync()).Namespaces);

        Assert.True(state == app.Coverage.State, $"{why}: {app.Coverage}");
        Assert.Contains(reason, app.Coverage.Reason);
    }

    [Fact]
    public async Task A_schedule_with_a_name_too_long_for_a_label_never_makes_a_backup()
    {
        _eu.Schedule(new string('x', 64));

        Assert.Contains("63 characters", Assert.Single((await _eu.JudgeAsync()).Namespaces).Coverage.Reason);
    }

    [Fact]
    public async Task A_schedule_with_a_label_that_is_none_never_makes_a_backup()
    {
        _eu.Schedule("daily", """ "includedNamespaces": ["app"], "metadata": { "labels": { "team": "not a label" } } """);

        Assert.Contains("team=not a label", Assert.Single((await _eu.JudgeAsync()).Namespaces).Coverage.Reason);
    }

    [Theory]
    [InlineData("60 2 * * *", "v1.18.2", ProtectionState.Uncovered)]
    [InlineData("0 2 * * 7", "v1.18.2", ProtectionState.Uncovered)]
    [InlineData("0 2 * * 7", "v1.19.0", ProtectionState.Covered)]
    public async Task A_cron_that_this_Velero_does_not_read_never_runs(string cron, string version, ProtectionState state)
    {
        _eu.Fake.VeleroVersion = version;
        _eu.Schedule("daily", cron: cron);

        Assert.Equal(state, Assert.Single((await _eu.JudgeAsync()).Namespaces).Coverage.State);
    }

    [Fact]
    public async Task A_read_only_location_takes_no_backup()
    {
        _eu.Location("default", mode: "ReadOnly");
        _eu.Schedule("daily");

        Assert.Contains("read-only", Assert.Single((await _eu.JudgeAsync()).Namespaces).Coverage.Reason);
    }

    [Fact]
    public async Task Without_the_servers_arguments_nobody_knows_its_default_location()
    {
        _eu.Fake.Remove(FakeCluster.DeploymentPath);
        _eu.Schedule("daily", """ "storageLocation": "" """);
        _eu.Fake.RemoveLocation("default");
        _eu.Location("offsite");

        Assert.Equal(ProtectionState.Unknown, Assert.Single((await _eu.JudgeAsync()).Namespaces).Coverage.State);
        _eu.Fake.Add(FakeCluster.DeploymentPath, """
            { "spec": { "template": { "spec": { "containers": [
              { "name": "velero", "args": ["server", "--default-backup-storage-location=offsite"] }] } } } }
            """);
        Assert.Equal(Judgement.Covered, Assert.Single((await _eu.JudgeAsync()).Namespaces).Coverage);
    }

    [Fact]
    public async Task Without_the_namespaces_nobody_knows_what_is_labelled_out()
    {
        _eu.Protected();
        _eu.Fake.Fails = static request =>
            request is { Verb: "LIST", Path.Resource: "namespaces" } ? FaultKind.Forbidden : null;

        var found = await _eu.JudgeAsync();

        Assert.Equal(ProtectionState.Unknown, Assert.Single(found.Namespaces).Coverage.State);
        Assert.Contains("""resources ["namespaces"], verbs [list].""", Assert.Single(found.Warnings).Detail);
    }

    [Fact]
    public async Task Schedules_of_others_count_and_are_named()
    {
        _eu.Protected();
        _eu.Schedule("ours", metadata: """
            , "labels": { "workspace-backup.io/workspace": "shop", "workspace-backup.io/prefix": "daily" }
            """);

        var found = await _eu.JudgeAsync();

        Assert.Equal(["daily", "ours"], Assert.Single(found.Namespaces).Schedules);
        Assert.Equal([null, "shop/daily"], found.Schedules.Select(static schedule => schedule.Owner));
        Assert.All(found.Schedules, static schedule => Assert.Equal(TimeSpan.FromDays(1), schedule.Interval));
    }

    private void Policy(string name, string text) => _eu.Add("v1", "configmaps", "velero", name, $$"""
        { "data": { "policy.yaml": {{System.Text.Json.JsonSerializer.Serialize(text)}} } }
        """);
}
