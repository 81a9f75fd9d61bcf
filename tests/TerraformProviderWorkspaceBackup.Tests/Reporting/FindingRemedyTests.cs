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

    /// <summary>What the user can do with Terraform is said here; operations know Velero alone.</summary>
    [Fact]
    public void Operations_say_nothing_of_arguments_and_commands()
    {
        var folder = Path.Combine(Repository.Root, "src", "WorkspaceBackup.Velero", "Operations");
        var said = Directory.EnumerateFiles(folder, "*.cs")
            .SelectMany(static file => File.ReadLines(file).Select(line => (Name: Path.GetFileName(file), Line: line.Trim())))
            .Where(static one => !one.Line.StartsWith("//", StringComparison.Ordinal) && Words().IsMatch(one.Line))
            .Select(static one => $"{one.Name}: {one.Line}");

        Assert.Empty(said);
    }

    [GeneratedRegex("deletion_policy")]
    private static partial Regex Mentions();

    [GeneratedRegex("\"[^\"]*(apply again|this apply|next plan|plan again|untaint|timeouts\\.|deletion_policy|allow_|config_context|_policy = )",
        RegexOptions.IgnoreCase)]
    private static partial Regex Words();
}
