using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>A Schedule as it stands on a cluster.</summary>
public sealed record StoredSchedule
{
    public required ScheduleElement Element { get; init; }

    /// <summary>The object's uid.</summary>
    public required string Uid { get; init; }

    /// <summary>The token of the resource instance that owns it; null for a Schedule made by others.</summary>
    public string? InstanceToken { get; init; }

    /// <summary>
    /// Velero's verdict on the cron: empty (not looked at yet), <c>New</c>, <c>Enabled</c>, <c>FailedValidation</c>.
    /// </summary>
    public string Phase { get; init; } = "";

    public IReadOnlyList<string> ValidationErrors { get; init; } = [];

    /// <summary>Our labels that it carries, by their full keys.</summary>
    public StringMap OwnLabels { get; init; } = StringMap.Empty;

    /// <summary>What is odd about the object, as warnings.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Changes of owned fields by others, newest first.</summary>
    public IReadOnlyList<FieldChange> ChangesByOthers { get; init; } = [];

    /// <summary>What the next refresh has to know of it.</summary>
    public KnownSchedule ToKnown() =>
        new(Element.Name, Element.VeleroNamespace, Element.ClusterUid, Uid, StringSet.From(Element.Labels.Keys));

    /// <summary>Whether it carries all labels of that workspace, prefix, cluster and cluster uid.</summary>
    public bool IsOurs(string workspace, string prefix, string cluster, string clusterUid) =>
        OwnLabels == OwnedMetadata.Labels(workspace, prefix, cluster, clusterUid);

    /// <summary>
    /// The newest change by others of a field or of something within it; null when none is recorded.
    /// </summary>
    public FieldChange? ChangeOf(string field) => ChangesByOthers.FirstOrDefault(change => change.Fields.Any(changed =>
        changed.StartsWith(field, StringComparison.Ordinal)
        && (changed.Length == field.Length || changed[field.Length] == '.')));
}
