namespace WorkspaceBackup.Velero.Verdicts;

/// <summary>What comes of a spec; the worse, the later.</summary>
public enum Fate
{
    /// <summary>It gives what it says.</summary>
    Good,

    /// <summary>It gives less than it names.</summary>
    Partial,

    /// <summary>It is Completed, with nothing in it.</summary>
    Empty,

    /// <summary>It never gives a backup or a restore that is of use, whatever its phase.</summary>
    Never,

    /// <summary>The API server does not take the object.</summary>
    Refused,
}
