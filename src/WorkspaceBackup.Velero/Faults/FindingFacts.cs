namespace WorkspaceBackup.Velero.Faults;

/// <summary>What of a finding decides about what can be done, beside its kind.</summary>
[Flags]
public enum FindingFacts
{
    None = 0,

    /// <summary>There are newer runs that not every cluster has.</summary>
    RunsPassedOver = 1,

    /// <summary>Objects that exist and differ are overwritten.</summary>
    Overwrites = 2,

    /// <summary>The time before which a run was to have ended is still to come.</summary>
    TimeToCome = 4,

    /// <summary>What a plan announced is there no more.</summary>
    GoneSincePlanned = 8,

    /// <summary>No run is good for all clusters.</summary>
    NoRunForAll = 16,

    /// <summary>The run has no backup of a cluster.</summary>
    NotInRun = 32,

    /// <summary>The backup was chosen by its run, not by its name.</summary>
    OfRun = 64,

    /// <summary>The backup lacks something and can be restored from.</summary>
    IsPartial = 128,

    /// <summary>Another cluster has the backup, and this one does not show it.</summary>
    Unseen = 256,

    /// <summary>What is used is to leave a cluster, and stays on others.</summary>
    Leaves = 512,

    /// <summary>It is only planned.</summary>
    IsPlanned = 1024,
}
