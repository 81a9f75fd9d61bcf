using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Verdicts;

namespace WorkspaceBackup.Velero.Tests.Verdicts;

/// <summary>What a restore makes of its namespaces, whatever its backup holds.</summary>
public sealed class RestoreNamespacesTests
{
    [Theory]
    [InlineData("the pattern is what is restored", "ap*", "ap*", "is a pattern")]
    [InlineData("everything is restored", "*", "app-?", "is a pattern")]
    [InlineData("no namespace can be called that", "*", "App", "no name of a namespace")]
    [InlineData("one that is restored", "app", "app", null)]
    public void Only_the_name_of_a_namespace_can_be_mapped(string when, string included, string from, string? said)
    {
        var verdict = RestoreVerdicts.Of(
            new RestoreSpec { NamespaceMapping = new StringMap([new(from, "x")]) }, [included], ClusterKnowledge.Nothing);

        Assert.True((said is null ? 0 : 1) == verdict.Reasons.Count, when);
        Assert.All(verdict.Reasons, reason =>
        {
            Assert.Equal((VerdictRule.NamespaceMappedFromNothing, from, Fate.Good), (reason.Rule, reason.Subject, reason.Fate));
            Assert.Contains(said!, reason.Text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_pattern_is_not_mapped_into_one_with_a_name() => Assert.DoesNotContain(
        RestoreVerdicts.Of(
            new RestoreSpec { NamespaceMapping = new StringMap([new("ap*", "x"), new("db", "x")]) }, ["ap*", "db"], ClusterKnowledge.Nothing).Reasons,
        static reason => reason.Rule == VerdictRule.NamespacesMappedIntoOne);
}
