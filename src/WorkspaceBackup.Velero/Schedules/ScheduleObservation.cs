using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>What is on one cluster under one name.</summary>
public abstract record ScheduleObservation
{
    private ScheduleObservation()
    {
    }

    public sealed record Found(StoredSchedule Schedule) : ScheduleObservation;

    /// <param name="ClusterUid">The cluster that answered.</param>
    public sealed record Missing(string ClusterUid) : ScheduleObservation;

    /// <summary>Not known: the cluster did not answer, or answered no. What the state says stays.</summary>
    public sealed record Failed(Fault Fault) : ScheduleObservation;
}
