using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Durations;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Reconciling;

namespace WorkspaceBackup.Velero.Locations;

/// <summary>Reads a BackupStorageLocation of Velero's into canonical form.</summary>
internal static class LocationReader
{
    public static Stored<LocationElement> Read(JsonObject location, Cluster cluster, string clusterUid)
    {
        var name = Json.Name(location);
        var path = LocationKind.PathOf(cluster.VeleroNamespace, name);
        var findings = new ObjectFindings(cluster.Name, path.ObjectName);
        var labels = MergePatch.Find(location, "metadata", "labels") is { } node
            ? JsonShapes.Strings(node as JsonObject, "metadata.labels", findings, node)
            : null;
        var spec = location["spec"];
        foreach (var field in (LocationField[])[LocationFields.SyncPeriod, LocationFields.ValidationFrequency])
        {
            if (Json.Text(spec, field.JsonPath) is { Length: > 0 } text && !GoDuration.TryParse(text, out _, out _))
            {
                findings.BadDuration(field.Path, text);
            }
        }

        return new Stored<LocationElement>(
            Element(
                name, cluster.VeleroNamespace, clusterUid, OwnerText.Of(labels ?? StringMap.Empty, null, clusterUid), spec) with
            {
                Uid = Json.Text(location, "metadata", "uid"),
            },
            location,
            findings.All);
    }

    /// <summary>What a spec means, declared or found.</summary>
    public static LocationElement Element(
        string name, string veleroNamespace, string clusterUid, string owner, JsonNode? spec) => new()
        {
            Name = name,
            VeleroNamespace = veleroNamespace,
            ClusterUid = clusterUid,
            Owner = owner,
            Bucket = LocationFields.Bucket.Of(spec) ?? "",
            Prefix = LocationFields.Prefix.Of(spec) ?? "",
            CredentialVersion = LocationCredential.VersionOf(name, LocationFields.KeyAt(spec, LocationFields.Credential)),
            Settings = LocationFields.Settings(spec),
        };
}
