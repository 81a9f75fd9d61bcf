using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.History;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Tests.Operations;
using WorkspaceBackup.Velero.Tests.Schedules;

namespace WorkspaceBackup.Velero.Tests.History;

public sealed class BackupServiceListTests
{
    private readonly FakeCluster _eu = new("eu");
    private readonly FakeCluster _us = new("us");

    [Fact]
    public async Task They_come_newest_first_over_all_clusters()
    {
        var third = _eu.HasBackup("02:00:10");
        var first = _eu.HasBackup("04:00:00", prefix: "hourly");
        var second = _us.HasBackup("03:00:00");

        var listing = await Made.ListAsync(Made.All(_eu, _us));

        Assert.Equal([first, second, third], listing.Backups.Select(listed => listed.Backup.Name));
        Assert.Equal(["hourly", "daily", "daily"], listing.Backups.Select(listed => listed.Run?.Prefix));
        Assert.Equal("payments/daily/20250131T020000Z", listing.Backups[2].Run.ToString());
    }

    [Fact]
    public async Task Phases_prefix_and_time_filter_them()
    {
        _eu.HasBackup("01:00:00");
        var wanted = _eu.HasBackup("02:00:10", "Failed");
        _eu.HasBackup("03:00:00");
        _eu.HasBackup("04:00:00", "Failed", prefix: "hourly");

        var listing = await Made.ListAsync(Made.All(_eu) with
        {
            Prefix = "daily",
            Phases = new HashSet<string> { "Failed", "FailedValidation" },
            NewerThan = Made.At("01:00:00"),
        });

        Assert.Equal([wanted], listing.Backups.Select(listed => listed.Backup.Name));
    }

    [Fact]
    public async Task A_backup_of_the_very_time_is_not_newer_than_it()
    {
        _eu.HasBackup("01:00:00");

        var listing = await Made.ListAsync(Made.All(_eu) with { NewerThan = Made.At("01:00:00") });

        Assert.Empty(listing.Backups);
    }

    [Fact]
    public async Task A_limit_keeps_the_newest_over_all_clusters()
    {
        _eu.HasBackup("01:00:00");
        var second = _eu.HasBackup("02:00:00");
        var first = _us.HasBackup("03:00:00");
        _us.HasBackup("00:30:00");

        var listing = await Made.ListAsync(Made.All(_eu, _us) with { Limit = 2 });

        Assert.Equal([first, second], listing.Backups.Select(listed => listed.Backup.Name));
    }

    [Fact]
    public async Task A_synced_copy_of_another_clusters_backup_is_not_this_ones()
    {
        var own = _eu.HasBackup("02:00:10");
        _eu.HasBackup("02:00:20", of: _us);

        var listing = await Made.ListAsync(Made.All(_eu, _us));

        Assert.Equal([own], listing.Backups.Select(listed => listed.Backup.Name));
    }

    [Fact]
    public async Task A_backup_of_a_cluster_that_was_rebuilt_under_the_same_name_is_not_this_ones()
    {
        _eu.HasBackup("02:00:10", of: new FakeCluster("eu", "uid-of-the-former-eu"));

        Assert.Empty((await Made.ListAsync(Made.All(_eu) with { Prefix = "daily" })).Backups);
    }

    [Fact]
    public async Task Another_workspaces_backups_are_left_out()
    {
        _eu.HasSchedule(workspace: "billing");
        _eu.HasBackup("02:00:10", workspace: "billing");

        Assert.Empty((await Made.ListAsync(Made.All(_eu))).Backups);
        Assert.Empty((await Made.ListAsync(Made.All(_eu) with { Prefix = "daily" })).Backups);
    }

    [Fact]
    public async Task Nor_do_they_count_once_that_workspace_has_given_its_schedule_up()
    {
        _eu.HasBackup("02:00:10", workspace: "billing");

        Assert.Empty((await Made.ListAsync(Made.All(_eu) with { Prefix = "daily" })).Backups);
    }

    [Fact]
    public async Task Backups_with_the_labels_of_a_workspace_that_was_renamed_still_count()
    {
        _eu.HasSchedule();
        var old = _eu.HasBackup("02:00:10", workspace: "old-name");

        var listing = await Made.ListAsync(Made.All(_eu));

        Assert.Equal([old], listing.Backups.Select(listed => listed.Backup.Name));
    }

    [Theory]
    [InlineData("by the schedule's label", true)]
    [InlineData("by the name alone", false)]
    public async Task Backups_from_before_the_schedule_was_managed_count(string how, bool labelled)
    {
        _eu.HasSchedule();
        var old = _eu.HasBackup("02:00:10", managed: false, labelled: labelled);

        var listing = await Made.ListAsync(Made.All(_eu));

        Assert.True(listing.Backups is [{ Backup.Name: var name, Run: { Prefix: "daily" } }] && name == old, how);
    }

