using System.Text.Json.Nodes;

namespace WorkspaceBackup.Velero.Locations;

/// <summary>What a location resource asks for, on all of its clusters.</summary>
public sealed record LocationDeclaration
{
    public required string Workspace { get; init; }

    /// <summary>What the resource is called.</summary>
    public required string Name { get; init; }

    /// <summary>What it is called on every cluster; null: as the resource. Imported ones may have another name.</summary>
    public string? ObjectName { get; init; }

    /// <summary>The plugin, with or without <c>velero.io/</c>.</summary>
    public required string Provider { get; init; }

    public required string Bucket { get; init; }

    /// <summary>By cluster, expanded. Each is made once and kept: a workspace of another name moves no data.</summary>
    public required StringMap Prefixes { get; init; }

    /// <summary>The plugin's own settings.</summary>
    public StringMap Config { get; init; } = StringMap.Empty;

    /// <summary>The key of a Secret in Velero's namespace; null: the server's own credentials.</summary>
    public SecretKey? Credential { get; init; }

    /// <summary>
    /// Which credentials of its own the location has, in a Secret of ours that goes with it; instead of
    /// <see cref="Credential"/>. Null: none.
    /// </summary>
    public long? CredentialVersion { get; init; }

    /// <summary>What those credentials are; null: nobody says, which is fine where they are there already.</summary>
    public CredentialText? CredentialText { get; init; }

    /// <summary>False: what they are is not known yet, as at a plan.</summary>
    public bool IsCredentialKnown { get; init; } = true;

    /// <summary>The clusters that see each other's folders, to restore from. Each has a prefix.</summary>
    public StringSet Peers { get; init; } = StringSet.Empty;

    /// <summary><c>ReadWrite</c> or <c>ReadOnly</c>.</summary>
    public string AccessMode { get; init; } = LocationFields.ReadWrite;

    /// <summary>Whether backups go there whose location nobody names.</summary>
    public bool IsDefault { get; init; }

    /// <summary>As a duration; null: the server's own.</summary>
    public string? BackupSyncPeriod { get; init; }

    /// <summary>As a duration; null: the server's own.</summary>
    public string? ValidationFrequency { get; init; }

    /// <summary>PEM certificates; null: those that the server's image trusts.</summary>
    public string? CaCert { get; init; }

    /// <summary>The key of a Secret with PEM certificates; instead of <see cref="CaCert"/>.</summary>
    public SecretKey? CaCertRef { get; init; }

    /// <summary>
    /// The fields, by attribute, that others may change: written into what is made, and left as they are found from then on.
    /// </summary>
    public StringSet LeftToOthers { get; init; } = StringSet.Empty;

    /// <summary>Whether a write waits until Velero has validated it, and fails where it is Unavailable.</summary>
    public bool Wait { get; init; } = true;

    /// <summary>By cluster, the folders of others that one sees.</summary>
    public StringMap PeersOf(string cluster) => Peers.Contains(cluster)
        ? new StringMap(Peers.Where(peer => peer != cluster)
            .Select(peer => KeyValuePair.Create(peer, Prefixes.GetValueOrDefault(peer)?.Trim('/') ?? "")))
        : StringMap.Empty;

    /// <summary>What Velero says of a location that it cannot use, without a word of the credentials.</summary>
    internal string MessageOf(JsonObject seen)
    {
        var message = LocationValidation.Message(seen);
        return CredentialText?.HideIn(message) ?? message;
    }

    /// <summary>The key that a location of that name reads its credentials from; null: the server's own credentials.</summary>
    internal SecretKey? CredentialOf(string location) => Credential
        ?? (CredentialVersion is { } version ? LocationCredential.KeyOf(location, version) : null);
}
