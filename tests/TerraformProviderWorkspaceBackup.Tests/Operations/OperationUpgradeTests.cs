using System.Text;
using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Operations;

namespace TerraformProviderWorkspaceBackup.Tests.Operations;

/// <summary>States that version 0.1 has written.</summary>
public sealed class OperationUpgradeTests
{
    private const string Restore = """
        {
          "id": "payments/restore/20250131T120000Z", "name": "restore", "from_backup": "payments/daily/20250131T020000Z",
          "from_schedule": null, "before": null, "namespaces": ["app"], "clusters": null, "source_clusters": null,
          "namespace_mapping": null, "existing_resource_policy": "update", "triggers": null, "labels": null,
          "unhealthy_clusters": "fail", "wait": true, "allow_partially_failed": false,
          "timeouts": {"create": "2h", "delete": null},
          "restores": {"eu": {
            "name": "restore-eu-20250131120000", "backup": "daily-eu-20250131020000", "phase": "Completed",
            "started_at": "2025-01-31T12:00:01Z", "completed_at": "2025-01-31T12:01:00Z", "items_restored": 7,
            "total_items": 7, "errors": 0, "warnings": 1, "failure_reason": null, "validation_errors": []}},
          "left_out": {}, "skipped_clusters": {}
        }
        """;

    private const string Backup = """
        {
          "id": "payments/upgrade/20250131T120000Z", "name": "upgrade", "from_schedule": null, "triggers": {"release": "1"},
          "backup_location": "default", "expiry": "7d", "deletion_policy": "delete", "unhealthy_clusters": "skip",
          "wait": true, "allow_partially_failed": false, "complete": true,
          "backups": {"eu": {
            "name": "upgrade-eu-20250131120000", "phase": "Completed", "started_at": "2025-01-31T12:00:01Z",
            "completed_at": "2025-01-31T12:01:00Z", "expires_at": "2025-02-07T12:00:01Z", "items_backed_up": 7,
            "total_items": 7, "errors": 0, "warnings": 0, "volume_snapshots_attempted": 0,
            "volume_snapshots_completed": 0, "failure_reason": null, "validation_errors": [],
            "backup_location": "default"}},
          "skipped_clusters": {}
        }
        """;

    [Fact]
    public async Task A_restore_gets_the_default_of_what_is_new_so_that_no_plan_shows_a_change()
    {
        var upgraded = await new RestoreResource().UpgradeStateAsync(Of(Restore), CancellationToken.None);

        Assert.Equal(Value.Of(false), upgraded!.Get(RestoreModel.AllowEmptyAttribute));
        Assert.Equal("update", upgraded.Get(RestoreArguments.ExistingResourcePolicy).Known);
        var element = upgraded.Elements["eu"];
        Assert.Equal("daily-eu-20250131020000", element.Get(RestoreElementModel.Backup).Known);
        Assert.True(element.Get(OperationElement.Uid).IsNull);
        Assert.True(upgraded.Object.IsWhollyKnown);

        // What has no default stays away, and no plan fills it.
        Assert.True(upgraded.Get(RestoreModel.VerifyAttribute).IsNull);
        Assert.True(upgraded.Get(RestoreModel.VerificationAttribute).IsNull);
        Assert.True(upgraded.Get(OperationAttributes.Problems).IsNull);
    }

    [Fact]
    public async Task A_backup_keeps_what_it_knows_and_waits_for_a_refresh_with_the_rest()
    {
        var upgraded = await new BackupResource(TimeProvider.System).UpgradeStateAsync(Of(Backup), CancellationToken.None);

        Assert.Equal("payments/upgrade/20250131T120000Z", upgraded!.Operation.ToString());
        Assert.True(upgraded.Get(BackupModel.CompleteAttribute).Known);
        var element = upgraded.Elements["eu"];
        Assert.Equal("upgrade-eu-20250131120000", element.Get(OperationElement.Name).Known);
        Assert.True(element.Get(OperationElement.ClusterUid).IsNull);
        Assert.True(element.Get(OperationElement.VeleroNamespace).IsNull);
        Assert.True(upgraded.Get(BackupModel.RequireVolumesAttribute).IsNull);
        Assert.True(upgraded.Get(BackupModel.VolumesAttribute).IsNull);
        Assert.True(upgraded.Get(OperationAttributes.Problems).IsNull);
    }

    private static StateUpgradeContext Of(string json) => new() { Version = 0, Json = Encoding.UTF8.GetBytes(json) };
}
