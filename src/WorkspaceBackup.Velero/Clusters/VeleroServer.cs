
namespace WorkspaceBackup.Velero.Clusters;

/// <summary>What a Velero server says of itself.</summary>
/// <param name="Version"><c>v1.18.1</c>.</param>
/// <param name="Plugins">
/// Each once, sorted by kind and name: the server lists them with duplicates and in random order.
/// </param>
public sealed record VeleroServer(string Version, ValueList<VeleroPlugin> Plugins);
