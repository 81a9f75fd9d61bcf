using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Durations;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Locations;

/// <summary>The owned fields of a location's spec: written, compared and shown from one table.</summary>
internal static class LocationFields
{
    public const string ReadWrite = "ReadWrite";
    public const string ReadOnly = "ReadOnly";

    /// <summary>No field of one location: what is declared of the locations beside it.</summary>
    public const string Peers = "peers";

    public const string ConfigPrefix = "config.";

    public static LocationField Bucket { get; } = new("bucket", "objectStorage.bucket", Trimmed);

    public static LocationField Prefix { get; } = new("prefix", "objectStorage.prefix", Trimmed);

    public static LocationField Config { get; } = new("config", "config", static node => node is JsonObject { Count: > 0 } map
        ? string.Join('\n', map.OrderBy(static entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}={Json.Text(map, entry.Key)}"))
        : null);

    public static LocationField Credential { get; } = new("credential_secret", "credential", Secret);

    public static LocationField CaCertRef { get; } = new("ca_cert_ref", "objectStorage.caCertRef", Secret, new(1, 18));

    public static LocationField Default { get; } = new("default", "default", static node => Json.Flag(node) == true ? "true" : null);

    public static LocationField SyncPeriod { get; } = new("backup_sync_period", "backupSyncPeriod", Duration);

    public static LocationField ValidationFrequency { get; } = new("validation_frequency", "validationFrequency", Duration);

    public static IReadOnlyList<LocationField> All { get; } =
    [
        Bucket,
        Prefix,
        new("storage_provider", "provider", static node => Json.Text(node) is { Length: > 0 } provider ? Plugin(provider) : null),
        Config,
        Credential,
        new("access_mode", "accessMode", static node => Json.Text(node) is { Length: > 0 } mode ? mode : ReadWrite),
        Default,
        SyncPeriod,
        ValidationFrequency,
        new("ca_cert", "objectStorage.caCert", static node => Json.Text(node) is { Length: > 0 } pem ? Digest(pem) : null),
        CaCertRef,
    ];

    /// <summary>The plugin's name in full: Velero takes <c>aws</c> for <c>velero.io/aws</c>.</summary>
    public static string Plugin(string provider) => provider.Contains('/') ? provider : $"velero.io/{provider}";

    /// <summary>What a state shows of a spec besides bucket and prefix.</summary>
    public static StringMap Settings(JsonNode? spec)
    {
        var settings = new List<KeyValuePair<string, string>>();
        foreach (var field in All.Except([Bucket, Prefix, Config]))
        {
            if (field.Of(spec) is { } text)
            {
                settings.Add(new(field.Setting, text));
            }
        }

        foreach (var (key, value) in MergePatch.Find(spec, "config") as JsonObject ?? [])
        {
            settings.Add(new($"{ConfigPrefix}{key}", Json.Text(value) ?? ""));
        }

        return new StringMap(settings);
    }

    /// <summary>The spec that a declaration asks for; what is not set is not in it.</summary>
    /// <param name="name">What it is called there.</param>
    public static JsonObject Spec(LocationDeclaration declaration, string cluster, string name)
    {
        var storage = new JsonObject { ["bucket"] = declaration.Bucket.Trim('/') };
        if (declaration.Prefixes.TryGetValue(cluster, out var prefix) && prefix.Trim('/') is { Length: > 0 } folder)
        {
            storage["prefix"] = folder;
        }

        if (declaration.CaCert is { } certificates)
        {
            storage["caCert"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(certificates));
        }

        if (declaration.CaCertRef is { } reference)
        {
            storage["caCertRef"] = Reference(reference);
        }

        var spec = new JsonObject
        {
            ["provider"] = declaration.Provider,
            ["objectStorage"] = storage,
            ["accessMode"] = declaration.AccessMode,
        };
        if (declaration.Config.Count > 0)
        {
            spec["config"] = JsonShapes.Object(declaration.Config);
        }

        if (declaration.CredentialOf(name) is { } credential)
        {
            spec["credential"] = Reference(credential);
        }

        if (declaration.IsDefault)
        {
            spec["default"] = true;
        }

        Add("backupSyncPeriod", declaration.BackupSyncPeriod);
        Add("validationFrequency", declaration.ValidationFrequency);
        return spec;

        void Add(string name, string? period)
        {
            if (period is not null)
            {
                spec[name] = GoDuration.TryParseWithDays(period, out var parsed, out _) ? parsed.ToString() : period;
            }
        }
    }

    /// <summary>The owned fields that two specs do not agree on.</summary>
    public static IEnumerable<(LocationField Field, string? Wanted, string? Found)> Differences(JsonNode? wanted, JsonNode? found) =>
        All.Select(field => (Field: field, Wanted: field.Of(wanted), Found: field.Of(found)))
            .Where(static one => one.Wanted != one.Found);

    /// <summary>The key of a Secret that a spec names; null: none.</summary>
    public static SecretKey? KeyAt(JsonNode? spec, LocationField field) => MergePatch.Find(spec, field.Segments) is JsonObject named
        ? new(Json.Text(named, "name") ?? "", Json.Text(named, "key") ?? "")
        : null;

    private static JsonObject Reference(SecretKey secret) => new() { ["name"] = secret.Name, ["key"] = secret.Key };

    private static string? Trimmed(JsonNode? node) => Json.Text(node)?.Trim('/') is { Length: > 0 } text ? text : null;

    private static string? Secret(JsonNode? node) =>
        node is JsonObject ? new SecretKey(Json.Text(node, "name") ?? "", Json.Text(node, "key") ?? "").ToString() : null;

    private static string? Duration(JsonNode? node) => Json.Text(node) is not { Length: > 0 } text ? null
        : GoDuration.TryParse(text, out var duration, out _) ? duration.ToString()
        : text;

    // Certificates are long, and no secret.
    private static string Digest(string text) =>
        $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)).AsSpan(0, 8))}";
}
