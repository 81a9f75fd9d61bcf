namespace WorkspaceBackup.Velero.Clusters;

/// <summary>One entry of the provider's <c>clusters</c>.</summary>
public sealed record ClusterSettings
{
    /// <summary>Its key; an RFC 1123 label.</summary>
    public required string Name { get; init; }

    /// <summary>Where Velero lives; default <c>velero</c>.</summary>
    public string VeleroNamespace { get; init; } = "velero";

    /// <summary>Reachable, but no longer part of the workspace.</summary>
    public bool Detached { get; init; }

    /// <summary>How to reach it; empty: by the environment, when it is the only cluster.</summary>
    public ConnectionSettings Connection { get; init; } = new();
}
