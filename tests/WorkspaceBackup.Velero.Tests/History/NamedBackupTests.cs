using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.History;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Operations;
using WorkspaceBackup.Velero.Tests.Operations;
using WorkspaceBackup.Velero.Tests.Schedules;

namespace WorkspaceBackup.Velero.Tests.History;

public sealed class NamedBackupTests
{
    private const string Foreign = "palette-nightly-20250130010000";

    private readonly Backed _backed = new();

    [Fact]
    public async Task A_backup_that_nothing_of_ours_made_is_restored_by_its_name()
    {
        AddForeign(Foreign);

        var result = await _backed.CreateAsync(Named(P("eu", Foreign)));

        Assert.Empty(result.Findings);
        var restore = Assert.Single(_backed.Eu.All("restores"));
        Assert.Equal(Foreign, (string?)restore["spec"]!["backupName"]);
        Assert.Equal("""["app","db"]""", restore["spec"]!["includedNamespaces"]!.ToJsonString());
        Assert.Empty(_backed.Us.All("restores"));
    }

    [Fact]
    public async Task A_backup_of_another_workspace_or_by_its_labels_of_another_prefix_will_do_too()
    {
        var name = _backed.Eu.HasBackup("03:00:00", workspace: "billing", prefix: "other");

        Assert.Equal(name, (await _backed.PlanAsync(Named(P("eu", name)))).Choices["eu"].Backup.Name);
    }

