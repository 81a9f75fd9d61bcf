using TerraformProviderWorkspaceBackup.Reporting;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Verdicts;

namespace TerraformProviderWorkspaceBackup.Tests.Reporting;

public sealed class VerdictWordingTests
{
    public static TheoryData<VerdictRule> Rules => [.. Enum.GetValues<VerdictRule>()];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_rule_has_a_title_and_a_remedy(VerdictRule rule)
    {
        var words = VerdictWording.Of(rule);
        Assert.All(words.Summary.Split(' '), static word => Assert.True(char.IsUpper(word[0]), word));
        Assert.EndsWith(".", words.Remedy);
    }
}
