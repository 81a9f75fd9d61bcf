namespace WorkspaceBackup.Velero.Verdicts;

/// <summary>What has to change before Velero judges otherwise.</summary>
public enum Mending
{
    /// <summary>The spec: no cluster and no Velero takes it.</summary>
    Spec,

    /// <summary>The spec or the Velero there: another version judges otherwise.</summary>
    Version,

    /// <summary>The spec, or an object that it refers to and that is missing or unusable on this cluster.</summary>
    Reference,

    /// <summary>The state of the cluster, which can change by itself: a location's phase, a namespace.</summary>
    Cluster,
}
