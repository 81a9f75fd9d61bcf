using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>
/// A Schedule on one cluster in canonical form: an entry of the resource's <c>schedules</c>. Declared or observed,
/// the two compare by value.
/// </summary>
public sealed record ScheduleElement
{
    /// <summary><c>metadata.name</c>.</summary>
    public required string Name { get; init; }

    /// <summary><c>metadata.namespace</c>.</summary>
    public required string VeleroNamespace { get; init; }

    /// <summary>The uid of the cluster's <c>kube-system</c> namespace.</summary>
    public required string ClusterUid { get; init; }

    /// <summary><c>spec.schedule</c>, with zone and stagger.</summary>
    public required string Schedule { get; init; }

    public required bool Paused { get; init; }

    /// <summary>The user's labels: those that both the Schedule and its Backups carry.</summary>
    public required StringMap Labels { get; init; }

    /// <summary>Always declared false: deleting such a Schedule deletes its Backups.</summary>
    public bool UseOwnerReferencesInBackup { get; init; }

    /// <summary><c>spec.template</c>.</summary>
    public required BackupContent Content { get; init; }
}
