using TerraformProviderWorkspaceBackup.Reporting;

namespace TerraformProviderWorkspaceBackup.Tests.Reporting;

public sealed class MessageAddressTests
{
    [Theory]
    [InlineData("Cluster Unreachable", "cluster-unreachable")]
    [InlineData("Read-Only Attribute", "read-only-attribute")]
    [InlineData("Restore \"payments/restore\" Planned", "restore-planned")]
    [InlineData("\"eu\" Is Gone", "is-gone")]
    public void The_anchor_is_made_of_the_title_without_names(string title, string anchor) =>
        Assert.Equal(
            "https://registry.terraform.io/providers/workspace-backup/workspace/latest/docs/guides/troubleshooting#"
            + anchor,
            MessageAddress.Of(title));
}
