using System.Text;
using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Schedules;
using WorkspaceBackup.Velero.Schedules;

namespace TerraformProviderWorkspaceBackup.Tests.Schedules;

public sealed class ScheduleElementModelTests
{
    private static readonly ScheduleElement s_full = new()
    {
        Name = "daily-eu",
        Uid = "5d0a7e1c-6f5b-4c3e-9a34-0f7a1f6f2b11",
        VeleroNamespace = "velero",
        ClusterUid = "0b6a8f0e-1c2d-4e3f-8a9b-7c6d5e4f3a2b",
        Owner = "payments/daily/eu",
        RunClusters = "20 1a2b3c4d",
        Schedule = "CRON_TZ=Europe/Berlin 16 2 * * *",
        Paused = true,
        Labels = new StringMap([KeyValuePair.Create("team", "payments")]),
        Settings = new StringMap(
        [
            new("backup_location", "default"), new("expiry", "720h0m0s"), new("include_disks", "true"),
            new("namespaces", """["payments-api","payments-db"]"""),
        ]),
    };

    [Fact]
    public void A_full_entry_survives_the_state() => Assert.Equal(s_full, RoundTrip(ScheduleElementModel.From(s_full)));

    [Fact]
    public void An_entry_that_nobody_owns_and_that_an_older_state_has_no_uid_for_survives_the_state()
    {
        var bare = s_full with
        {
            Uid = null,
            Owner = "",
            RunClusters = "",
            Labels = StringMap.Empty,
            Settings = StringMap.Empty,
        };

        Assert.Equal(bare, RoundTrip(ScheduleElementModel.From(bare)));
    }

    [Fact]
    public void The_uid_of_what_is_still_to_be_made_is_unknown()
    {
        var model = ScheduleElementModel.From(s_full with { Uid = null }, isMade: true);

        Assert.True(model.Get(ScheduleElementModel.Uid).IsUnknown);
        Assert.Null(RoundTrip(model).Uid);
    }

    [Fact]
    public void A_usual_entry_costs_little_in_the_state()
    {
        var json = JsonCodec.Encode(
            ScheduleElementModel.From(s_full).Object, ScheduleElementModel.From(s_full).Object.Type);

        Assert.InRange(Encoding.UTF8.GetString(json).Length, 1, 600);
    }

    private static ScheduleElement RoundTrip(ScheduleElementModel model)
    {
        var codec = Codec.Object<ScheduleElementModel>();
        return codec.Decode(codec.Encode(model), AttributePath.Root).Known.Element;
    }
}
