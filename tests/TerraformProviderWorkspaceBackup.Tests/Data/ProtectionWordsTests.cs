using TerraformProviderWorkspaceBackup.Data;
using TerraformProviderWorkspaceBackup.Tests.Documentation;
using WorkspaceBackup.Velero.Protection;

namespace TerraformProviderWorkspaceBackup.Tests.Data;

public sealed class ProtectionWordsTests
{
    [Fact]
    public void Every_kind_of_finding_has_a_word_of_its_own_that_the_guide_explains()
    {
        var words = Enum.GetValues<ProtectionFindingKind>().Select(ProtectionWords.Of).ToList();
        var guide = Repository.Text("docs/guides/protection.md");

        Assert.Equal(words.Count, words.Distinct().Count());
        Assert.All(words, word => Assert.Contains($"| `{word}` |", guide));
    }

    [Fact]
    public void States_and_severities_differ()
    {
        Assert.Equal(3, Enum.GetValues<ProtectionState>().Select(ProtectionWords.Of).Distinct().Count());
        Assert.Equal(3, Enum.GetValues<ProtectionSeverity>().Select(ProtectionWords.Of).Distinct().Count());
    }
}
