using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>Where backups of a cluster go that name no location.</summary>
/// <param name="Name">Null: there is no such location, and no backup is made.</param>
/// <param name="Flag">The name that the server takes when no location is marked as the default.</param>
/// <param name="All">All locations there.</param>
public sealed record DefaultLocation(string? Name, string Flag, IReadOnlyList<string> All)
{
    public static async Task<Outcome<DefaultLocation>> FindAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        var listed = await BackupLocation.ListAsync(cluster, cancellationToken);
        if (!listed.TryGet(out var locations, out var fault))
        {
            return fault;
        }

        List<string> names = [.. locations.Select(Json.Name).Order(StringComparer.Ordinal)];

        // Of several Velero keeps the one that was created last.
        var marked = locations.Where(static location => Json.Flag(location, "spec", "default") == true)
            .MaxBy(static location => Json.Text(location, "metadata", "creationTimestamp") ?? "", StringComparer.Ordinal);
        if (marked is not null)
        {
            return new DefaultLocation(Json.Name(marked), "", names);
        }

        // Whoever may not read the Deployment is told the flag's own default.
        var deployment = await VeleroDeployment.ReadAsync(cluster, cancellationToken);
        var flag = (deployment.TryGet(out var found, out _) ? ServerFlags.Read(found) : null)?.DefaultLocation
            ?? ServerFlags.NameOfDefault;
        return new DefaultLocation(names.Contains(flag) ? flag : null, flag, names);
    }
}
