using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>Something to do once on each of some clusters: a backup or a restore.</summary>
public abstract record OperationRequest
{
    public required string Workspace { get; init; }

    /// <summary>The first part of the objects' names, and the second of the id.</summary>
    public required string Name { get; init; }

    /// <summary>The user's, on the objects.</summary>
    public StringMap Labels { get; init; } = StringMap.Empty;

    public required IReadOnlyList<Cluster> Clusters { get; init; }

    /// <summary>The clusters of which it could not be found out what is to be done there, and why.</summary>
    public IReadOnlyDictionary<string, Fault> Faults { get; init; } = new Dictionary<string, Fault>(StringComparer.Ordinal);

    public UnhealthyPolicy Unhealthy { get; init; }

    /// <summary>A random text by which the objects of this very call are known again.</summary>
    public required string Token { get; init; }

    /// <summary>What was found about it already; with an error nothing is written.</summary>
    public IReadOnlyList<Finding> Found { get; init; } = [];

    /// <summary>Null: do not wait.</summary>
    public OperationWaiting? Waiting { get; init; }

    /// <summary>A random text for <see cref="Token"/>: 128 bits.</summary>
    public static string NewToken() => Guid.NewGuid().ToString("N");
}