    [Fact]
    public async Task The_plan_names_the_backup_and_a_title_without_a_run()
    {
        AddForeign(Foreign);

        var announced = Assert.Single((await _backed.PlanAsync(Named(P("eu", Foreign)))).Findings);

        Assert.Equal($"restore of app, db from backup {Foreign} on eu", announced.About);
        Assert.Contains($"namespaces app, db, from backup {Foreign}, made 2025-01-30 01:00 UTC", announced.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_plan_says_when_it_is_another_clusters_backup()
    {
        var synced = Backed.Add(_backed.Eu, "04:00:00", of: _backed.Us);

        var announced = Assert.Single((await _backed.PlanAsync(Named(P("eu", synced)))).Findings);

        Assert.Contains($"from backup {synced} of cluster \"us\"", announced.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("palete-nightly-20250130010000", "Its name is like that of \"palette-nightly-20250130010000\".")]
    [InlineData("palette-nightly-20250131010000", "Its name is like that of \"palette-nightly-20250130010000\".")]
    [InlineData("something-else", "The newest that it has: \"daily-eu-20250131020000\", \"palette-nightly-20250130010000\".")]
    public async Task A_backup_that_is_not_there_is_an_error_that_names_what_is(string name, string told)
    {
        AddForeign(Foreign);

        var refused = await _backed.RefusedAsync(Named(P("eu", name), P("us", "daily-us-20250131020000")));

        Assert.Equal((FindingKind.NoBackup, "eu", "from_backups"), (refused.Kind, refused.Cluster, refused.Field));
        Assert.Contains($"Cluster \"eu\" has no Backup \"{name}\"", refused.Detail, StringComparison.Ordinal);
        Assert.Contains(told, refused.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_than_three_near_names_are_told()
    {
        foreach (var hour in Enumerable.Range(0, 9))
        {
            AddForeign($"palette-nightly-2025013001000{hour}");
        }

        var refused = await _backed.RefusedAsync(Named(P("eu", "palette-nightly-20250130010011")));

        Assert.Equal(3, refused.Detail.Split("palette-nightly-2025013001000").Length - 1);
    }

    [Fact]
    public async Task A_cluster_without_any_backup_says_so()
    {
        _backed.Eu.Remove(ApiPath.Velero("backups", "velero", Backed.OnEu));

        Assert.Contains(
            "nor any other", (await _backed.RefusedAsync(Named(P("eu", Foreign)))).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Failed", false)]
    [InlineData("Deleting", false)]
    [InlineData("InProgress", false)]
    [InlineData("PartiallyFailed", true)]
    public async Task A_phase_that_cannot_be_restored_from_is_refused_as_for_any_other_source(string phase, bool isForgivable)
    {
        AddForeign(Foreign, phase);

        var refused = await _backed.RefusedAsync(Named(P("eu", Foreign)));

        Assert.Equal((FindingKind.NoBackup, "from_backups"), (refused.Kind, refused.Field));
        Assert.Contains($"Backup {Foreign} on cluster \"eu\" is {phase}", refused.Detail, StringComparison.Ordinal);
        Assert.Equal(isForgivable, refused.Facts.HasFlag(FindingFacts.IsPartial));
    }

    [Fact]
    public async Task A_location_that_is_gone_or_not_available_is_looked_at_too()
    {
        AddForeign(Foreign, location: "archive");

        Assert.Equal(FaultKind.LocationMissing, (await _backed.RefusedAsync(Named(P("eu", Foreign)))).Fault!.Kind);
    }

    [Fact]
    public async Task Namespaces_that_the_backup_excludes_are_not_in_it()
    {
        AddForeign(Foreign, edit: static spec =>
        {
            spec["includedNamespaces"] = new JsonArray("*");
            spec["excludedNamespaces"] = new JsonArray("db", "kube-*");
        });

        var refused = await _backed.RefusedAsync(_backed.With(selection => Of(selection, P("eu", Foreign)) with
        {
            Namespaces = ["db", "kube-system"],
        }));
        Assert.Equal(FindingKind.NamespaceNotInBackup, refused.Kind);
        Assert.Contains(
            "does not contain \"db\", \"kube-system\"; it has all namespaces without \"db\", \"kube-*\"",
            refused.Detail,
            StringComparison.Ordinal);

        // By default only what is in it: the workspace's db is not.
        await _backed.CreateAsync(_backed.With(selection => Of(selection, P("eu", Foreign)) with { Namespaces = null }));
        Assert.Equal(
            """["app"]""", Assert.Single(_backed.Eu.All("restores"))["spec"]!["includedNamespaces"]!.ToJsonString());
    }

    [Fact]
    public async Task A_plan_says_that_a_backup_is_past_its_expiry()
    {
        AddForeign(Foreign, edit: static _ => { }, expires: "2025-01-31T11:00:00Z");

        var findings = (await _backed.PlanAsync(Named(P("eu", Foreign)))).Findings;

        var past = Assert.Single(findings, static finding => finding.Kind == FindingKind.BackupPastExpiry);
        Assert.Equal((Severity.Warning, "eu"), (past.Severity, past.Cluster));
        Assert.Contains("expired at 2025-01-31T11:00:00Z", past.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_backup_that_still_stands_for_a_while_nothing_is_said_of_its_expiry()
    {
        AddForeign(Foreign, expires: "2025-01-31T12:30:00Z");

        Assert.DoesNotContain(
            (await _backed.PlanAsync(Named(P("eu", Foreign)))).Findings,
            static finding => finding.Kind == FindingKind.BackupPastExpiry);
    }

    [Fact]
    public async Task One_object_is_read_and_no_list_while_the_backup_is_there()
    {
        AddForeign(Foreign);

        await _backed.PlanAsync(Named(P("eu", Foreign)));

        Assert.Single(_backed.Eu.Requests, static request =>
            request is { Verb: "GET", Path.Resource: "backups" } && request.Path.Name == Foreign);
        Assert.DoesNotContain(_backed.Eu.Requests, static request =>
            request is { Verb: "LIST", Path.Resource: "backups" });
    }

    private void AddForeign(
        string name, string phase = "Completed", string location = "default", Action<JsonObject>? edit = null, string? expires = null)
    {
        var spec = new JsonObject
        {
            ["storageLocation"] = location,
            ["includedNamespaces"] = new JsonArray("app", "db", "palette-system"),
        };
        edit?.Invoke(spec);
        _backed.Eu.Add(ApiPath.Velero("backups", "velero", name), new JsonObject
        {
            ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["velero.io/schedule-name"] = "palette-nightly" } },
            ["spec"] = spec,
            ["status"] = new JsonObject { ["phase"] = phase, ["expiration"] = expires },
        }.ToJsonString());
    }

    private static KeyValuePair<string, string> P(string cluster, string backup) => new(cluster, backup);

    private RestoreRequest Named(params KeyValuePair<string, string>[] backups) =>
        _backed.With(selection => Of(selection, backups));

    private static RestoreSelection Of(RestoreSelection selection, params KeyValuePair<string, string>[] backups) =>
        selection with { FromRun = null, FromBackups = new StringMap(backups) };
}
