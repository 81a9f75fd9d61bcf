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

    /// <summary>What there is to say of it to somebody who did not expect it: whose it is, how old, how busy.</summary>
    public string Story
    {
        get
        {
            var labels = Labels("metadata", "labels");
            var owner = OwnerText.Of(labels, null, labels.GetValueOrDefault(OwnedMetadata.ClusterUidLabel) ?? "");
            List<string> facts =
            [
                owner.Length > 0 ? $"its labels say that it is {owner}'s"
                    : labels.TryGetValue(OwnedMetadata.ManagedByLabel, out var manager) ? $"{manager} manages it"
                    : "no label says whose it is",
            ];
            if (Json.Text(Object, "metadata", "creationTimestamp") is { Length: > 0 } made)
            {
                facts.Add($"it was made {made}");
            }

            if (Json.Text(Object, "status", "lastBackup") is { Length: > 0 } last)
            {
                facts.Add($"its last backup began {last}");
            }
            else if (MergePatch.Find(Object, "spec", "schedule") is not null)
            {
                facts.Add("it has made no backup yet");
            }

            return string.Join(", ", facts);
        }
    }

    /// <summary>Velero's word; empty when it has not looked at the object yet.</summary>
    public string Phase => Json.Text(Object, "status", "phase") ?? "";

    /// <summary>Changes of owned fields by others, newest first.</summary>
    public IReadOnlyList<FieldChange> ChangesByOthers =>
        ManagedFields.ChangesByOthers(MergePatch.Find(Object, "metadata", "managedFields"));

    /// <summary>What the next write has to know of it.</summary>
    public KnownObject ToKnown() => KnownObject.Of(Element);

    /// <summary>Whether it carries all of these labels of ours, and no other one of ours.</summary>
    public bool IsOwnedBy(StringMap ownLabels) =>
        ownLabels == new StringMap(Labels("metadata", "labels").Where(label => OwnedMetadata.IsOwnLabel(label.Key)));

    /// <summary>Whether it carries labels of ours, and not those of this workspace and name.</summary>
    public bool IsOfAnother(string workspace, string name, string cluster) =>
        OwnerText.Of(Labels("metadata", "labels"), null, Element.ClusterUid).Length > 0
        && !IsOwnedBy(OwnedMetadata.Labels(workspace, name, cluster, Element.ClusterUid));

    /// <summary>
    /// Whether another instance has taken it: one whose token it carries instead of ours. An object without a token is nobody's.
    /// </summary>
    /// <param name="token">This instance's; null: it has none yet.</param>
    public bool IsOfAnotherInstance(KnownObject known, string? token) =>
        token is not null && known.IsTagged && Token is { } found && found != token;

    private StringMap Labels(params IReadOnlyList<string> path) =>
        JsonShapes.Map.Read(MergePatch.Find(Object, path), "", new ObjectFindings("", "")) ?? StringMap.Empty;

    /// <summary>The newest change by others of a field or of something within it; null when none is recorded.</summary>
    public FieldChange? ChangeOf(string field) => ChangesByOthers.FirstOrDefault(change => change.Fields.Any(changed =>
        changed.StartsWith(field, StringComparison.Ordinal)
        && (changed.Length == field.Length || changed[field.Length] == '.')));
}
