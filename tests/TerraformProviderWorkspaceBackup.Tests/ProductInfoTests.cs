namespace TerraformProviderWorkspaceBackup.Tests;

public sealed class ProductInfoTests
{
    [Theory]
    [InlineData("registry.terraform.io")]
    [InlineData("registry.opentofu.org")]
    [InlineData("terraform init")]
    [InlineData("tofu init")]
    [InlineData("~/.terraform.d/plugins/REGISTRY/workspace-backup/workspace/")]
    [InlineData("source = \"workspace-backup/workspace\"")]
    public void The_help_is_for_both_tools(string said) =>
        Assert.Contains(said, ProductInfo.HelpText, StringComparison.Ordinal);

    /// <summary>Each tool puts its own before it; one of the two would be wrong for the other.</summary>
    [Fact]
    public void The_source_to_copy_names_no_registry()
    {
        var configuration = ProductInfo.HelpText[..ProductInfo.HelpText.IndexOf('}', StringComparison.Ordinal)];

        Assert.DoesNotContain("registry.", configuration, StringComparison.Ordinal);
    }
}
