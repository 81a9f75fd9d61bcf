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
}
