using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Verdicts;

namespace WorkspaceBackup.Velero.Tests.Verdicts;

/// <summary>Why nothing is left of the namespaces that a list names.</summary>
public sealed class NamespaceListsTests
{
    [Fact]
    public void Patterns_whose_namespaces_are_labelled_out_name_the_label_and_the_namespaces()
    {
        var labelled = new Dictionary<string, string> { ["velero.io/exclude-from-backup"] = "true" };
        var verdict = BackupVerdicts.Of(
            new BackupContent { IncludedNamespaces = ["team-b*"] },
            new ClusterKnowledge
            {
                Velero = new VeleroRelease(1, 18, 2),
                Namespaces = new Dictionary<string, IReadOnlyDictionary<string, string>>
                {
                    ["team-b"] = labelled,
                    ["team-c"] = new Dictionary<string, string>(),
                },
            });

        var reason = Assert.Single(verdict.Reasons);
        Assert.Equal((VerdictRule.NamespaceLabelledOut, Fate.Empty, "team-b"), (reason.Rule, reason.Fate, reason.Subject));
        Assert.Contains("carries the label velero.io/exclude-from-backup=true", reason.Text);
    }
}
