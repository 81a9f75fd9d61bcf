using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Schedules;
using WorkspaceBackup.Velero.Tests.Schedules;

namespace WorkspaceBackup.Velero.Tests.Writing;

public sealed class PreflightTests
{
    private readonly FakeCluster _eu = new("eu");

    [Fact]
    public async Task Nothing_is_found_where_all_is_well() => Assert.Empty(await FindAsync());

    [Fact]
    public async Task A_missing_location_is_an_error_that_names_those_there_are()
    {
        _eu.RemoveLocation("default");
        _eu.AddLocation("minio");
        _eu.AddLocation("archive");

        var finding = Assert.Single(await FindAsync());

        Assert.Equal((true, FaultKind.LocationMissing), (finding.IsError, finding.Fault!.Kind));
        Assert.Contains("archive, minio", finding.Detail);
        Assert.Equal("spec.template.storageLocation", finding.Field);
    }

    [Fact]
    public async Task A_missing_location_stops_the_write_on_every_cluster()
    {
        var us = new FakeCluster("us");
        us.RemoveLocation("default");

        var result = await Given.CreateAsync(Given.Request(_eu, us));

        Assert.Equal(("us", FaultKind.LocationMissing), (result.Findings[0].Cluster, result.Findings[0].Fault!.Kind));
        Assert.Empty(_eu.StoringRequests);
    }

    [Fact]
    public async Task Without_the_Velero_namespace_that_is_what_is_missing()
    {
        _eu.RemoveLocation("default");
        _eu.Remove(new("v1", "namespaces", Name: "velero"));

        Assert.Equal(FaultKind.VeleroNamespaceMissing, Assert.Single(await FindAsync()).Fault!.Kind);
    }

    [Theory]
    [InlineData("an unavailable one, with Velero's words", "Unavailable", "ReadWrite", "bucket is gone",
        "LocationNotAvailable", "bucket is gone")]
    [InlineData("one not validated yet", "", "ReadWrite", null, "LocationNotAvailable", "not validated")]
    [InlineData("a read-only one", "Available", "ReadOnly", null, "LocationReadOnly", "read-only")]
    public async Task A_location_that_takes_no_backups_only_warns(
        string what, string phase, string accessMode, string? message, string kind, string said)
    {
        _eu.AddLocation("default", phase, accessMode, message);

        var finding = Assert.Single(await FindAsync());

        Assert.True(Enum.Parse<FindingKind>(kind) == finding.Kind && !finding.IsError, what);
        Assert.Contains(said, finding.Detail);
    }

    [Fact]
    public async Task A_namespace_that_does_not_exist_there_only_warns()
    {
        var finding = Assert.Single(await FindAsync("app", "elsewhere"));

        Assert.Equal((FindingKind.NamespaceMissing, false), (finding.Kind, finding.IsError));
        Assert.Equal("Namespace elsewhere", finding.Object);
    }

    [Fact]
    public async Task A_namespace_that_is_kept_out_of_backups_warns()
    {
        _eu.AddNamespace("kept-out", "velero.io/exclude-from-backup");

        Assert.Equal(FindingKind.NamespaceExcluded, Assert.Single(await FindAsync("kept-out")).Kind);
    }

    [Fact]
    public async Task All_namespaces_are_not_looked_for()
    {
        Assert.Empty(await FindAsync("*"));
        Assert.DoesNotContain(_eu.Requests, request => request is { Verb: "LIST", Path.Resource: "namespaces" });
    }

    [Theory]
    [InlineData("namespaces")]
    [InlineData("backupstoragelocations")]
    [InlineData("persistentvolumeclaims")]
    [InlineData("storageclasses")]
    [InlineData("volumesnapshotclasses")]
    [InlineData("volumesnapshotlocations")]
    public async Task A_forbidden_list_loses_its_check_alone(string resource)
    {
        _eu.Fails = request =>
            request is { Verb: "LIST" } && request.Path.Resource == resource ? FaultKind.Forbidden : null;

        var finding = Assert.Single(await FindAsync());

        Assert.Equal((FindingKind.CannotCheck, false), (finding.Kind, finding.IsError));
    }

