namespace WorkspaceBackup.Velero.Writing;

/// <summary>What becomes of clusters that do not answer (<c>unhealthy_clusters</c>).</summary>
public enum UnhealthyPolicy
{
    /// <summary>They are skipped with a warning.</summary>
    Skip,

    /// <summary>They are an error before anything is written.</summary>
    Fail,
}
