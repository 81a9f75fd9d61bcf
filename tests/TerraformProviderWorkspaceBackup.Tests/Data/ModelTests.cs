using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Data;

namespace TerraformProviderWorkspaceBackup.Tests.Data;

public sealed class ModelTests
{
    public static TheoryData<string, IReadOnlyList<string>> Models => new()
    {
        { nameof(ListedBackupModel), ModelContract.Violations<ListedBackupModel>() },
        { nameof(BackupDataModel), ModelContract.Violations<BackupDataModel>() },
        { nameof(BackupsDataModel), ModelContract.Violations<BackupsDataModel>() },
        { nameof(ClustersDataModel), ModelContract.Violations<ClustersDataModel>() },
        { nameof(InspectedClusterModel), ModelContract.Violations<InspectedClusterModel>() },
        { nameof(PluginModel), ModelContract.Violations<PluginModel>() },
        { nameof(NodeAgentModel), ModelContract.Violations<NodeAgentModel>() },
        { nameof(LocationModel), ModelContract.Violations<LocationModel>() },
        { nameof(SnapshotClassModel), ModelContract.Violations<SnapshotClassModel>() },
        { nameof(PermissionModel), ModelContract.Violations<PermissionModel>() },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void A_model_writes_what_it_reads(string model, IReadOnlyList<string> violations) =>
        Assert.True(violations.Count == 0, $"{model}: {string.Join("; ", violations)}");
}
