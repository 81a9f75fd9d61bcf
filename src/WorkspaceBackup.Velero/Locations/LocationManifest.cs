using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Locations;

/// <summary>
/// What one cluster is sent for a location: the body of a create, the merge patch of an update, and what of it the answer
/// must hold.
/// </summary>
/// <param name="spec">What it is to be.</param>
/// <param name="annotations">Those of ours.</param>
/// <param name="left">The fields, by argument, that stay as they are found, once it is there; null: none.</param>
internal class LocationManifest(
    ApiPath path, JsonObject spec, StringMap labels, StringMap annotations, StringSet? left = null) : IManifest
{
    private static readonly Dictionary<string, VeleroVersion?> s_fields =
        LocationFields.All.ToDictionary(static field => field.Path, static field => field.Since, StringComparer.Ordinal);

    public ApiPath Path => path;

    public string? Token => annotations.GetValueOrDefault(OwnedMetadata.InstanceAnnotation);

    public IReadOnlyDictionary<string, VeleroVersion?> Fields => s_fields;

    public StringSet ProviderAdded => StringSet.Empty;

    protected JsonObject Spec => spec;

    public virtual Task<Faults.Fault?> BeforeAsync(CancellationToken cancellationToken) => Task.FromResult<Faults.Fault?>(null);

    public virtual Task<IReadOnlyList<Faults.Finding>> AfterAsync(JsonObject? before, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Faults.Finding>>([]);

    public virtual Task<IReadOnlyList<Faults.Finding>> TakeBackAsync(JsonObject? before, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Faults.Finding>>([]);

    public JsonObject Body(JsonObject? current, StringSet leftOut)
    {
        var metadata = new JsonObject
        {
            ["labels"] = JsonShapes.Object(labels),
            ["annotations"] = JsonShapes.Object(annotations),
        };
        if (current is not null)
        {
            metadata["resourceVersion"] = Json.Text(current, "metadata", "resourceVersion");
            return new JsonObject { ["metadata"] = metadata, ["spec"] = Patch(current["spec"]) };
        }

        metadata["name"] = path.Name;
        metadata["namespace"] = path.Namespace;
        return new JsonObject
        {
            ["apiVersion"] = ApiPath.VeleroGroupVersion,
            ["kind"] = "BackupStorageLocation",
            ["metadata"] = metadata,
            ["spec"] = spec.DeepClone(),
        };
    }

    public IEnumerable<FieldMismatch> Compare(JsonObject answer, JsonObject? current, StringSet leftOut)
    {
        foreach (var (field, sent, stored) in Differences(answer))
        {
            yield return new FieldMismatch(field.Path, sent is not null && stored is null, sent ?? "null", stored ?? "null");
        }

        foreach (var (key, value) in labels)
        {
            var stored = Json.Text(answer, "metadata", "labels", key);
            if (stored != value)
            {
                yield return new FieldMismatch($"metadata.labels.{key}", stored is null, value, stored ?? "null");
            }
        }
    }

    public string? Consequence(string leftOutField, JsonObject? current) => null;

    protected IEnumerable<(LocationField Field, string? Sent, string? Stored)> Differences(JsonObject location) =>
        LocationFields.Differences(spec, location["spec"]).Where(one => !IsLeft(one.Field));

    protected bool IsLeft(LocationField field) => left?.Contains(field.Setting) == true;

    /// <summary>The owned fields that differ; the others are not touched.</summary>
    private JsonObject Patch(JsonNode? current)
    {
        var patch = new JsonObject();
        foreach (var (field, _, _) in LocationFields.Differences(spec, current).Where(one => !IsLeft(one.Field)))
        {
            MergePatch.Set(patch, field.Segments, MergePatch.Replacing(
                MergePatch.Find(current, field.Segments), MergePatch.Find(spec, field.Segments)));
        }

        return patch;
    }
}
