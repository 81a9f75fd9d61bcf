using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Schedules;

namespace WorkspaceBackup.Velero.Tests.Schedules;

public sealed class SchedulePreflightTests
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

    [Theory]
    [InlineData("all of them", "*")]
    [InlineData("a pattern", "app-*")]
    public async Task Namespaces_that_are_no_names_are_not_looked_for(string what, string name)
    {
        Assert.True((await FindAsync(name)).Count == 0, what);
        Assert.DoesNotContain(_eu.Requests, request => request is { Verb: "LIST", Path.Resource: "namespaces" });
    }

    [Theory]
    [InlineData("namespaces")]
    [InlineData("backupstoragelocations")]
    public async Task A_forbidden_list_loses_its_check_alone(string resource)
    {
        _eu.Fails = request =>
            request is { Verb: "LIST" } && request.Path.Resource == resource ? FaultKind.Forbidden : null;

        var finding = Assert.Single(await FindAsync());

        Assert.Equal((FindingKind.CannotCheck, false), (finding.Kind, finding.IsError));
    }

    private async Task<IReadOnlyList<Finding>> FindAsync(params string[] namespaces)
    {
        var content = new BackupContent
        {
            StorageLocation = "default",
            IncludedNamespaces = StringSet.From(namespaces.Length == 0 ? ["app"] : namespaces),
        };
        return await SchedulePreflight.RunAsync(_eu.Cluster, content, CancellationToken.None).WaitAsync(Given.Limit);
    }
}
