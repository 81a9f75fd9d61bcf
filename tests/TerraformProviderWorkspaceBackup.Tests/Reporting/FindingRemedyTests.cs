using System.Text.RegularExpressions;
using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Reporting;
using TerraformProviderWorkspaceBackup.Tests.Documentation;
using WorkspaceBackup.Velero.Faults;

namespace TerraformProviderWorkspaceBackup.Tests.Reporting;

public sealed partial class FindingRemedyTests
{
    public static TheoryData<FindingKind> Kinds => [.. Enum.GetValues<FindingKind>().Except([FindingKind.Fault])];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_remedy_is_whole_sentences(FindingKind kind)
    {
        string?[] remedies =
        [
            FindingRemedy.Of(Finding.Error(kind, "eu", "It failed.")), FindingRemedy.Of(Finding.Warning(kind, "eu", "It failed.")),
        ];
        Assert.All(remedies.OfType<string>(), static remedy => Assert.EndsWith(".", remedy, StringComparison.Ordinal));
    }

    [Fact]
    public void It_follows_what_was_found_once_for_all_clusters()
    {
        var diagnostics = new Diagnostics();

        diagnostics.AddRange(
            [
                Finding.Error(FindingKind.BackupNotDeleted, "eu", "Velero could not delete Backup velero/a on cluster \"eu\"."),
                Finding.Error(FindingKind.BackupNotDeleted, "us", "Velero could not delete Backup velero/b on cluster \"us\"."),
            ],
            AttributePaths.None);

        var detail = Assert.Single(diagnostics).Detail;
        Assert.StartsWith("Velero could not delete Backup velero/a", detail, StringComparison.Ordinal);
        Assert.Contains("velero/b", detail, StringComparison.Ordinal);
        Assert.Single(Mentions().Matches(detail));
    }

    /// <summary>A state that let go of it on purpose is as likely as an apply that was killed.</summary>
    [Theory]
    [InlineData("killed")]
    [InlineData("destroy = false")]
    [InlineData("state rm")]
    [InlineData("another state")]
    public void What_was_in_no_state_may_be_so_for_several_reasons(string reason) => Assert.Contains(
        reason, FindingRemedy.Of(Finding.Warning(FindingKind.Adopted, "eu", "Taken over.")), StringComparison.Ordinal);

