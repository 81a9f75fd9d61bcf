namespace WorkspaceBackup.Velero.Operations;

/// <summary>Why waiting for an object ended.</summary>
internal enum WaitEnd
{
    /// <summary>It got where it was waited for.</summary>
    Over,

    /// <summary>It was deleted.</summary>
    Gone,

    /// <summary>The caller stopped, or its time was up.</summary>
    Cancelled,

    /// <summary>The cluster has not answered for too long.</summary>
    Lost,

    /// <summary>The cluster answers no.</summary>
    Refused,
}
