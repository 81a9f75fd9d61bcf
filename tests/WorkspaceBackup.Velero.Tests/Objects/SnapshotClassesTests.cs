using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Tests.Objects;

public sealed class SnapshotClassesTests
{
    private const string Label = "velero.io/csi-volumesnapshot-class";
    private const string Default = "snapshot.storage.kubernetes.io/is-default-class";

    [Fact]
    public void The_class_with_Veleros_label_is_chosen() =>
        Assert.Equal(
            ["b"],
            Chosen(Class("a", "ebs"), Class("b", "ebs", label: Label), Class("c", "ebs", annotation: Default)));

    [Fact]
    public void The_labels_value_does_not_matter() =>
        Assert.Equal(["b"], Chosen(Class("a", "ebs"), Class("b", "ebs", label: Label, value: "false")));

    [Fact]
    public void Without_the_label_the_default_class_is_chosen() =>
        Assert.Equal(["b"], Chosen(Class("a", "ebs"), Class("b", "ebs", annotation: Default)));

    [Fact]
    public void The_only_class_of_a_driver_is_chosen() =>
        Assert.Equal(["a", "b"], Chosen(Class("b", "ebs"), Class("a", "efs")));

    [Fact]
    public void Of_several_without_a_mark_none_is_chosen() =>
        Assert.Empty(Chosen(Class("a", "ebs"), Class("b", "ebs")));

    [Fact]
    public void Classes_come_by_name_with_driver_and_deletion_policy()
    {
        var read = SnapshotClasses.Read([Class("b", "efs"), Class("a", "ebs")]);

        Assert.Equal(
            [new SnapshotClass("a", "ebs", "Delete", true), new SnapshotClass("b", "efs", "Delete", true)], read);
    }

    [Fact]
    public void A_storage_class_in_use_lacks_a_snapshot_class_when_its_driver_has_none_chosen()
    {
        var classes = SnapshotClasses.Read([Class("a", "ebs", label: Label), Class("b", "efs"), Class("c", "efs")]);

        var without = SnapshotClasses.Without(
            new HashSet<string> { "fast", "shared", "local", "unknown" },
            [Storage("fast", "ebs"), Storage("shared", "efs"), Storage("local", "none"), Storage("unused", "none")],
            classes);

        Assert.Equal(["local", "shared"], without);
    }

    [Fact]
    public void A_storage_class_may_name_its_snapshot_class()
    {
        var classes = SnapshotClasses.Read([Class("b", "efs"), Class("c", "efs")]);
        var named = Storage("shared", "efs");
        named["metadata"]!["annotations"] = new JsonObject { [Label] = "c" };

        Assert.Empty(SnapshotClasses.Without(new HashSet<string> { "shared" }, [named], classes));
    }

    private static IEnumerable<string> Chosen(params JsonObject[] classes) =>
        SnapshotClasses.Read(classes).Where(found => found.IsChosen).Select(found => found.Name);

    private static JsonObject Class(
        string name, string driver, string? label = null, string? annotation = null, string value = "true") => new()
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["labels"] = label is null ? [] : new JsonObject { [label] = value },
                ["annotations"] = annotation is null ? [] : new JsonObject { [annotation] = value },
            },
            ["driver"] = driver,
            ["deletionPolicy"] = "Delete",
        };

    private static JsonObject Storage(string name, string provisioner) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name },
        ["provisioner"] = provisioner,
    };
}