    [Fact]
    public async Task Several_forbidden_lists_are_one_warning()
    {
        _eu.Fails = request =>
            request is { Verb: "LIST", Path.Resource: "namespaces" or "storageclasses" } ? FaultKind.Forbidden : null;

        var finding = Assert.Single(await FindAsync());

        Assert.Equal(FindingKind.CannotCheck, finding.Kind);
        Assert.All(
            ["whether the namespaces exist", "which storage classes"], what => Assert.Contains(what, finding.Detail));
    }

    [Theory]
    [InlineData("that no class serves", "csi.example.com", null, null, "SnapshotClassMissing")]
    [InlineData("that a class serves", "csi.example.com", "Retain", "true", null)]
    [InlineData("whose snapshots go with the namespace", "csi.example.com", "Delete", "true", "SnapshotsNotRetained")]
    [InlineData("of a plugin in Kubernetes itself", "kubernetes.io/aws-ebs", null, null, null)]
    public async Task Volumes_are_checked_for_snapshots(
        string volumes, string driver, string? policy, string? label, string? expected)
    {
        AddVolume(driver);
        if (policy is not null)
        {
            _eu.Add(
                new("snapshot.storage.k8s.io/v1", "volumesnapshotclasses", Name: "snap"),
                $$$"""
                {"driver": "{{{driver}}}", "deletionPolicy": "{{{policy}}}",
                 "metadata": {"labels": {"velero.io/csi-volumesnapshot-class": "{{{label}}}"} } }
                """);
        }

        var findings = await FindAsync();

        Assert.True(
            (expected is null ? [] : new[] { Enum.Parse<FindingKind>(expected) }).SequenceEqual(
                findings.Select(finding => finding.Kind)),
            volumes);
        Assert.All(findings, finding => Assert.False(finding.IsError));
    }

    [Theory]
    [InlineData("without disks", false, null)]
    [InlineData("backed up as files", true, true)]
    public async Task Volumes_that_are_not_snapshotted_need_no_class(string how, bool disks, bool? asFiles)
    {
        AddVolume("csi.example.com");
        _eu.AddNodeAgent(ready: 1);

        var findings = await FindAsync(
            content => content with { SnapshotVolumes = disks, DefaultVolumesToFsBackup = asFiles });

        Assert.True(findings.Count == 0, how);
    }

    [Fact]
    public async Task Volumes_of_other_namespaces_are_not_looked_at()
    {
        AddVolume("csi.example.com", "elsewhere");

        Assert.Empty(await FindAsync());
        Assert.Equal(
            FindingKind.SnapshotClassMissing,
            Assert.Single(await FindAsync(content => content with { IncludedNamespaces = null })).Kind);
        Assert.Empty(await FindAsync(
            content => content with { IncludedNamespaces = null, ExcludedNamespaces = ["elsewhere"] }));
    }

    [Theory]
    [InlineData("none named", null, true)]
    [InlineData("one of them named", "aws-1", false)]
    [InlineData("another one named", "gcp-1", true)]
    public async Task Several_snapshot_locations_of_one_provider_warn_unless_one_is_named(
        string rule, string? named, bool warns)
    {
        foreach (var (name, provider) in new[] { ("aws-1", "aws"), ("aws-2", "aws"), ("gcp-1", "gcp") })
        {
            _eu.Add(
                ApiPath.Velero("volumesnapshotlocations", "velero", name),
                $$$"""{"spec": {"provider": "{{{provider}}}"}}""");
        }

        var findings = await FindAsync(
            content => content with { VolumeSnapshotLocations = named is null ? null : [named] });

        Assert.True(
            (warns ? [FindingKind.SnapshotLocationAmbiguous] : Array.Empty<FindingKind>()).SequenceEqual(
                findings.Select(finding => finding.Kind)),
            rule);
    }

