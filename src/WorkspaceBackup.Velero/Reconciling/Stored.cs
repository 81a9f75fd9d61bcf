using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Reconciling;

/// <summary>An object as it stands on a cluster.</summary>
/// <param name="Element">What of it counts, in canonical form.</param>
/// <param name="Object">All of it.</param>
/// <param name="Findings">What is odd about the object, as warnings.</param>
public sealed record Stored<TElement>(TElement Element, JsonObject Object, IReadOnlyList<Finding> Findings)
    where TElement : class, IElement
{
    public string Uid => Json.Text(Object, "metadata", "uid") ?? "";

    /// <summary>The token of the resource instance that owns it; null for an object made by others.</summary>
    public string? Token => Json.Text(Object, "metadata", "annotations", OwnedMetadata.InstanceAnnotation);

    /// <summary>Velero's word; empty when it has not looked at the object yet.</summary>
    public string Phase => Json.Text(Object, "status", "phase") ?? "";

    /// <summary>Changes of owned fields by others, newest first.</summary>
    public IReadOnlyList<FieldChange> ChangesByOthers =>
        ManagedFields.ChangesByOthers(MergePatch.Find(Object, "metadata", "managedFields"));

    /// <summary>What the next write has to know of it.</summary>
    public KnownObject ToKnown() => KnownObject.Of(Element);

    /// <summary>Whether it carries all of these labels of ours, and no other one of ours.</summary>
    public bool IsOwnedBy(StringMap ownLabels) => ownLabels == new StringMap(
        JsonShapes.Map.Read(MergePatch.Find(Object, "metadata", "labels"), "", new ObjectFindings("", ""))?
            .Where(label => OwnedMetadata.IsOwnLabel(label.Key)) ?? []);

    /// <summary>The newest change by others of a field or of something within it; null when none is recorded.</summary>
    public FieldChange? ChangeOf(string field) => ChangesByOthers.FirstOrDefault(change => change.Fields.Any(changed =>
        changed.StartsWith(field, StringComparison.Ordinal)
        && (changed.Length == field.Length || changed[field.Length] == '.')));
}