    [Fact]
    public async Task Backups_of_an_adopted_schedule_count_under_its_own_name()
    {
        _eu.HasSchedule(name: "velero-nightly");
        var old = _eu.HasBackup("02:00:10", managed: false, schedule: "velero-nightly");

        var listing = await Made.ListAsync(Made.All(_eu));

        Assert.Empty(listing.Faults);
        Assert.Equal([(old, (string?)"daily")], listing.Backups.Select(listed => (listed.Backup.Name, listed.Run?.Prefix)));
    }

    [Fact]
    public async Task A_prefix_finds_backups_of_a_schedule_that_is_not_declared_any_more()
    {
        var old = _eu.HasBackup("02:00:10", managed: false);

        Assert.Empty((await Made.ListAsync(Made.All(_eu))).Backups);
        var listing = await Made.ListAsync(Made.All(_eu) with { Prefix = "daily" });

        Assert.Equal([old], listing.Backups.Select(listed => listed.Backup.Name));
    }

    [Fact]
    public async Task A_backup_that_names_another_cluster_of_the_workspace_never_counts()
    {
        // "daily-eu" and the cluster "eu-west" share the beginning of a name.
        var west = new FakeCluster("eu-west");
        _eu.HasSchedule();
        _eu.HasBackup("02:00:10", of: west, managed: false);
        _eu.HasBackup("02:00:20", of: west, managed: false, labelled: false);

        Assert.Empty((await Made.ListAsync(Made.All(_eu, west))).Backups);
    }

    [Fact]
    public async Task A_cluster_that_is_down_is_left_out_with_its_fault()
    {
        var own = _eu.HasBackup("02:00:10");
        _us.Fails = _ => FaultKind.ConnectionRefused;

        var listing = await Made.ListAsync(Made.All(_eu, _us));

        Assert.Equal([own], listing.Backups.Select(listed => listed.Backup.Name));
        Assert.Equal(["us"], listing.Faults.Keys);
    }

    [Fact]
    public async Task Nothing_is_found_on_clusters_that_were_not_asked()
    {
        _eu.HasBackup("02:00:10");
        _us.HasBackup("02:00:10");

        var listing = await Made.ListAsync(
            Made.All(_eu) with { WorkspaceClusters = StringSet.From(["eu", "us"]) });

        Assert.Equal("eu", Assert.Single(listing.Backups).Backup.Cluster);
        Assert.Empty(_us.Requests);
    }

    [Fact]
    public async Task Made_by_anyone_lists_all_that_there_is_and_says_where_each_is_from()
    {
        _eu.HasSchedule();
        var own = _eu.HasBackup("05:00:00");
        var others = _eu.HasBackup("04:00:00", managed: false, schedule: "palette");
        var synced = _eu.HasBackup("03:00:00", of: _us);
        var found = FromBucket("old-20250130010000");

        var listing = await Made.ListAsync(Made.All(_eu) with { MadeByAnyone = true });

        Assert.Equal(
            [
                (own, (string?)"daily", BackupOrigin.Here),
                (others, null, BackupOrigin.Here),
                (synced, null, BackupOrigin.AnotherCluster),
                (found, null, BackupOrigin.Bucket),
            ],
            listing.Backups.Select(listed => (listed.Backup.Name, listed.Run?.Prefix, listed.Origin)));
        Assert.Empty(listing.LeftOut);
    }

    [Fact]
    public async Task An_empty_list_counts_what_is_left_out_by_the_reason()
    {
        _eu.HasBackup("01:00:00", prefix: "hourly");
        _eu.HasBackup("02:00:00", "Failed");
        _eu.HasBackup("04:00:00", managed: false, schedule: "palette");
        _eu.HasBackup("05:00:00", managed: false, schedule: "palette");
        _eu.HasBackup("03:00:00", of: _us);
        _eu.HasBackup("03:30:00", workspace: "billing", prefix: "bills");

        var listing = await Made.ListAsync(Made.All(_eu, _us) with
        {
            Prefix = "daily",
            Phases = new HashSet<string> { "Completed" },
        });

        Assert.Empty(listing.Backups);
        var left = Assert.Single(listing.LeftOut);
        Assert.Equal("eu", left.Key);
        Assert.Equal(
            (1, 1, 1, 3), (left.Value.Filtered, left.Value.OtherPrefixes, left.Value.OtherClusters, left.Value.OthersMade));
        Assert.Equal(["bills-eu", "palette"], left.Value.OthersSchedules);
    }

    [Fact]
    public async Task Of_a_list_with_something_in_it_nothing_is_counted_nor_read_again()
    {
        _eu.HasBackup("02:00:10");
        _us.HasBackup("04:00:00", managed: false, schedule: "palette");

        var listing = await Made.ListAsync(Made.All(_eu, _us));

        Assert.Single(listing.Backups);
        Assert.Empty(listing.LeftOut);
    }

    private string FromBucket(string name)
    {
        _eu.Add(ApiPath.Velero("backups", "velero", name), """
            {
              "metadata": { "creationTimestamp": "2025-01-31T09:00:00Z" },
              "status": { "phase": "Completed", "startTimestamp": "2025-01-30T01:00:03Z" }
            }
            """);
        return name;
    }
}
