using TerraformProviderWorkspaceBackup.Reporting;
using WorkspaceBackup.Velero.Faults;

namespace TerraformProviderWorkspaceBackup.Tests.Reporting;

public sealed class FindingSummaryTests
{
    public static TheoryData<FindingKind> Kinds => [.. Enum.GetValues<FindingKind>().Except([FindingKind.Fault, FindingKind.Verdict])];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_finding_has_a_title(FindingKind kind) =>
        Assert.All(
            FindingSummary.Of(kind).Split(' '),
            static word => Assert.True(char.IsUpper(word[0]) || char.IsAsciiDigit(word[0]), word));
}
