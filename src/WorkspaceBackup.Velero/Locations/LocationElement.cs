using WorkspaceBackup.Velero.Reconciling;

namespace WorkspaceBackup.Velero.Locations;

/// <summary>
/// A BackupStorageLocation on one cluster in canonical form: an entry of the resource's <c>locations</c>. Whatever is
/// written is in it.
/// </summary>
public sealed record LocationElement : IElement
{
    public required string Name { get; init; }

    public string? Uid { get; init; }

    public required string VeleroNamespace { get; init; }

    public required string ClusterUid { get; init; }

    /// <summary><c>workspace/name/cluster</c>, as all our labels say together; empty: it has none.</summary>
    public required string Owner { get; init; }

    public required string Bucket { get; init; }

    /// <summary>Without slashes around it; empty: the whole bucket.</summary>
    public required string Prefix { get; init; }

    /// <summary>The version of the credentials in our Secret, when the location reads them and they are there.</summary>
    public long? CredentialVersion { get; init; }

    /// <summary>
    /// By cluster, the folders of others that are seen there too; what is not as it should be of such a location, in
    /// parentheses.
    /// </summary>
    public StringMap Peers { get; init; } = StringMap.Empty;

    /// <summary>Every other owned field that is set, as text by its attribute's name.</summary>
    public required StringMap Settings { get; init; }

    public StringMap Labels => StringMap.Empty;
}
