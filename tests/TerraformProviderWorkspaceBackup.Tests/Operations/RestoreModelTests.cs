using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Operations;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.Tests.Operations;

public sealed class RestoreModelTests
{
    [Fact]
    public void Every_attribute_is_written_as_it_was_read()
    {
        Assert.Empty(ModelContract.Violations<RestoreModel>());
        Assert.Empty(ModelContract.Violations<RestoreElementModel>());
    }

    [Fact]
    public void The_arguments_are_the_domains_fields_under_the_same_names() =>
        Assert.Equal(
            RestoreFields.All.Select(static field => field.Attribute),
            RestoreArguments.Attributes.Select(static attribute => attribute.Name));
}
