using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Reporting;
using WorkspaceBackup.Velero.Faults;
using Severity = TerraformPlugin.Framework.Severity;

namespace Reliability.Tests.Driver;

/// <summary>What a command of Terraform printed, and what it would have complained about.</summary>
internal sealed class Report
{
    public List<Diagnostic> Diagnostics { get; } = [];

    /// <summary>Exceptions, and answers that Terraform calls a bug of the provider.</summary>
    public List<string> Bugs { get; } = [];

    public List<PlannedChange> Changes { get; } = [];

    // They end with the resource's own name.
    private static readonly string[] s_announcements =
        [FindingSummary.Of(FindingKind.RestorePlanned), "Restore Is Not Undone", "Backup Deleted With Its Data"];

    /// <summary>Without what is said of every restore, and of every backup that is deleted with its data.</summary>
    public IEnumerable<Diagnostic> Unusual => Diagnostics.Where(static diagnostic =>
        !s_announcements.Any(title => diagnostic.Summary.StartsWith(title, StringComparison.Ordinal)));

    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);

    /// <summary>Planning failed, so that nothing was applied and nothing of the refresh was kept.</summary>
    public bool IsStopped { get; set; }

    public bool IsEmpty => Changes.TrueForAll(change => change.Action == ActionKind.NoOp);

    public override string ToString() => string.Join('\n',
    [
        .. Bugs.Select(bug => $"bug: {bug}"),
        .. Changes.Where(change => change.Action != ActionKind.NoOp)
            .Select(change => $"{change.Action} {change.Address}"),
        .. Diagnostics.Select(d => $"{d.Severity}: {d.Summary}: {d.Detail}"),
    ]);
}
