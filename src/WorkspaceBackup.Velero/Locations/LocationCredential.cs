using System.Globalization;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Locations;

/// <summary>
/// A location's own credentials: a Secret of ours beside Velero that comes and goes with it. Velero looks at a Secret again
/// only when the location's spec changes, so that each version has a key of its own.
/// </summary>
internal sealed class LocationCredential(
    Cluster cluster, LocationDeclaration declaration, LocationElement element, string? token)
{
    /// <summary>Where the credentials stand in the Secret.</summary>
    public const string Field = "data";

    /// <summary>Which of its keys is the newest.</summary>
    public const string VersionAnnotation = $"{OwnedMetadata.Domain}/credential-version";

    private const string KeyPrefix = "cloud-";
    private const int MaxConflicts = 3;

    // For a dry run, which is about whether it may be written.
    private static readonly CredentialText s_placeholder = new("placeholder");

    public static IReadOnlyList<AccessRight> Rights { get; } = OperationRights.All["location_credential"];

    private ApiPath Path => PathOf(element.VeleroNamespace, element.Name);

    private string Key => KeyOf(element.Name, declaration.CredentialVersion!.Value).Key;

    public static SecretKey KeyOf(string location, long version) =>
        new($"{location}-credential", string.Create(CultureInfo.InvariantCulture, $"{KeyPrefix}{version}"));

    /// <summary>The version that a location's key stands for; null: it is no key of ours.</summary>
    public static long? VersionOf(string location, SecretKey? key) =>
        key is not null && key.Key.StartsWith(KeyPrefix, StringComparison.Ordinal)
        && long.TryParse(key.Key.AsSpan(KeyPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
        && KeyOf(location, version) == key
            ? version
            : null;

    /// <summary>Whether the key that a location reads is there; taken to be so where nobody may look.</summary>
    public static async Task<bool> IsThereAsync(Cluster cluster, LocationElement location, CancellationToken cancellationToken)
    {
        var read = await cluster.Api.GetAsync(PathOf(location.VeleroNamespace, location.Name), cancellationToken);
        return read.TryGet(out var secret, out var fault)
            ? Has(secret, KeyOf(location.Name, location.CredentialVersion!.Value).Key)
            : fault.Kind != FaultKind.NotFound;
    }

    /// <summary>What stands in the way of writing it, found without storing anything.</summary>
    public async Task<IReadOnlyList<Finding>> CheckAsync(bool planning, CancellationToken cancellationToken)
    {
        var looked = await LookAsync(cancellationToken);
        if (!looked.TryGet(out var there, out var fault))
        {
            return [planning ? PreflightSubject.Unread(fault, $"whether {Path.ObjectName} can be written") : Finding.Of(fault with { Object = Path.ObjectName })];
        }

        if (!there.IsOurs)
        {
            return [Finding.Error(FindingKind.SecretTaken, cluster.Name, Taken, Field, Path.ObjectName)];
        }

        if (there.IsMissing(Key) && declaration is { IsCredentialKnown: true, CredentialText: null })
        {
            return [Finding.Error(
                FindingKind.CredentialMissing,
                cluster.Name,
                $"Version {declaration.CredentialVersion} of the credentials is not there yet, and the configuration does not set them.",
                Field,
                Path.ObjectName)];
        }

        if (!there.IsMissing(Key) && there.InUse == declaration.CredentialVersion)
        {
            return [];
        }

        // What stands in the way of the location's own write is said of that one.
        var tried = await SendAsync(there, s_placeholder, new WriteOptions(DryRun: true), cancellationToken);
        return tried.TryGet(out _, out fault) || fault.Kind is FaultKind.NotFound or FaultKind.VeleroNamespaceMissing ? []
            : planning && (fault.IsUnhealthy || fault.Kind == FaultKind.Forbidden)
                ? [PreflightSubject.Unread(fault, $"whether {Path.ObjectName} can be written")]
                : [Finding.Of(fault with { Object = Path.ObjectName })];
    }

    /// <summary>Writes the declared version beside the one that is in use.</summary>
    public async Task<Fault?> WriteAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var looked = await LookAsync(cancellationToken);
            if (!looked.TryGet(out var there, out var fault))
            {
                return fault with { Object = Path.ObjectName };
            }

            if (!there.IsOurs)
            {
                return new Fault(FaultKind.WriteRefused, cluster.Name, Taken, Field, Path.ObjectName);
            }

            // Without the text it is there, as the check has found.
            if (declaration.CredentialText is not { } text || (!there.IsMissing(Key) && there.InUse == declaration.CredentialVersion))
            {
                return null;
            }

            var written = await SendAsync(there, text, default, cancellationToken);
            if (written.TryGet(out _, out fault))
            {
                return null;
            }

            if (fault.Kind is not (FaultKind.Conflict or FaultKind.AlreadyExists) || attempt == MaxConflicts)
            {
                // The API's words are left out of it: an answer about a Secret may quote it.
                return fault with { Object = Path.ObjectName };
            }
        }
    }

    /// <summary>Deletes our Secret of a location that is gone, or reads another one now.</summary>
    /// <param name="location">As it was.</param>
    public static async Task<IReadOnlyList<Finding>> RemoveAsync(
        Cluster cluster, JsonObject location, CancellationToken cancellationToken)
    {
        var name = Json.Name(location);
        return VersionOf(name, LocationFields.KeyAt(location["spec"], LocationFields.Credential)) is null
            ? []
            : await RemoveAsync(cluster, PathOf(Json.Text(location, "metadata", "namespace") ?? cluster.VeleroNamespace, name), cancellationToken);
    }

    /// <summary>Deletes the Secret of a location that was not made after all.</summary>
    public Task<IReadOnlyList<Finding>> TakeBackAsync(CancellationToken cancellationToken) => RemoveAsync(cluster, Path, cancellationToken);

    private static async Task<IReadOnlyList<Finding>> RemoveAsync(Cluster cluster, ApiPath path, CancellationToken cancellationToken)
    {
        var read = await cluster.Api.GetAsync(path, cancellationToken);
        if (read.TryGet(out var secret, out var fault))
        {
            if (!IsManaged(secret))
            {
                return [];
            }

            var deleted = await cluster.Api.DeleteAsync(path, Json.Text(secret, "metadata", "uid"), default, cancellationToken);
            if (deleted.TryGet(out _, out fault))
            {
                return [];
            }
        }

        return fault.Kind == FaultKind.NotFound ? [] : [Finding.Error(
            FindingKind.SecretLeft,
            cluster.Name,
            $"{path.ObjectName} holds credentials that nothing uses any more, and could not be deleted ({FaultReason.Of(fault.Kind)}). "
            + $"To delete it: {cluster.Kubectl($"--namespace {path.Namespace} delete secret {path.Name}")}",
            Field,
            path.ObjectName) with { Fault = fault }];
    }

    private static ApiPath PathOf(string veleroNamespace, string location) =>
        new("v1", "secrets", veleroNamespace, KeyOf(location, 0).Name);

    private static bool Has(JsonObject? secret, string key) => (secret?["data"] as JsonObject)?.ContainsKey(key) == true;

    private static bool IsManaged(JsonObject secret) =>
        Json.Text(secret, "metadata", "labels", OwnedMetadata.ManagedByLabel) == OwnedMetadata.FieldManager;

    private string Taken =>
        $"{Path.ObjectName} is there already, and no label says that it is this location's. It is where the credentials would go, and was left "
        + $"alone. Delete or rename it ({cluster.Kubectl($"--namespace {Path.Namespace} describe secret {Path.Name}")}), or give the location another name.";

    private async Task<Outcome<There>> LookAsync(CancellationToken cancellationToken)
    {
        var listed = await BackupLocation.ListAsync(cluster, cancellationToken);
        if (!listed.TryGet(out var locations, out var fault))
        {
            return fault;
        }

        var location = locations.FirstOrDefault(one => Json.Name(one) == element.Name);
        var read = await cluster.Api.GetAsync(Path, cancellationToken);
        var inUse = VersionOf(element.Name, LocationFields.KeyAt(location?["spec"], LocationFields.Credential));
        return read.TryGet(out var secret, out fault) ? new There(secret, inUse, IsOurs(secret, inUse))
            : fault.Kind == FaultKind.NotFound ? new There(null, inUse, true)
            : fault;
    }

    /// <summary>That of a workspace which has another name by now is ours too: the location reads it.</summary>
    private bool IsOurs(JsonObject secret, long? inUse) => IsManaged(secret)
        && (inUse is not null || Json.Text(secret, "metadata", "labels", OwnedMetadata.WorkspaceLabel) == declaration.Workspace);

    private Task<Outcome<JsonObject>> SendAsync(
        There there, CredentialText text, WriteOptions options, CancellationToken cancellationToken)
    {
        var annotations = new JsonObject { [VersionAnnotation] = declaration.CredentialVersion!.Value.ToString(CultureInfo.InvariantCulture) };
        if (token is not null)
        {
            annotations[OwnedMetadata.InstanceAnnotation] = token;
        }

        var metadata = new JsonObject
        {
            ["labels"] = JsonShapes.Object(OwnedMetadata.Labels(declaration.Workspace, declaration.Name, cluster.Name, element.ClusterUid)),
            ["annotations"] = annotations,
        };
        var data = new JsonObject { [Key] = text.Encoded };
        if (there.Secret is null)
        {
            metadata["name"] = Path.Name;
            metadata["namespace"] = Path.Namespace;
            return cluster.Api.CreateAsync(
                Path with { Name = null },
                new JsonObject
                {
                    ["apiVersion"] = "v1",
                    ["kind"] = "Secret",
                    ["metadata"] = metadata,
                    ["type"] = "Opaque",
                    ["data"] = data,
                },
                options,
                cancellationToken);
        }

        // The one in use stays until the next rotation; those before it go.
        foreach (var (key, _) in there.Secret["data"] as JsonObject ?? [])
        {
            if (key != Key && !(there.InUse is { } used && key == KeyOf(element.Name, used).Key) && key.StartsWith(KeyPrefix, StringComparison.Ordinal))
            {
                data[key] = null;
            }
        }

        metadata["resourceVersion"] = Json.Text(there.Secret, "metadata", "resourceVersion");
        return cluster.Api.PatchAsync(Path, new JsonObject { ["metadata"] = metadata, ["data"] = data }, options, cancellationToken);
    }

    /// <summary>How it is on the cluster now.</summary>
    /// <param name="Secret">Null: there is none.</param>
    /// <param name="InUse">The version that the location reads now; null: there is no location, or it reads none of ours.</param>
    private sealed record There(JsonObject? Secret, long? InUse, bool IsOurs)
    {
        /// <summary>What was left by a location that is no more is not known to be what is asked for.</summary>
        public bool IsMissing(string key) => InUse is null || !Has(Secret, key);
    }
}
