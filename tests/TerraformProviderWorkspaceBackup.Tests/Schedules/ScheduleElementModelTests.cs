using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Schedules;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Schedules;

namespace TerraformProviderWorkspaceBackup.Tests.Schedules;

public sealed class ScheduleElementModelTests
{
    private static readonly Codec<ScheduleElementModel> s_codec = Codec.Object<ScheduleElementModel>();

    private static readonly ScheduleElement s_full = new()
    {
        Name = "daily-eu",
        VeleroNamespace = "velero",
        ClusterUid = "uid-eu",
        Schedule = "0 2 * * *",
        Paused = true,
        Labels = new StringMap([KeyValuePair.Create("team", "payments")]),
        UseOwnerReferencesInBackup = true,
        Content = new()
        {
            StorageLocation = "default",
            Ttl = "720h0m0s",
            SnapshotVolumes = true,
            IncludeClusterResources = false,
            IncludedNamespaces = ["a", "b"],
            ExcludedNamespaces = ["c"],
            IncludedResources = ["pods"],
            ExcludedResources = ["secrets"],
            IncludedClusterScopedResources = ["storageclasses"],
            ExcludedClusterScopedResources = ["nodes"],
            IncludedNamespaceScopedResources = ["configmaps"],
            ExcludedNamespaceScopedResources = ["events"],
            LabelSelector = new()
            {
                MatchLabels = new StringMap([KeyValuePair.Create("app", "x")]),
                MatchExpressions = [new("tier", "In", ["db", "web"]), new("old", "DoesNotExist", [])],
            },
            OrLabelSelectors = [new() { MatchLabels = new StringMap([KeyValuePair.Create("app", "y")]) }],
            OrderedResources = new StringMap([KeyValuePair.Create("pods", "a/x,a/y")]),
            Hooks =
            [
                new()
                {
                    Name = "freeze",
                    IncludedNamespaces = ["a"],
                    ExcludedNamespaces = ["b"],
                    IncludedResources = ["pods"],
                    ExcludedResources = ["jobs"],
                    LabelSelector = new() { MatchLabels = new StringMap([KeyValuePair.Create("db", "yes")]) },
                    Pre = [new() { Command = ["sync", "-f"], Container = "db", OnError = "Fail", Timeout = "30s" }],
                    Post = [new() { Command = ["true"] }],
                },
            ],
            VolumeSnapshotLocations = ["ebs"],
            VolumeGroupSnapshotLabelKey = "group",
            DefaultVolumesToFsBackup = false,
            SnapshotMoveData = true,
            DataMover = "velero",
            ParallelFilesUpload = 4,
            CsiSnapshotTimeout = "10m0s",
            ItemOperationTimeout = "4h0m0s",
            ResourcePolicy = new("configmap", "policies"),
        },
    };

    [Fact]
    public void The_example_sets_every_field() =>
        Assert.All(BackupContentFields.All, static field => Assert.True(field.IsSet(s_full.Content), field.Attribute));

    [Fact]
    public void An_element_with_every_field_survives_the_state() => Assert.Equal(s_full, RoundTrip(s_full));

    [Fact]
    public void An_element_with_no_field_survives_the_state()
    {
        var bare = s_full with { Labels = StringMap.Empty, Content = BackupContent.Empty, UseOwnerReferencesInBackup = false };

        Assert.Equal(bare, RoundTrip(bare));
    }

    [Fact]
    public void Each_field_survives_alone() => Assert.All(BackupContentFields.All, static field =>
    {
        var alone = s_full with { Content = field.Copy(s_full.Content, BackupContent.Empty) };

        Assert.Equal(alone, RoundTrip(alone));
    });

    private static ScheduleElement RoundTrip(ScheduleElement element) =>
        s_codec.Decode(s_codec.Encode(new ScheduleElementModel(element)), AttributePath.Root).Known.Element;
}