    [Theory]
    [InlineData("snapshots stay in the cluster", null, null, false)]
    [InlineData("data is moved", true, null, true)]
    [InlineData("volumes are backed up as files", null, true, true)]
    public async Task A_place_that_another_cluster_writes_to_warns_or_fails(
        string when, bool? moves, bool? asFiles, bool isError)
    {
        var us = new FakeCluster("us");
        _eu.AddLocation("default", bucket: "shared");
        us.AddLocation("other-name", bucket: "shared");
        _eu.AddNodeAgent(ready: 1);

        var finding = Assert.Single(await FindAsync(
            content => content with { SnapshotMoveData = moves, DefaultVolumesToFsBackup = asFiles }, us));

        Assert.True((finding.Kind, finding.IsError) == (FindingKind.LocationShared, isError), when);
        Assert.Contains("\"us\"", finding.Detail);
    }

    [Theory]
    [InlineData("read only there", "ReadOnly", "uid-of-us", "shared")]
    [InlineData("another bucket there", "ReadWrite", "uid-of-us", "own")]
    [InlineData("the same cluster under another name", "ReadWrite", "uid-of-eu", "shared")]
    public async Task A_place_is_not_shared_when_only_one_cluster_writes_to_it(
        string when, string accessMode, string uid, string bucket)
    {
        var us = new FakeCluster("us", uid);
        _eu.AddLocation("default", bucket: "shared");
        us.AddLocation("default", accessMode: accessMode, bucket: bucket);

        Assert.True((await FindAsync(content => content, us)).Count == 0, when);
    }

    [Fact]
    public async Task A_cluster_that_is_down_is_not_the_business_of_those_that_are_written_on()
    {
        var us = new FakeCluster("us") { Fails = _ => FaultKind.ConnectionRefused };

        Assert.Empty(await FindAsync(content => content, us));
    }

    [Fact]
    public async Task A_right_that_is_missing_is_printed_as_a_rule()
    {
        _eu.Denied.UnionWith(["create schedules", "delete schedules", "get serverstatusrequests"]);

        var planned = Assert.Single(await FindAsync());
        var applied = Assert.Single((await Given.CreateAsync(Given.Request(_eu))).Findings);

        Assert.Equal((false, FaultKind.Forbidden), (planned.IsError, planned.Fault!.Kind));
        Assert.True(applied.IsError);
        Assert.Contains(
            "rules: [{apiGroups: [velero.io], resources: [schedules], verbs: [create, delete]}, "
            + "{apiGroups: [velero.io], resources: [serverstatusrequests], verbs: [get]}]",
            planned.Detail);
        Assert.Empty(_eu.StoringRequests);
    }

    [Fact]
    public async Task Rights_that_are_missing_are_one_error_and_not_one_for_each_refusal()
    {
        _eu.Denied.UnionWith(["create schedules", "create serverstatusrequests"]);
        _eu.FailedQuestions["serverstatusrequests"] = FaultKind.Forbidden;
        _eu.Fails = request => request is { Verb: "POST" } ? FaultKind.Forbidden : null;

        var result = await Given.CreateAsync(Given.Request(_eu));

        Assert.Equal(FaultKind.Forbidden, Assert.Single(result.Findings).Fault!.Kind);
    }

    [Fact]
    public async Task An_update_needs_no_right_to_create()
    {
        var request = await Given.CreatedAsync(_eu);
        _eu.Denied.UnionWith(["create schedules", "delete schedules"]);

        Assert.Empty(await Given.NewService().DryRunAsync(request, CancellationToken.None).WaitAsync(Given.Limit));
    }

    [Theory]
    [InlineData("selfsubjectaccessreviews")]
    [InlineData("serverstatusrequests")]
    public async Task What_may_not_be_asked_is_a_warning_at_plan_and_an_error_at_apply(string resource)
    {
        _eu.FailedQuestions[resource] = FaultKind.Forbidden;

        var planned = Assert.Single(await FindAsync());
        var applied = await Given.NewService()
            .CreateAsync(Given.Request(_eu), CancellationToken.None).WaitAsync(Given.Limit);

        Assert.Equal((FindingKind.CannotCheck, false), (planned.Kind, planned.IsError));
        Assert.Equal(FaultKind.Forbidden, Assert.Single(applied.Findings, finding => finding.IsError).Fault!.Kind);
    }

