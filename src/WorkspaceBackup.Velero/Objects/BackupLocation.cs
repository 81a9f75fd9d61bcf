using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Objects;

/// <summary>A BackupStorageLocation as it stands on one cluster.</summary>
public sealed record BackupLocation
{
    private static readonly string[] s_endpoints = ["s3Url", "storageAccountURI", "storageAccount"];

    public required string Name { get; init; }

    /// <summary><c>Available</c> or <c>Unavailable</c>; empty: Velero has not validated it yet.</summary>
    public required string Phase { get; init; }

    /// <summary>Why it is not available, in Velero's words.</summary>
    public string? Message { get; init; }

    /// <summary><c>ReadWrite</c> or <c>ReadOnly</c>.</summary>
    public required string AccessMode { get; init; }

    /// <summary>The object storage plugin: <c>aws</c>, <c>velero.io/azure</c>.</summary>
    public required string Provider { get; init; }

    public required string Bucket { get; init; }

    /// <summary>Without slashes around it; empty: the whole bucket.</summary>
    public required string Prefix { get; init; }

    /// <summary>
    /// The object storage's own address, or the account it belongs to; empty: the provider's public one.
    /// </summary>
    public required string Endpoint { get; init; }

    /// <summary>Where backups go whose location nobody names.</summary>
    public bool IsDefault { get; init; }

    public DateTimeOffset? LastValidatedAt { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When Velero last looked for backups in it.</summary>
    public DateTimeOffset? LastSyncedAt { get; init; }

    /// <summary>The plugin's own settings.</summary>
    public StringMap Config { get; init; } = StringMap.Empty;

    /// <summary>As <c>name/key</c>; null: the server's own credentials.</summary>
    public string? CredentialSecret { get; init; }

    /// <summary>As it stands there; null: the server's own setting.</summary>
    public string? BackupSyncPeriod { get; init; }

    /// <inheritdoc cref="BackupSyncPeriod"/>
    public string? ValidationFrequency { get; init; }

    /// <summary>
    /// What two clusters must not both write to: each deletes and overwrites what it takes for its own.
    /// </summary>
    public bool WritesToSamePlaceAs(BackupLocation other) =>
        (AccessMode, other.AccessMode) == ("ReadWrite", "ReadWrite")
        && (Provider, Bucket, Prefix, Endpoint) == (other.Provider, other.Bucket, other.Prefix, other.Endpoint);

    /// <summary>All BackupStorageLocations of a cluster, from the list that a process shares.</summary>
    internal static Task<Outcome<ImmutableArray<JsonObject>>> ListAsync(Cluster cluster, CancellationToken cancellationToken) =>
        cluster.Lists.GetAsync(ApiPath.Velero("backupstoragelocations", cluster.VeleroNamespace), null, cancellationToken);

    internal static BackupLocation Read(JsonObject location)
    {
        var config = MergePatch.Find(location, "spec", "config");
        var provider = Json.Text(location, "spec", "provider") ?? "";
        string? Set(string field) => Json.Text(location, "spec", field) is { Length: > 0 } text ? text : null;
        return new BackupLocation
        {
            Name = Json.Name(location),
            Phase = Json.Text(location, "status", "phase") ?? "",
            Message = LocationMessage.Of(location),
            AccessMode = Json.Text(location, "spec", "accessMode") is { Length: > 0 } mode ? mode : "ReadWrite",

            // The short form is what installations before 1.1 wrote, and still works.
            Provider = provider.Contains('/') || provider.Length == 0 ? provider : $"velero.io/{provider}",
            Bucket = Json.Text(location, "spec", "objectStorage", "bucket") ?? "",
            Prefix = (Json.Text(location, "spec", "objectStorage", "prefix") ?? "").Trim('/'),
            Endpoint = EndpointOf(s_endpoints.Select(key => Json.Text(config, key)).FirstOrDefault(found => found is { Length: > 0 }) ?? ""),
            IsDefault = Json.Flag(location, "spec", "default") == true,
            LastValidatedAt = KubernetesTime.Read(location, "status", "lastValidationTime"),
            CreatedAt = KubernetesTime.Read(location, "metadata", "creationTimestamp"),
            LastSyncedAt = KubernetesTime.Read(location, "status", "lastSyncedTime"),
            Config = new StringMap(Json.Entries(config)),
            CredentialSecret = MergePatch.Find(location, "spec", "credential") is JsonObject credential
                ? $"{Json.Text(credential, "name")}/{Json.Text(credential, "key")}"
                : null,
            BackupSyncPeriod = Set("backupSyncPeriod"),
            ValidationFrequency = Set("validationFrequency"),
        };
    }

    /// <summary>
    /// One store has one address here. Those of AWS in its public partition all lead to the same buckets, and so does none; China
    /// and GovCloud have buckets of their own.
    /// </summary>
    private static string EndpointOf(string configured)
    {
        var text = configured.TrimEnd('/');
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Host.Length == 0)
        {
            return text;
        }

        var isPublic = address.Host.EndsWith(".amazonaws.com", StringComparison.Ordinal)
            && !address.Host.Contains("us-gov-", StringComparison.Ordinal) && address.Host.Split('.').Any(
                static part => part == "s3" || part.StartsWith("s3-", StringComparison.Ordinal));
        return isPublic ? "" : address.GetLeftPart(UriPartial.Path).TrimEnd('/');
    }
}
