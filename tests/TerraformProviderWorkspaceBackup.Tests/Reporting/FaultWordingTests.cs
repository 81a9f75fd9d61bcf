using TerraformProviderWorkspaceBackup.Reporting;
using WorkspaceBackup.Velero.Faults;

namespace TerraformProviderWorkspaceBackup.Tests.Reporting;

public sealed class FaultWordingTests
{
    public static TheoryData<FaultKind> Kinds => [.. Enum.GetValues<FaultKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_fault_names_the_cluster_and_says_what_to_do(FaultKind kind)
    {
        var words = FaultWording.Of(kind);

        Assert.Contains("{cluster}", words.Sentence);
        Assert.EndsWith(".", words.Sentence);
        Assert.EndsWith(".", words.Remedy);
        Assert.All(words.Summary.Split(' '), static word => Assert.True(char.IsUpper(word[0]), word));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_diagnostic_of_every_kind_names_cluster_cause_and_attribute(FaultKind kind)
    {
        var fault = new Fault(kind, "eu", "the cause", "spec.schedule", "Schedule velero/daily-eu");

        var diagnostic = Findings.Of(fault, TerraformPlugin.Framework.Severity.Error,
            TerraformProviderWorkspaceBackup.Schedules.SchedulePaths.Paths);

        Assert.Contains("cluster \"eu\"", diagnostic.Detail, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("the cause", diagnostic.Detail);
        Assert.Contains("attribute schedule", diagnostic.Detail);
        Assert.DoesNotContain("{", diagnostic.Detail);
        Assert.Equal("schedule", diagnostic.Path!.ToString());
    }

    [Fact]
    public void A_connection_setting_is_named_by_its_place_in_the_provider_configuration()
    {
        var fault = new Fault(FaultKind.KubeconfigUnreadable, "eu", "no such file", "config_path");

        var diagnostic = Findings.Of(fault, TerraformPlugin.Framework.Severity.Error,
            TerraformProviderWorkspaceBackup.Schedules.SchedulePaths.Paths);

        Assert.Contains("clusters[\"eu\"].config_path of the provider configuration", diagnostic.Detail);
        Assert.Null(diagnostic.Path);
    }
}
