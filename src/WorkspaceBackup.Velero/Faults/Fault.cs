namespace WorkspaceBackup.Velero.Faults;

/// <summary>
/// Something that failed on one cluster, as a value. Never holds a credential.
/// </summary>
/// <param name="Kind">What failed.</param>
/// <param name="Cluster">The cluster's key in the provider configuration.</param>
/// <param name="Detail">
/// The cause in the words of who refused (the API server's message, an I/O error). Shown to users after the kind's own
/// words; for unhealthy kinds it may hold ports and times and is never stored.
/// </param>
/// <param name="Field">
/// The field it is about, in Velero's names as a dotted path (<c>spec.template.ttl</c>), or a connection setting's name
/// (<c>config_path</c>); null when it is about the cluster as a whole.
/// </param>
/// <param name="Object">The object it is about, as <c>Kind namespace/name</c>; null when it is about none.</param>
public sealed record Fault(FaultKind Kind, string Cluster, string Detail, string? Field = null, string? Object = null)
{
    /// <summary>What would have to be imported to make the object the resource's own; null: it is not about such an object.</summary>
    public string? ImportId { get; init; }

    /// <summary>The cluster does not answer; see <see cref="FaultKind"/>.</summary>
    public bool IsUnhealthy => Kind < FaultKind.KubeconfigUnreadable;
}
