using TerraformPlugin.Framework;
using TerraformPlugin.Framework.Internal.Server;
using TerraformProviderWorkspaceBackup.Reporting;
using TerraformProviderWorkspaceBackup.Schedules;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Schedules.Cron;
using Severity = WorkspaceBackup.Velero.Faults.Severity;

namespace TerraformProviderWorkspaceBackup.Tests.Reporting;

/// <summary>A line of a message has 2,000 characters at most: of 500 clusters not all can be named in it.</summary>
public sealed class FindingsTests
{
    private static readonly string[] s_fleet = [.. Enumerable.Range(1, 500).Select(static n => $"production-cluster-{n:000}")];

    public static TheoryData<string, string> Kinds() => new()
    {
        { "a finding of many clusters", "what to do about it" },
        { "a fault of many clusters", "the same refusal" },
        { "a schedule that an upgrade changes", "\"0 3 1 * *\" and \"0 3 * * 0\"" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_said_of_500_clusters_comes_through(string what, string said)
    {
        var diagnostics = new Diagnostics();
        diagnostics.AddRange(
            what switch
            {
                "a finding of many clusters" => s_fleet.Select(static cluster =>
                    Finding.Warning(FindingKind.NamespaceMissing, cluster, "It is not there; what to do about it.")),
                "a fault of many clusters" => s_fleet.Select(static cluster =>
                    Finding.Of(new Fault(FaultKind.Forbidden, cluster, "the same refusal"), Severity.Error)),
                _ => Upgrade(),
            },
            AttributePaths.None);

        var detail = TerminalText.Of(Assert.Single(diagnostics).Detail);
        Assert.Contains(said, detail, StringComparison.Ordinal);
        Assert.DoesNotContain("...", detail, StringComparison.Ordinal);
        Assert.Contains("and 480 more", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(VerdictRule.PolicyUnreadable, "includeExcludePolicy.excludedNamespaceScopedResources is no list")]
    [InlineData(VerdictRule.ModifierUnreadable, "resourcePolicyRules and includedNamespaces are the file's own")]
    public void What_a_ConfigMap_has_wrong_is_told_in_its_own_words(VerdictRule rule, string text)
    {
        var diagnostics = new Diagnostics();

        diagnostics.AddRange(
            [Finding.Warning(FindingKind.Verdict, "eu", text, "spec.template.resourcePolicy", "Schedule velero/a") with { Rule = rule }],
            SchedulePaths.Paths);

        Assert.Contains(text, Assert.Single(diagnostics).Detail, StringComparison.Ordinal);
    }

    /// <summary>Terraform shows the first of several warnings of one title.</summary>
    [Fact]
    public void Faults_of_one_kind_are_one_message_though_another_setting_is_to_blame_for_each()
    {
        var diagnostics = new Diagnostics();
        diagnostics.AddRange(
            [
                Finding.Of(new Fault(FaultKind.KubeconfigInvalid, "eu", "eu.yaml is no YAML"), Severity.Warning),
                Finding.Of(new Fault(FaultKind.KubeconfigInvalid, "us", "us.yaml is no YAML", "config_path"), Severity.Warning),
            ],
            AttributePaths.None);

        var detail = Assert.Single(diagnostics).Detail;
        Assert.Contains("\"eu\", \"us\"", detail, StringComparison.Ordinal);
        Assert.Contains("Cluster us: us.yaml is no YAML", detail, StringComparison.Ordinal);
        Assert.DoesNotContain("config_path", detail, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Finding> Upgrade()
    {
        var now = new DateTimeOffset(2026, 11, 30, 0, 0, 0, TimeSpan.Zero);
        Assert.True(ScheduleText.TryCreate("0 3 1 * 0", null, null, now, out var text, out _));
        return new CronFindings(text, "0 3 1 * 0", now).Of(
            s_fleet.ToDictionary(static cluster => cluster, static _ => (string?)"v1.18.0"), new HashSet<string>());
    }
}
