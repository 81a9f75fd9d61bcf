using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Content;
using TerraformProviderWorkspaceBackup.Schedules;
using TerraformProviderWorkspaceBackup.Workspace;

namespace TerraformProviderWorkspaceBackup.Tests.Workspace;

/// <summary>Every model writes each attribute that it reads, and to the same place.</summary>
public sealed class ModelContractTests
{
    [Fact]
    public void The_provider_and_its_clusters() => Assert.Empty((string[])[
        .. ModelContract.Violations<ProviderModel>(),
        .. ModelContract.Violations<ClusterModel>(),
        .. ModelContract.Violations<ExecModel>(),
    ]);

    [Fact]
    public void Timeouts() => Assert.Empty(ModelContract.Violations<TimeoutsModel>());

    [Fact]
    public void Content() => Assert.Empty((string[])[
        .. ModelContract.Violations<RequirementModel>(),
        .. ModelContract.Violations<LabelSelectorModel>(),
        .. ModelContract.Violations<ExecHookModel>(),
        .. ModelContract.Violations<HookActionModel>(),
        .. ModelContract.Violations<ResourceHookModel>(),
        .. ModelContract.Violations<HooksModel>(),
        .. ModelContract.Violations<ResourcePolicyModel>(),
    ]);
}