    [Fact]
    public async Task A_right_and_a_server_are_asked_once_for_many_schedules()
    {
        var service = Given.NewService();
        foreach (var prefix in new[] { "daily", "weekly", "monthly" })
        {
            var request = Given.Request(_eu);
            Assert.Empty(await service
                .DryRunAsync(
                    request with { Declaration = request.Declaration with { Prefix = prefix } }, CancellationToken.None)
                .WaitAsync(Given.Limit));
        }

        Assert.Equal(6, _eu.Questions.Count(asked => asked.Path.Resource == "selfsubjectaccessreviews"));
        Assert.Single(_eu.Questions, asked => asked is { Verb: "POST", Path.Resource: "serverstatusrequests" });
        Assert.Single(_eu.Questions, asked => asked is { Verb: "DELETE", Path.Resource: "serverstatusrequests" });
    }

    [Fact]
    public async Task Without_a_server_that_answers_a_create_warns_and_waits_two_seconds()
    {
        _eu.HasVelero = false;
        _eu.VeleroVersion = null;
        var time = new FakeTime();
        var service = new Reconciler<ScheduleDeclaration, ScheduleElement>(ScheduleKind.Instance, time, new(time));

        var result = await service.CreateAsync(Given.Request(_eu), CancellationToken.None).WaitAsync(Given.Limit);

        var finding = Assert.Single(result.Findings);
        Assert.Equal((false, FaultKind.VeleroNotAnswering), (finding.IsError, finding.Fault!.Kind));
        Assert.NotNull(_eu.Schedule("daily-eu"));
        Assert.InRange(time.GetElapsedTime(0).TotalSeconds, 7, 11);
    }

    [Theory]
    [InlineData("v1.14.1", "Europe/Berlin", true)]
    [InlineData("v1.15.0", "Europe/Berlin", false)]
    [InlineData("v1.14.1", null, false)]
    [InlineData("main-4d0a1b", "Europe/Berlin", false)]
    public async Task A_time_zone_warns_where_Velero_is_too_old_for_it(string version, string? zone, bool warns)
    {
        _eu.VeleroVersion = version;

        var findings = await FindAsync(Given.Declaration with { TimeZone = zone });

        Assert.Equal(warns ? [FindingKind.TimeZoneUnsupported] : [], findings.Select(finding => finding.Kind));
    }

    private void AddVolume(string driver, string @namespace = "app")
    {
        _eu.Add(new("v1", "persistentvolumeclaims", @namespace, "data"), """{"spec": {"storageClassName": "fast"}}""");
        _eu.Add(new("storage.k8s.io/v1", "storageclasses", Name: "fast"), $$"""{"provisioner": "{{driver}}"}""");
    }

    private Task<IReadOnlyList<Finding>> FindAsync(params string[] namespaces) =>
        FindAsync(content => content with
        {
            IncludedNamespaces = StringSet.From(namespaces.Length == 0 ? ["app"] : namespaces),
        });

    private Task<IReadOnlyList<Finding>> FindAsync(
        Func<BackupContent, BackupContent> content, params FakeCluster[] others) =>
        FindAsync(Given.Declaration with { Content = content(Given.Declaration.Content) }, others);

    private async Task<IReadOnlyList<Finding>> FindAsync(
        ScheduleDeclaration declaration, params FakeCluster[] others) =>
        await Given.NewService()
            .DryRunAsync(
                Given.Request(_eu) with
                {
                    Declaration = declaration,
                    Workspace = [_eu.Cluster, .. others.Select(other => other.Cluster)],
                },
                CancellationToken.None)
            .WaitAsync(Given.Limit);
}
