using WorkspaceBackup.Velero.Clusters;

namespace WorkspaceBackup.Velero.Reconciling;

/// <summary>What there is around the objects of a request, for what only shows when the clusters are looked at together.</summary>
/// <param name="Workspace">All clusters; those that do not answer are not these checks' business.</param>
/// <param name="Servers">For the Velero of a cluster that is not written on.</param>
/// <param name="Replaced">The uids of objects that will be gone by then.</param>
/// <param name="Planning">Nothing will be written now.</param>
internal sealed record Surroundings(
    IReadOnlyList<Cluster> Workspace, VeleroServers Servers, IReadOnlyCollection<string> Replaced, bool Planning);
