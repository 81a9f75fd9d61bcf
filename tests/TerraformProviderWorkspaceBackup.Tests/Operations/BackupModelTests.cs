using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Operations;

namespace TerraformProviderWorkspaceBackup.Tests.Operations;

public sealed class BackupModelTests
{
    [Fact]
    public void Every_attribute_is_written_as_it_was_read()
    {
        Assert.Empty(ModelContract.Violations<BackupModel>());
        Assert.Empty(ModelContract.Violations<BackupElementModel>());
        Assert.Empty(ModelContract.Violations<OperationTimeoutsModel>());
    }

    [Theory]
    [InlineData("all completed", "Completed", false, false, true)]
    [InlineData("one is still going", "InProgress", false, false, false)]
    [InlineData("one lacks something", "PartiallyFailed", false, false, false)]
    [InlineData("one lacks something, which is allowed", "PartiallyFailed", true, false, true)]
    [InlineData("one has expired", "Expired", true, false, false)]
    [InlineData("a cluster was skipped", "Completed", false, true, false)]
    public void Complete_says_whether_every_cluster_has_a_backup(
        string when, string phase, bool allowPartiallyFailed, bool isSkipped, bool isComplete)
    {
        var model = BackupModel.Empty
            .With(OperationAttributes.AllowPartiallyFailed, allowPartiallyFailed)
            .With(OperationAttributes.SkippedClusters, Value.Of<IReadOnlyDictionary<string, string>>(
                isSkipped ? new Dictionary<string, string> { ["ap"] = "it timed out" } : []));

        var written = model.With([KeyValuePair.Create("eu", Element("Completed")), KeyValuePair.Create("us", Element(phase))]);

        Assert.True(isComplete == written.Get(BackupModel.CompleteAttribute).Known, when);
    }

    private static BackupElementModel Element(string phase) => BackupElementModel.From(new()
    {
        Cluster = "eu",
        Name = "b",
        Uid = "u",
        PhaseText = phase,
    });
}
