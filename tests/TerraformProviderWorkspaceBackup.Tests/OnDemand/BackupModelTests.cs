using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.OnDemand;
using TerraformProviderWorkspaceBackup.Runs;

namespace TerraformProviderWorkspaceBackup.Tests.OnDemand;

public sealed class BackupModelTests
{
    [Fact]
    public void Every_attribute_is_written_as_it_was_read()
    {
        Assert.Empty(ModelContract.Violations<BackupModel>());
        Assert.Empty(ModelContract.Violations<BackupElementModel>());
        Assert.Empty(ModelContract.Violations<RunTimeoutsModel>());
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
        var model = BackupModel.Read(new(TerraformPlugin.Values.TerraformValue.Object(
            new Schema(BackupModel.Attributes).Type,
            new Schema(BackupModel.Attributes).Type.Attributes.Select(static a =>
                KeyValuePair.Create(a.Key, TerraformPlugin.Values.TerraformValue.Null(a.Value)))))) with
        {
            AllowPartiallyFailed = allowPartiallyFailed,
            SkippedClusters = Value.Of<IReadOnlyDictionary<string, string>>(
                isSkipped ? new Dictionary<string, string> { ["ap"] = "it timed out" } : []),
        };

        var written = model.With([new("eu", Element("Completed")), new("us", Element(phase))]);

        Assert.True(isComplete == written.Complete.Known, when);
    }

    private static BackupElementModel Element(string phase) => BackupElementModel.From(new()
    {
        Cluster = "eu",
        Name = "b",
        Uid = "u",
        PhaseText = phase,
    });
}
