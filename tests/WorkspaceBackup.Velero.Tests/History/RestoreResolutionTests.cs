using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.History;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Operations;
using WorkspaceBackup.Velero.Tests.Operations;
using WorkspaceBackup.Velero.Tests.Schedules;

namespace WorkspaceBackup.Velero.Tests.History;

public sealed class RestoreResolutionTests
{
    private readonly Backed _backed = new();

    public static TheoryData<string, string[]?, bool, string[]?, string[]?, string[]?> Namespaces => new()
    {
        { "the backup's that belong to the workspace", null, false, ["app"], ["app", "db"], ["app"] },
        { "all of the backup's when the workspace names none", null, false, ["app", "x"], null, ["app", "x"] },
        { "the named ones", ["db"], false, ["app", "db"], ["app", "db"], ["db"] },
        { "all that the backup holds", null, true, ["app", "x"], ["app"], null },
        { "the workspace's of a backup of everything", null, false, null, ["app"], ["app"] },
        { "the workspace's of a backup by pattern", null, false, ["a*"], ["app"], ["app"] },
    };

    [Theory]
    [MemberData(nameof(Namespaces))]
    public async Task What_is_restored_is(
        string what, string[]? named, bool all, string[]? held, string[]? workspace, string[]? restored)
    {
        Backed.Add(_backed.Eu, "02:00:00", namespaces: held, isForAll: held is null);
        var request = _backed.With(selection => selection with
        {
            Namespaces = named is null ? null : StringSet.From(named),
            AllNamespaces = all,
            WorkspaceNamespaces = workspace is null ? null : StringSet.From(workspace),
        });

        var choice = (await ResolveAsync(request with { Clusters = [_backed.Eu.Cluster] })).Choices["eu"];

        Assert.True(restored is null == choice.Namespaces is null, what);
        Assert.Equal(restored ?? [], choice.Namespaces ?? StringSet.Empty);
    }

