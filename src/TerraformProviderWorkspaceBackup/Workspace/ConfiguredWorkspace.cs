using System.Collections.Concurrent;
using TerraformPlugin.Framework;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.History;
using WorkspaceBackup.Velero.Inspection;
using WorkspaceBackup.Velero.Locations;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Operations;
using WorkspaceBackup.Velero.Protection;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Schedules;

namespace TerraformProviderWorkspaceBackup.Workspace;

/// <summary>The configured provider, as resources use it. While planning, parts of it may be unknown.</summary>
internal sealed record ConfiguredWorkspace : IDisposable
{
    /// <summary>What the clusters are reached through; goes with the workspace.</summary>
    public IDisposable? Connections { get; init; }

    public required Value<string> Name { get; init; }

    /// <summary>Null: each resource names its own.</summary>
    public required Value<IReadOnlySet<string>> Namespaces { get; init; }

    /// <summary>Chooses them by their labels, where <see cref="Namespaces"/> is null; null: it is not set.</summary>
    public Value<LabelSelector> NamespaceSelector { get; init; } = Value<LabelSelector>.Null;

    /// <summary>Those whose connection is known, by name; detached ones too.</summary>
    public required IReadOnlyDictionary<string, Cluster> Clusters { get; init; }

    /// <summary>Those whose connection is not known yet.</summary>
    public required IReadOnlySet<string> UnknownClusters { get; init; }

    /// <summary>Not even the names of the clusters are known.</summary>
    public required bool AreClustersUnknown { get; init; }

    public required Reconciler<ScheduleDeclaration, ScheduleElement> Schedules { get; init; }

    public required Reconciler<LocationDeclaration, LocationElement> Locations { get; init; }

    public required ScheduleVersions ScheduleVersions { get; init; }

    public required BackupOperations BackupOperations { get; init; }

    public required RestoreOperations RestoreOperations { get; init; }

    public required RestoreService Restores { get; init; }

    /// <summary>What this process has read and planned of schedules.</summary>
    public PlannedHere PlannedSchedules { get; } = new();

    /// <summary>By the prefix of a schedule that this process has read, what is wrong with the locations that it uses.</summary>
    public ConcurrentDictionary<string, IReadOnlyList<Finding>> FoundLocations { get; } = new(StringComparer.Ordinal);

    /// <summary>What this process has read and planned of locations.</summary>
    public PlannedHere PlannedLocations { get; } = new();

    /// <summary>Whether a finding is of a location that is missing, and that this process has planned to make.</summary>
    public bool MakesLocation(Finding finding) =>
        finding is { Fault: { Kind: FaultKind.LocationMissing, Object: { } missing } }
        && PlannedLocations.IsPlanned($"{finding.Cluster}/{missing[(missing.LastIndexOf('/') + 1)..]}");

    /// <summary>Where those go that are not there yet.</summary>
    public PlannedPlaces PlannedPlaces { get; } = new();

    /// <summary>Told how backups and restores go on while they are waited for.</summary>
    public required Action<OperationState> Progress { get; init; }

    public required BackupService Backups { get; init; }

    public required RunReviews RunReviews { get; init; }

    public required InspectionService Inspection { get; init; }

    public required ProtectionService Protection { get; init; }

    public void Dispose() => Connections?.Dispose();
}
