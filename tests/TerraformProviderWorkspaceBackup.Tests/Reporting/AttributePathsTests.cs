using TerraformProviderWorkspaceBackup.Schedules;

namespace TerraformProviderWorkspaceBackup.Tests.Reporting;

public sealed class AttributePathsTests
{
    public static TheoryData<string, string?, string?> Fields => new()
    {
        { "a field is its argument's", "spec.template.ttl", "expiry" },
        { "a field below an argument's is that argument's", "spec.template.hooks.resources[0].name", "hooks" },
        { "an object that holds one argument's field is that argument's", "spec.template.uploaderConfig",
            "parallel_files_upload" },
        { "an object that holds several belongs to none", "spec.template", null },
        { "a name that only begins alike is another field", "spec.template.uploader", null },
        { "an unknown field is nobody's", "status.phase", null },
        { "no field is nobody's", null, null },
    };

    [Theory]
    [MemberData(nameof(Fields))]
    public void The_argument_to_blame_is_found(string name, string? field, string? argument) =>
        Assert.True(SchedulePaths.Paths.Of(field)?.ToString() == argument, name);
}
