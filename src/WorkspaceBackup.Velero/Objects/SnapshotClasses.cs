using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Objects;

/// <summary>Which VolumeSnapshotClass Velero takes for a volume.</summary>
internal static class SnapshotClasses
{
    private const string DefaultAnnotation = "snapshot.storage.kubernetes.io/is-default-class";

    /// <summary>
    /// By Velero's rule, for each driver: the first class with Velero's label, whatever its value; else the first that
    /// the cluster marks as its default; else the only one.
    /// </summary>
    public static IReadOnlyList<SnapshotClass> Read(IEnumerable<JsonObject> classes)
    {
        var byDriver = classes
            .OrderBy(Json.Name, StringComparer.Ordinal)
            .GroupBy(found => Json.Text(found, "driver") ?? "", StringComparer.Ordinal);
        var read = new List<SnapshotClass>();
        foreach (var driver in byDriver)
        {
            var chosen = driver.FirstOrDefault(found => Has(found, "labels", VeleroLabels.SnapshotClass))
                ?? driver.FirstOrDefault(found => Has(found, "annotations", DefaultAnnotation))
                ?? (driver.Count() == 1 ? driver.First() : null);
            read.AddRange(driver.Select(found => new SnapshotClass(
                Json.Name(found),
                driver.Key,
                Json.Text(found, "deletionPolicy") ?? "",
                ReferenceEquals(found, chosen))));
        }

        return [.. read.OrderBy(found => found.Name, StringComparer.Ordinal)];
    }

    /// <summary>The storage classes among those in use for whose volumes Velero finds no snapshot class.</summary>
    /// <param name="used">Names of storage classes.</param>
    /// <param name="storageClasses">All of the cluster.</param>
    /// <param name="snapshotClasses">All of the cluster.</param>
    public static StringSet Without(
        IReadOnlySet<string> used,
        IEnumerable<JsonObject> storageClasses,
        IReadOnlyList<SnapshotClass> snapshotClasses) =>
        StringSet.From(storageClasses
            .Where(found => used.Contains(Json.Name(found)))
            .Where(found => !snapshotClasses.Any(snapshot => Serves(snapshot, found)))
            .Select(Json.Name));

    private static bool Serves(SnapshotClass snapshot, JsonObject storageClass) =>
        snapshot.Driver == Json.Text(storageClass, "provisioner")
        && (snapshot.IsChosen
            || snapshot.Name == Json.Text(storageClass, "metadata", "annotations", VeleroLabels.SnapshotClass));

    private static bool Has(JsonObject found, string map, string key) =>
        (MergePatch.Find(found, "metadata", map) as JsonObject)?.ContainsKey(key) == true;
}
