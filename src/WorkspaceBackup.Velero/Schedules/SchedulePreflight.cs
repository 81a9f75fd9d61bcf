using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>
/// What can be known before a schedule's first backup fails: each check is one method that gives findings about one
/// cluster, and all of them run on every cluster.
/// </summary>
internal static class SchedulePreflight
{
    private const string ExcludeLabel = "velero.io/exclude-from-backup";

    private static readonly ApiPath s_namespaces = new("v1", "namespaces");

    private static readonly ImmutableArray<Check> s_checks = [LocationAsync, NamespacesAsync];

    private delegate Task<IReadOnlyList<Finding>> Check(
        Cluster cluster, BackupContent content, CancellationToken cancellationToken);

    public static async Task<IReadOnlyList<Finding>> RunAsync(
        Cluster cluster, BackupContent content, CancellationToken cancellationToken)
    {
        var findings = await Task.WhenAll(s_checks.Select(check => check(cluster, content, cancellationToken)));
        return [.. findings.SelectMany(found => found)];
    }

    private static async Task<IReadOnlyList<Finding>> LocationAsync(
        Cluster cluster, BackupContent content, CancellationToken cancellationToken)
    {
        if (content.StorageLocation is not { } name)
        {
            return [];
        }

        var listed = await cluster.Lists.GetAsync(
            ApiPath.Velero("backupstoragelocations", cluster.VeleroNamespace), null, cancellationToken);
        if (!listed.TryGet(out var locations, out var fault))
        {
            return Unread(fault, "whether the backup location exists");
        }

        var location = locations.FirstOrDefault(candidate => NameOf(candidate) == name);
        if (location is null)
        {
            return [Finding.Of(await MissingAsync(cluster, name, locations, cancellationToken))];
        }

        var @object = $"BackupStorageLocation {cluster.VeleroNamespace}/{name}";
        var findings = new List<Finding>();
        var phase = ScheduleReader.TextAt(location, "status", "phase") ?? "";
        if (phase != "Available")
        {
            var message = ScheduleReader.TextAt(location, "status", "message");
            findings.Add(Finding.Warning(
                FindingKind.LocationNotAvailable,
                cluster.Name,
                (phase.Length == 0 ? "Velero has not validated the location yet" : $"Velero finds the location {phase}")
                + (string.IsNullOrEmpty(message) ? "." : $": {message}.")
                + " No backup is made until it is Available.",
                "spec.template.storageLocation",
                @object));
        }

        if (ScheduleReader.TextAt(location, "spec", "accessMode") == "ReadOnly")
        {
            findings.Add(Finding.Warning(
                FindingKind.LocationReadOnly,
                cluster.Name,
                "The location is read-only: every backup to it fails validation. Choose another, or set its "
                + "accessMode to ReadWrite.",
                "spec.template.storageLocation",
                @object));
        }

        return findings;
    }

    private static async Task<Fault> MissingAsync(
        Cluster cluster, string name, ImmutableArray<JsonObject> locations, CancellationToken cancellationToken)
    {
        var known = StringSet.From(locations.Select(NameOf));
        if (known.Count == 0)
        {
            // A list in a namespace that does not exist is empty, not an error.
            var namespaces = await cluster.Lists.GetAsync(s_namespaces, null, cancellationToken);
            if (namespaces.Succeeded && namespaces.Value.All(found => NameOf(found) != cluster.VeleroNamespace))
            {
                return new Fault(
                    FaultKind.VeleroNamespaceMissing,
                    cluster.Name,
                    $"the cluster has no namespace \"{cluster.VeleroNamespace}\"; set velero_namespace to the one "
                    + "Velero is installed in",
                    "velero_namespace");
            }
        }

        return new Fault(
            FaultKind.LocationMissing,
            cluster.Name,
            $"there is no BackupStorageLocation \"{name}\" in namespace \"{cluster.VeleroNamespace}\"; "
            + (known.Count == 0 ? "there is none at all" : $"there are: {string.Join(", ", known)}"),
            "spec.template.storageLocation",
            $"BackupStorageLocation {cluster.VeleroNamespace}/{name}");
    }

    private static async Task<IReadOnlyList<Finding>> NamespacesAsync(
        Cluster cluster, BackupContent content, CancellationToken cancellationToken)
    {
        // Names with wildcards are patterns since Velero 1.18.
        var wanted = (content.IncludedNamespaces ?? []).Where(name => name.AsSpan().IndexOfAny("*?[]") < 0).ToList();
        if (wanted.Count == 0)
        {
            return [];
        }

        var listed = await cluster.Lists.GetAsync(s_namespaces, null, cancellationToken);
        if (!listed.TryGet(out var namespaces, out var fault))
        {
            return Unread(fault, "whether the namespaces exist");
        }

        var byName = namespaces.ToDictionary(NameOf, StringComparer.Ordinal);
        var findings = new List<Finding>();
        foreach (var name in wanted)
        {
            if (!byName.TryGetValue(name, out var found))
            {
                findings.Add(Finding.Warning(
                    FindingKind.NamespaceMissing,
                    cluster.Name,
                    $"The cluster has no namespace \"{name}\". Velero 1.14.0 refuses such a backup, later ones end "
                    + "it PartiallyFailed, earlier ones say nothing. Create the namespace, or leave it or the "
                    + "cluster out.",
                    "spec.template.includedNamespaces",
                    $"Namespace {name}"));
            }
            else if (ScheduleReader.TextAt(found, "metadata", "labels", ExcludeLabel) == "true")
            {
                findings.Add(Finding.Warning(
                    FindingKind.NamespaceExcluded,
                    cluster.Name,
                    $"The namespace \"{name}\" carries the label {ExcludeLabel}=true, so no backup contains it "
                    + "although it is listed. Remove the label, or leave the namespace out.",
                    "spec.template.includedNamespaces",
                    $"Namespace {name}"));
            }
        }

        return findings;
    }

    /// <summary>
    /// A forbidden read loses its check alone; a cluster that is down is everybody's finding, not this check's.
    /// </summary>
    private static IReadOnlyList<Finding> Unread(Fault fault, string what) => fault switch
    {
        { Kind: FaultKind.Forbidden } => [Finding.Warning(
            FindingKind.CannotCheck, fault.Cluster, $"This identity may not check {what}: {fault.Detail}")],
        { IsUnhealthy: true } => [Finding.Warning(
            FindingKind.CannotCheck, fault.Cluster, $"It could not be checked {what}: {FaultReason.Of(fault.Kind)}.")],
        _ => [Finding.Of(fault)],
    };

    private static string NameOf(JsonObject @object) => ScheduleReader.TextAt(@object, "metadata", "name") ?? "";
}
