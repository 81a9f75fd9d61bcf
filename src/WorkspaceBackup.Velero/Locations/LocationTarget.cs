using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Locations;

/// <summary>
/// What one cluster is sent for its location: the body of a create, the merge patch of an update, and what of it the
/// answer must hold.
/// </summary>
internal sealed class LocationTarget(
    LocationDeclaration declaration, Cluster cluster, LocationElement element, string? token) : ITarget<LocationElement>
{
    private static readonly Dictionary<string, VeleroVersion?> s_fields =
        LocationFields.All.ToDictionary(static field => field.Path, static field => field.Since, StringComparer.Ordinal);

    private readonly DefaultHandover? _handover = declaration.IsDefault
        ? new(cluster with { VeleroNamespace = element.VeleroNamespace }, declaration.Workspace, element.Name)
        : null;

    public LocationElement Element => element;

    public string? Token => token;

    public ApiPath Path => LocationKind.PathOf(element.VeleroNamespace, element.Name);

    public IReadOnlyDictionary<string, VeleroVersion?> Fields => s_fields;

    public StringSet ProviderAdded => StringSet.Empty;

    /// <summary>Where the backups go.</summary>
    public BackupLocation Place => BackupLocation.Read(Body(null, StringSet.Empty));

    private JsonObject Spec => LocationFields.Spec(declaration, cluster.Name);

    private StringMap Labels =>
        OwnedMetadata.Labels(declaration.Workspace, declaration.Name, cluster.Name, element.ClusterUid);

    public IEnumerable<Finding> Refusals(bool isNew) => [];

    public Task<PreflightResult> CheckAsync(
        Preflight preflight, bool isNew, bool planning, CancellationToken cancellationToken) => preflight.RunAsync(
        new PreflightSubject(cluster, Path, BackupContent.Empty, "spec", planning), isNew, LookAsync(planning, cancellationToken), cancellationToken);

    public Task<Fault?> BeforeAsync(CancellationToken cancellationToken) =>
        _handover?.TakeAsync(cancellationToken) ?? Task.FromResult<Fault?>(null);

    public Task<Fault?> TakeBackAsync(CancellationToken cancellationToken) =>
        _handover?.GiveBackAsync(cancellationToken) ?? Task.FromResult<Fault?>(null);

    private async Task<IReadOnlyList<Finding>> LookAsync(bool planning, CancellationToken cancellationToken) =>
    [
        .. await SecretPreflight.RunAsync(
            cluster,
            [(LocationFields.Credential, declaration.Credential), (LocationFields.CaCertRef, declaration.CaCertRef)],
            Path.ObjectName,
            planning,
            cancellationToken),
        .. _handover is null ? [] : await _handover.CheckAsync(cancellationToken),
    ];

    // Velero validates a location again when its spec has changed.
    public bool IsWaitedFor(JsonObject? before) => declaration.Wait && (before is null || Differences(before).Any());

    public bool IsSettled(JsonObject? before, JsonObject seen, StringSet leftOut, TimeSpan waited)
    {
        var validated = ValidatedAt(seen);
        return validated is not null && (validated != ValidatedAt(before)
            || (waited >= Settling<LocationElement>.Silence && IsSinceOurWrite(seen, validated)));
    }

    public Fault? Verdict(JsonObject seen) =>
        declaration.Wait && Json.Text(seen, "status", "phase") == "Unavailable"
            ? new Fault(FaultKind.LocationUnavailable, cluster.Name, Message(seen), null, Path.ObjectName)
            : null;

    public static string Message(JsonObject seen) =>
        Json.Text(seen, "status", "message") is { Length: > 0 } message ? message : "Velero gave no reason";

    public JsonObject Body(JsonObject? current, StringSet leftOut)
    {
        var annotations = new JsonObject();
        if (token is not null)
        {
            annotations[OwnedMetadata.InstanceAnnotation] = token;
        }

        var metadata = new JsonObject { ["labels"] = JsonShapes.Object(Labels), ["annotations"] = annotations };
        if (current is not null)
        {
            metadata["resourceVersion"] = Json.Text(current, "metadata", "resourceVersion");
            return new JsonObject { ["metadata"] = metadata, ["spec"] = Patch(current["spec"]) };
        }

        metadata["name"] = element.Name;
        metadata["namespace"] = element.VeleroNamespace;
        return new JsonObject
        {
            ["apiVersion"] = ApiPath.VeleroGroupVersion,
            ["kind"] = "BackupStorageLocation",
            ["metadata"] = metadata,
            ["spec"] = Spec,
        };
    }

    public IEnumerable<FieldMismatch> Compare(JsonObject answer, JsonObject? current, StringSet leftOut)
    {
        foreach (var (field, sent, stored) in Differences(answer))
        {
            yield return new FieldMismatch(field.Path, sent is not null && stored is null, sent ?? "null", stored ?? "null");
        }

        foreach (var (key, value) in Labels)
        {
            var stored = Json.Text(answer, "metadata", "labels", key);
            if (stored != value)
            {
                yield return new FieldMismatch($"metadata.labels.{key}", stored is null, value, stored ?? "null");
            }
        }
    }

    public string? Consequence(string leftOutField, JsonObject? current) => null;

    private static string? ValidatedAt(JsonObject? location) => Json.Text(location, "status", "lastValidationTime");

    /// <summary>
    /// A validation in the second of our write looks like the one before it, when that was in this second too: the API
    /// server says when we wrote.
    /// </summary>
    private static bool IsSinceOurWrite(JsonObject seen, string validated)
    {
        var written = (MergePatch.Find(seen, "metadata", "managedFields") as JsonArray ?? [])
            .Where(static entry => Json.Text(entry, "manager") == OwnedMetadata.FieldManager)
            .Select(static entry => Json.Text(entry, "time"))
            .Max(StringComparer.Ordinal);

        // Both are of the form that Kubernetes gives times, which sorts as text.
        return written is not null && string.CompareOrdinal(validated, written) >= 0;
    }

    private IEnumerable<(LocationField Field, string? Sent, string? Stored)> Differences(JsonObject location)
    {
        var wanted = Spec;
        return LocationFields.All
            .Select(field => (Field: field, Sent: field.Of(wanted), Stored: field.Of(location["spec"])))
            .Where(static one => one.Sent != one.Stored);
    }

    /// <summary>The owned fields that differ; the others are not touched.</summary>
    private JsonObject Patch(JsonNode? current)
    {
        var (wanted, patch) = (Spec, new JsonObject());
        foreach (var field in LocationFields.All.Where(field => field.Of(wanted) != field.Of(current)))
        {
            MergePatch.Set(patch, field.Segments, MergePatch.Replacing(
                MergePatch.Find(current, field.Segments), MergePatch.Find(wanted, field.Segments)));
        }

        return patch;
    }
}