    [Theory]
    [InlineData("a named one is not in the backup", "eu", "x")]
    [InlineData("none of the workspace's is in it", null, null)]
    public async Task Namespaces_that_velero_would_silently_not_restore_are_an_error(
        string when, string? cluster, string? named)
    {
        Backed.Add(_backed.Eu, "02:00:00", namespaces: ["other"]);
        var request = _backed.With(selection => selection with { Namespaces = named is null ? null : [named] });

        var finding = await _backed.RefusedAsync(request with { Clusters = [_backed.Eu.Cluster] });

        Assert.True(finding.Kind == FindingKind.NamespaceNotInBackup, when);
        Assert.Equal(cluster ?? "eu", finding.Cluster);
        Assert.Contains(
            $"does not contain {(named is null ? "any namespace of the workspace" : $"\"{named}\"")}; it has \"other\".",
            finding.Detail,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a part of what is named is in the backup", "app,x", false, "\"x\"", false)]
    [InlineData("a pattern matches one that is", "a*", false, null, false)]
    [InlineData("a pattern matches none", "z*", false, "\"z*\"", true)]
    [InlineData("nothing is, and an empty restore will do", "x", true, "\"x\"", false)]
    public async Task Only_a_restore_of_nothing_is_refused(
        string when, string named, bool allowsEmpty, string? lacks, bool isError)
    {
        Backed.Add(_backed.Eu, "02:00:00", namespaces: ["app", "db"]);
        _backed.With(selection => selection with { Namespaces = [.. named.Split(',')], AllowEmpty = allowsEmpty });

        var resolution = await RestoreResolution.RunAsync(
            _backed.Selection, [_backed.Eu.Cluster], Backed.Noon, CancellationToken.None).WaitAsync(Given.Limit);

        var found = resolution.Findings.Where(static finding => finding.Kind == FindingKind.NamespaceNotInBackup).ToList();
        Assert.True(found.Count == (lacks is null ? 0 : 1), when);
        Assert.All(found, finding =>
        {
            Assert.Equal((isError, "eu"), (finding.IsError, finding.Cluster));
            Assert.Contains($"does not contain {lacks}; it has \"app\", \"db\"", finding.Detail, StringComparison.Ordinal);
        });
        Assert.True(isError == !resolution.Choices.ContainsKey("eu"), when);
    }

    [Theory]
    [InlineData("what is restored is named, so that the configuration tells", "app", false, false)]
    [InlineData("the workspace's are restored", null, false, true)]
    [InlineData("all is restored", null, true, true)]
    public async Task A_mapping_of_what_the_backup_has_nothing_of_warns(string when, string? named, bool all, bool warns)
    {
        Backed.Add(_backed.Eu, "02:00:00", namespaces: ["app"]);
        _backed.With(selection => selection with
        {
            Namespaces = named is null ? null : [named],
            AllNamespaces = all,
            NamespaceMapping = new StringMap([new("db", "db-drill")]),
        });

        var resolution = await RestoreResolution.RunAsync(
            _backed.Selection, [_backed.Eu.Cluster], Backed.Noon, CancellationToken.None).WaitAsync(Given.Limit);

        var found = resolution.Findings.Where(static finding => finding.Field == "spec.namespaceMapping").ToList();
        Assert.True(found.Count == (warns ? 1 : 0), when);
        Assert.All(found, static finding => Assert.False(finding.IsError));
        Assert.True(resolution.Choices.ContainsKey("eu"), when);
    }

    [Fact]
    public async Task The_newest_run_that_ended_before_the_time_and_is_usable_on_all_clusters_is_taken()
    {
        foreach (var cluster in (FakeCluster[])[_backed.Eu, _backed.Us])
        {
            Backed.Add(cluster, "2025-01-30T02:00:00Z");
            Backed.Add(cluster, "2025-01-29T02:00:00Z");
        }

        Backed.Add(_backed.Us, "2025-01-30T02:00:00Z", "Failed");

        Assert.Equal("payments/daily/20250131T020000Z", await RunAsync("02:30:01"));
        Assert.Equal("payments/daily/20250129T020000Z", await RunAsync("02:30:00"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_chosen_before_is_taken_again_though_a_newer_backup_has_come(bool isByRun)
    {
        const string OnUs = "daily-us-20250131020000";
        Backed.Add(_backed.Eu, "02:10:00");
        Backed.Add(_backed.Us, "02:10:00");
        Backed.Add(_backed.Eu, "2025-01-31T03:00:00Z");
        Backed.Add(_backed.Us, "2025-01-31T03:00:00Z");
        _ = isByRun ? _backed.Request : _backed.RequestBefore("11:00:00");

        var again = await ResolveAsync(_backed.With(selection => selection with
        {
            Chosen = new StringMap([new("eu", Backed.OnEu), new("us", OnUs)]),
        }));
        var anew = await ResolveAsync(_backed.With(static selection => selection with { Chosen = StringMap.Empty }));

        Assert.Equal([Backed.OnEu, OnUs], again.Choices.Values.Select(static choice => choice.Backup.Name));
        Assert.DoesNotContain(anew.Choices.Values, static choice => choice.Backup.Name is Backed.OnEu or OnUs);
    }

    [Fact]
    public async Task What_was_chosen_before_and_is_gone_is_an_error_and_nothing_else_is_taken()
    {
        var finding = await _backed.RefusedAsync(_backed.With(selection => selection with
        {
            Chosen = new StringMap([new("eu", Backed.OnEu), new("us", "daily-us-20250131015900")]),
        }));

        Assert.Equal((FindingKind.NoBackup, "us"), (finding.Kind, finding.Cluster));
        Assert.Contains("\"daily-us-20250131015900\" was planned", finding.Detail, StringComparison.Ordinal);
        Assert.Equal(FindingFacts.GoneSincePlanned, finding.Facts);
    }

    [Fact]
    public async Task A_run_of_another_workspace_is_found_by_its_id()
    {
        var resolved = await ResolveAsync(_backed.With(selection => selection with { Workspace = "drill" }));

        Assert.Equal(["eu", "us"], resolved.Choices.Keys);
    }

    [Fact]
    public async Task Without_such_a_run_the_error_says_what_would_help()
    {
        var finding = await _backed.RefusedAsync(_backed.RequestBefore("2025-01-30T00:00:00Z"));

        Assert.Equal((FindingKind.NoBackup, "from_schedule"), (finding.Kind, finding.Field));
        Assert.Equal(FindingFacts.NoRunForAll, finding.Facts);
    }

    /// <summary>Clusters share no run of an interval: none is taken of which only one has its part.</summary>
    [Fact]
    public async Task An_interval_has_no_run_for_several_clusters_and_the_error_has_the_newest_usable_backup_of_each()
    {
        Every2m(_backed.Eu, "09:00:00", "09:02:00", "11:40:00");
        Every2m(_backed.Us, "08:59:20", "09:01:20");
        Every2m(_backed.Us, "09:03:20", "Failed");

        var finding = await _backed.RefusedAsync(_backed.RequestBefore("11:00:00"));

        Assert.Equal((FindingKind.NoCommonRun, "from_schedule"), (finding.Kind, finding.Field));
        Assert.Equal([new("eu", "daily-eu-20250131090200"), new("us", "daily-us-20250131090120")], finding.Instead!);
        Assert.EndsWith($"The newest run that the clusters share is older: {Backed.Run}.", finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backups_of_an_interval_that_were_made_in_one_second_are_no_run_for_several_clusters()
    {
        Every2m(_backed.Eu, "09:00:00");
        Every2m(_backed.Us, "09:00:00");

        Assert.Equal(FindingKind.NoCommonRun, (await _backed.RefusedAsync(_backed.RequestBefore("11:00:00"))).Kind);
    }

    [Fact]
    public async Task A_cluster_without_a_usable_backup_of_an_interval_is_named_beside_those_that_have_one()
    {
        foreach (var name in (string[])["daily-eu-20250131020000", "daily-us-20250131020000"])
        {
            _backed.Eu.Remove(ApiPath.Velero("backups", "velero", name));
            _backed.Us.Remove(ApiPath.Velero("backups", "velero", name));
        }

        Every2m(_backed.Eu, "09:00:00");

        var finding = await _backed.RefusedAsync(_backed.RequestBefore("11:00:00"));

        Assert.EndsWith("Without a usable backup: \"us\".", finding.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("is older", finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_one_cluster_the_newest_usable_backup_of_an_interval_is_taken()
    {
        Every2m(_backed.Eu, "09:00:00", "09:02:00");

        var choice = (await ResolveAsync(_backed.RequestBefore("11:00:00") with { Clusters = [_backed.Eu.Cluster] })).Choices["eu"];

        Assert.Equal("daily-eu-20250131090200", choice.Backup.Name);
    }

    [Fact]
    public async Task A_newer_run_that_clusters_share_is_taken_though_there_are_backups_of_an_interval()
    {
        Every2m(_backed.Eu, "01:00:00");
        Every2m(_backed.Us, "01:00:30");

        Assert.Equal(Backed.Run, await RunAsync("11:00:00"));
    }

    /// <summary>In a state there may be ids of other readings: a grid of spans, or a run that began with one cluster's backup.</summary>
    [Theory]
    [InlineData("20250131T090000Z")]
    [InlineData("20250131T085900Z")]
    public async Task A_run_of_an_interval_that_not_every_cluster_has_is_an_error_with_the_backups_nearest_to_it(string time)
    {
        Every2m(_backed.Eu, "08:00:00", "09:00:00", "10:00:00");
        Every2m(_backed.Us, "07:59:20", "08:59:20", "09:59:20");

        var finding = await _backed.RefusedAsync(
            _backed.With(selection => selection with { FromRun = Backed.Parsed($"payments/daily/{time}") }));

        Assert.Equal((FindingKind.NoCommonRun, "from_backup"), (finding.Kind, finding.Field));
        Assert.Equal([new("eu", "daily-eu-20250131090000"), new("us", "daily-us-20250131085920")], finding.Instead!);
    }

    [Fact]
    public async Task A_time_that_is_still_to_come_is_refused_because_another_run_may_end_until_then()
    {
        var finding = await _backed.RefusedAsync(_backed.RequestBefore("13:00:00"));

        Assert.Equal("before", finding.Field);
        Assert.Contains("2025-01-31T13:00:00Z", finding.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Failed", false)]
    [InlineData("FailedValidation", true)]
    [InlineData("InProgress", true)]
    [InlineData("Deleting", true)]
    [InlineData("PartiallyFailed", false)]
    public async Task A_backup_that_did_not_end_well_is_not_restored(string phase, bool allowPartiallyFailed)
    {
        Backed.Add(_backed.Us, "02:00:00", phase);

        var finding = await _backed.RefusedAsync(_backed.With(selection => selection with
        {
            AllowPartiallyFailed = allowPartiallyFailed,
        }));

        Assert.Equal((FindingKind.NoBackup, "us"), (finding.Kind, finding.Cluster));
        Assert.Contains(phase, finding.Detail, StringComparison.Ordinal);
        Assert.Equal(
            phase == "PartiallyFailed", finding.Facts.HasFlag(FindingFacts.IsPartial));
    }

    [Fact]
    public async Task A_partially_failed_backup_is_taken_where_that_is_allowed()
    {
        Backed.Add(_backed.Us, "02:00:00", "PartiallyFailed");

        var resolved = await ResolveAsync(_backed.With(selection => selection with { AllowPartiallyFailed = true }));

        Assert.Equal(["eu", "us"], resolved.Choices.Keys);
    }

    [Fact]
    public async Task A_cluster_without_a_backup_in_the_run_is_an_error_that_names_the_ways_out()
    {
        var ap = new FakeCluster("ap");

        var finding = await _backed.RefusedAsync(
            _backed.Request with { Clusters = [_backed.Eu.Cluster, ap.Cluster] });

        Assert.Equal((FindingKind.NoBackup, "ap", "from_backup"), (finding.Kind, finding.Cluster, finding.Field));
        Assert.Equal(FindingFacts.NotInRun, finding.Facts);
    }

    [Fact]
    public async Task A_copy_of_another_clusters_backup_is_never_taken_for_the_clusters_own()
    {
        var ap = new FakeCluster("ap");
        Backed.Add(ap, "02:00:00", of: _backed.Eu);

        var finding = await _backed.RefusedAsync(_backed.Request with { Clusters = [ap.Cluster] });

        Assert.Equal(FindingKind.NoBackup, finding.Kind);
    }

    [Fact]
    public async Task A_source_cluster_is_taken_from_the_copy_that_velero_synced()
    {
        var ap = new FakeCluster("ap");
        var copy = Backed.Add(ap, "02:00:00", of: _backed.Eu);

        var resolved = await ResolveAsync(From(new("ap", "eu")) with { Clusters = [ap.Cluster] });

        Assert.Equal(copy, resolved.Choices["ap"].Backup.Name);
    }

    [Fact]
    public async Task A_rebuilt_cluster_is_restored_from_the_one_that_stood_there_by_naming_itself()
    {
        var rebuilt = new FakeCluster("eu", "uid-after-the-fire");
        var old = Backed.Add(rebuilt, "02:00:00", uid: "uid-of-eu");

        var finding = await _backed.RefusedAsync(_backed.Request with { Clusters = [rebuilt.Cluster] });
        var resolved = await ResolveAsync(From(new("eu", "eu")) with { Clusters = [rebuilt.Cluster] });

        Assert.Equal(FindingFacts.NotInRun, finding.Facts);
        Assert.Equal(old, resolved.Choices["eu"].Backup.Name);
    }

    [Fact]
    public async Task A_source_that_velero_does_not_see_is_an_error_that_tells_how()
    {
        var ap = new FakeCluster("ap");

        var finding = await _backed.RefusedAsync(From(new("ap", "eu")) with { Clusters = [ap.Cluster] });

        Assert.Equal((FindingKind.NoBackup, "source_clusters"), (finding.Kind, finding.Field));
        Assert.Equal(FindingFacts.Unseen, finding.Facts);
        Assert.Contains("a Backup of the same name from another location hides it", finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_whose_backup_is_hidden_by_one_of_its_name_is_told_so()
    {
        var hidden = await HiddenAsync(isTaken: true);

        Assert.Equal((FindingKind.BackupHidden, "source_clusters"), (hidden.Kind, hidden.Field));
        Assert.Contains($"the name {Backed.OnEu} is taken by another Backup, of cluster \"ap\" and in the location \"default\"", hidden.Detail, StringComparison.Ordinal);
        Assert.Contains("the one of cluster \"eu\"", hidden.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_is_asked_and_not_hidden_names_the_backup_that_is_not_seen()
    {
        var unseen = await HiddenAsync(isTaken: false);

        Assert.Equal(FindingKind.NoBackup, unseen.Kind);
        Assert.Contains($"does not see the backup {Backed.OnEu} of cluster \"eu\"", unseen.Detail, StringComparison.Ordinal);
        Assert.Equal(FindingFacts.Unseen, unseen.Facts);
        Assert.DoesNotContain("hides it", unseen.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_newest_run_of_a_source_that_is_hidden_is_told_so_too()
    {
        var ap = new FakeCluster("ap");
        Backed.AddNamed(ap, Backed.OnEu);
        _backed.With(selection => selection with { AllClusters = [ap.Cluster, _backed.Eu.Cluster], SourceClusters = new StringMap([new("ap", "eu")]) });

        var finding = await _backed.RefusedAsync(_backed.RequestBefore("04:00:00") with { Clusters = [ap.Cluster] });

        Assert.Equal(FindingKind.BackupHidden, finding.Kind);
    }

    [Fact]
    public async Task A_source_without_such_a_run_is_said_to_have_none()
    {
        var (ap, eu) = (new FakeCluster("ap"), new FakeCluster("eu"));
        _backed.With(selection => selection with { AllClusters = [ap.Cluster, eu.Cluster], SourceClusters = new StringMap([new("ap", "eu")]) });

        var finding = await _backed.RefusedAsync(_backed.Request with { Clusters = [ap.Cluster] });

        Assert.Contains("Cluster \"eu\" shows none of its own either", finding.Detail, StringComparison.Ordinal);
    }

    private async Task<Finding> HiddenAsync(bool isTaken)
    {
        var ap = new FakeCluster("ap");
        if (isTaken)
        {
            Backed.AddNamed(ap, Backed.OnEu);
        }

        _backed.With(selection => selection with { AllClusters = [ap.Cluster, _backed.Eu.Cluster] });
        return await _backed.RefusedAsync(From(new("ap", "eu")) with { Clusters = [ap.Cluster] });
    }

    [Fact]
    public async Task Clusters_of_the_run_that_have_left_the_workspace_are_listed_and_sources_are_not()
    {
        Backed.Add(_backed.Eu, "02:00:00", clusters: "ap,eu,old,us");
        Backed.Add(_backed.Us, "02:00:00", of: new FakeCluster("ap"), clusters: "ap,eu,old,us");

        var resolved = await ResolveAsync(From(new("us", "ap")));

        Assert.Equal(["old"], resolved.LeftOut.Keys);
    }

    [Fact]
    public async Task Of_two_backups_in_one_run_the_completed_one_is_taken()
    {
        Backed.Add(_backed.Eu, "02:20:00", "Failed");

        Assert.Equal(Backed.OnEu, (await ResolveAsync(_backed.Request)).Choices["eu"].Backup.Name);
    }

    private RestoreRequest From(KeyValuePair<string, string> source) =>
        _backed.With(selection => selection with { SourceClusters = new StringMap([source]) });

    private static void Every2m(FakeCluster cluster, params string[] times)
    {
        var isFailed = times[^1] == "Failed";
        foreach (var time in isFailed ? times[..^1] : times)
        {
            var name = Backed.Add(cluster, time, isFailed ? "Failed" : "Completed");
            var backup = cluster.All("backups").Single(each => (string?)each["metadata"]!["name"] == name);
            backup["metadata"]!["annotations"]![OwnedMetadata.ScheduleAnnotation] = "@every 2m";
            cluster.Add(ApiPath.Velero("backups", "velero", name), backup.ToJsonString());
        }
    }

    private async Task<string> RunAsync(string before) =>
        (await ResolveAsync(_backed.RequestBefore(before))).Choices["us"].Run.ToString()!;

    private async Task<RestoreResolution> ResolveAsync(RestoreRequest request)
    {
        var resolution = await RestoreResolution.RunAsync(
            _backed.Selection, request.Clusters, Backed.Noon, CancellationToken.None).WaitAsync(Given.Limit);
        Assert.DoesNotContain(resolution.Findings, finding => finding.IsError);
        return resolution;
    }
}
