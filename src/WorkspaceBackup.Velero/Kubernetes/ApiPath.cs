namespace WorkspaceBackup.Velero.Kubernetes;

/// <summary>
/// A collection of objects in the Kubernetes API, cluster-wide or in one namespace, or one object of it.
/// </summary>
/// <param name="GroupVersion"><c>v1</c> for the core group, else <c>velero.io/v1</c> and the like.</param>
/// <param name="Resource">The plural: <c>schedules</c>.</param>
/// <param name="Namespace">Null for cluster-scoped resources and for a list over all namespaces.</param>
/// <param name="Name">Null for the collection.</param>
public readonly record struct ApiPath(
    string GroupVersion, string Resource, string? Namespace = null, string? Name = null)
{
    public const string VeleroGroupVersion = "velero.io/v1";

    public static ApiPath Velero(string resource, string @namespace, string? name = null) =>
        new(VeleroGroupVersion, resource, @namespace, name);

    /// <summary><c>Kind namespace/name</c>, for messages.</summary>
    public string ObjectName => $"{Kind} {(Namespace is null ? "" : Namespace + "/")}{Name}";

    /// <summary>What deletes it from outside.</summary>
    public string DeleteCommand => $"kubectl {DeleteArguments}";

    /// <summary>The same, to follow <c>kubectl</c> and what says which cluster.</summary>
    public string DeleteArguments => $"{(Namespace is null ? "" : $"--namespace {Namespace} ")}delete {Resource}.{Group} {Name}";

    private string Group => GroupVersion.Contains('/') ? GroupVersion[..GroupVersion.IndexOf('/')] : "";

    public ApiPath Named(string name) => this with { Name = name };

    /// <summary>The URL's path, escaped.</summary>
    public override string ToString() =>
        (GroupVersion.Contains('/') ? "/apis/" : "/api/") + GroupVersion
        + (Namespace is null ? "" : "/namespaces/" + Uri.EscapeDataString(Namespace))
        + "/" + Resource
        + (Name is null ? "" : "/" + Uri.EscapeDataString(Name));

    /// <summary>In the singular, of the kinds this provider reads and writes; others keep their plural.</summary>
    public string Kind => Resource switch
    {
        "schedules" => "Schedule",
        "backups" => "Backup",
        "restores" => "Restore",
        "backupstoragelocations" => "BackupStorageLocation",
        "volumesnapshotlocations" => "VolumeSnapshotLocation",
        "deletebackuprequests" => "DeleteBackupRequest",
        "downloadrequests" => "DownloadRequest",
        "serverstatusrequests" => "ServerStatusRequest",
        "namespaces" => "Namespace",
        "secrets" => "Secret",
        _ => Resource,
    };
}
