using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.History;

namespace TerraformProviderWorkspaceBackup.Reporting;

/// <summary>What is said of a list of backups that is empty although there are some.</summary>
internal static class BackupsLeftOut
{
    public static string Detail(IReadOnlyDictionary<string, LeftOutBackups> leftOut)
    {
        var lines = leftOut.Take(NameList.Named).Select(static one => $"- cluster \"{one.Key}\": {Reasons(one.Value)}\n");
        var more = leftOut.Count > NameList.Named ? $"- and {leftOut.Count - NameList.Named} more clusters\n" : "";
        return "No backup is listed, although Velero has some:\n\n" + string.Concat(lines) + more
            + (leftOut.Values.Any(static left => left.OthersMade + left.OtherClusters > 0)
                ? "\nTo list those of others too, set made_by = \"anyone\". To restore one of them, use from_backups of workspace_restore." : "")
            + (leftOut.Values.Any(static left => left.OtherPrefixes > 0)
                ? "\nTo list those of the workspace's other schedules, leave prefix out." : "");
    }

    private static string Reasons(LeftOutBackups left) => string.Join("; ", new[]
    {
        Counted(left.OthersMade, "that this workspace did not make" + (left.OthersSchedules.Count == 0 ? ""
            : $" (by the {(left.OthersSchedules.Count == 1 ? "Schedule" : "Schedules")} {NameList.Quoted(left.OthersSchedules)})")),
        Counted(left.OtherClusters, "of another cluster, which Velero found in the bucket"),
        Counted(left.OtherPrefixes, "of another prefix of this workspace"),
        Counted(left.Filtered, "that phases or newer_than exclude"),
    }.OfType<string>());

    private static string? Counted(int count, string what) =>
        count == 0 ? null : $"{count} {(count == 1 ? "backup" : "backups")} {what}";
}