    [Theory]
    [InlineData(true, "allow_empty = true")]
    [InlineData(false, "describe --details).")]
    public void What_is_allowed_already_is_not_advised(bool isError, string end)
    {
        var remedy = FindingRemedy.Of(isError
            ? Finding.Error(FindingKind.NothingRestored, "eu", "Nothing.")
            : Finding.Warning(FindingKind.NothingRestored, "eu", "Nothing."));

        Assert.Contains(end, remedy, StringComparison.Ordinal);
        Assert.Equal(isError, remedy!.Contains("allow_empty", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_there_already_is_told_with_the_id_that_imports_it()
    {
        var diagnostics = new Diagnostics();

        diagnostics.Add(
            Finding.Of(new Fault(FaultKind.AlreadyExists, "eu", "it is not this resource's") { ImportId = "daily:eu=nightly" }),
            AttributePaths.None);

        Assert.Contains("its import id is daily:eu=nightly", Assert.Single(diagnostics).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FindingFacts.None, "overwrites objects that exist")]
    [InlineData(FindingFacts.Overwrites, "is why objects are overwritten")]
    [InlineData(FindingFacts.RunsPassedOver, "To take a run that is passed over")]
    public void A_planned_restore_is_told_with_what_the_arguments_can_do(FindingFacts facts, string words) => Assert.Contains(
        words,
        FindingRemedy.Of(Finding.Warning(FindingKind.RestorePlanned, "", "It restores 1 cluster.") with { Facts = facts }),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(FindingFacts.TimeToCome, "Set before to a time that is over.")]
    [InlineData(FindingFacts.GoneSincePlanned, "plan again")]
    [InlineData(FindingFacts.NoRunForAll, "data.workspace_backups lists what there is")]
    [InlineData(FindingFacts.NotInRun, "source_clusters = { eu = \"...\" }")]
    [InlineData(FindingFacts.Unseen, "in peers of the workspace_backup_location")]
    [InlineData(FindingFacts.OfRun, "Choose another run")]
    [InlineData(FindingFacts.OfRun | FindingFacts.IsPartial, "allow_partially_failed = true takes")]
    [InlineData(FindingFacts.IsPartial, "Name another one.")]
    public void Without_a_backup_the_advice_follows_what_was_found(FindingFacts facts, string advice)
    {
        var remedy = FindingRemedy.Of(Finding.Error(FindingKind.NoBackup, "eu", "None.") with { Facts = facts });

        Assert.Contains(advice, remedy, StringComparison.Ordinal);
        Assert.Equal(facts.HasFlag(FindingFacts.IsPartial), remedy!.Contains("allow_partially_failed", StringComparison.Ordinal));
    }

    [Fact]
    public void Different_advice_for_clusters_of_one_message_is_all_given()
    {
        var diagnostics = new Diagnostics();

        diagnostics.AddRange(
            [
                Finding.Error(FindingKind.NoBackup, "eu", "Failed.", "from_backup") with { Facts = FindingFacts.OfRun },
                Finding.Error(FindingKind.NoBackup, "us", "None.", "from_backup") with { Facts = FindingFacts.NotInRun },
            ],
            AttributePaths.None);

        var detail = Assert.Single(diagnostics).Detail;
        Assert.Contains("Choose another run", detail, StringComparison.Ordinal);
        Assert.Contains("source_clusters", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "  from_backups = {\n    \"c0\" = \"b0\"\n    \"c1\" = \"b1\"\n  }\n")]
    [InlineData(103, "    # and 3 more: data.workspace_backups lists them\n  }\n")]
    [InlineData(0, "To restore one cluster alone")]
    public void What_can_be_named_instead_is_ready_for_the_configuration(int count, string advice)
    {
        var remedy = FindingRemedy.Of(Finding.Error(FindingKind.NoCommonRun, "", "None.") with
        {
            Instead = [.. Enumerable.Range(0, count).Select(static index => KeyValuePair.Create($"c{index}", $"b{index}"))],
        });

        Assert.Contains(advice, remedy, StringComparison.Ordinal);
        Assert.Equal(count > 0, remedy!.Contains("from_backups = {", StringComparison.Ordinal));
    }

    /// <summary>What the user can do with Terraform is said here; the domain knows Velero alone.</summary>
    [Fact]
    public void The_domain_says_nothing_of_arguments_and_commands()
    {
        var folder = Path.Combine(Repository.Root, "src", "WorkspaceBackup.Velero");
        var said = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(static file => File.ReadLines(file).Select(line => (Name: Path.GetFileName(file), Line: line.Trim())))
            .Where(static one => !one.Line.StartsWith("//", StringComparison.Ordinal)
                && Texts().Matches(one.Line).Any(static text => text.Value.Contains(' ', StringComparison.Ordinal) && Words().IsMatch(text.Value)))
            .Select(static one => $"{one.Name}: {one.Line}");

        Assert.Empty(said);
    }

    [GeneratedRegex("deletion_policy")]
    private static partial Regex Mentions();

    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Texts();

    [GeneratedRegex(@"apply again|\b(this|the|next|same) apply\b|next plan|this plan\b|plan again|untaint|timeouts\.|state rm"
        + @"|the provider configuration|import block|import id|data\.workspace_|this state\b|the state recorded|default = |\b[a-z]+_[a-z_]+ = |deletion_policy|create_before_destroy|allow_"
        + @"|\b(backup_location|time_zone|velero_namespace|from_schedule|access_mode|config_context|config_path)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Words();
}
