using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>What an import found.</summary>
public sealed record ScheduleImport
{
    public required string Prefix { get; init; }

    /// <summary>By cluster; clusters without such a Schedule are left out unless they were named.</summary>
    public required IReadOnlyDictionary<string, ScheduleObservation> Clusters { get; init; }

    /// <summary>
    /// The first found one by cluster name, which the resource's arguments are taken from; null (with an error among
    /// the findings) when there is none.
    /// </summary>
    public StoredSchedule? Arguments { get; init; }

    public IReadOnlyList<Finding> Findings { get; init; } = [];
}
