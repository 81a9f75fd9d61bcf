using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Writing;

/// <summary>The checks that are about what is backed up, whoever backs it up.</summary>
internal static class ContentPreflight
{
    private const string ExcludeLabel = "velero.io/exclude-from-backup";

    private static readonly ApiPath s_namespaces = new("v1", "namespaces");

    private static readonly ImmutableArray<Check> s_checks =
        [LocationAsync, NamespacesAsync, SnapshotPreflight.ClassesAsync, SnapshotPreflight.LocationsAsync];

    private delegate Task<IReadOnlyList<Finding>> Check(PreflightSubject subject, CancellationToken cancellationToken);

    /// <summary>What could not be checked is one finding each.</summary>
    public static async Task<IReadOnlyList<Finding>> RunAsync(
        PreflightSubject subject, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(s_checks.Select(check => ClusterWork.GuardAsync(
            subject.Cluster.Name,
            () => check(subject, cancellationToken),
            static fault => [PreflightSubject.Unread(fault, "whether the backups have what they need")])));
        return [.. found.SelectMany(findings => findings)];
    }

    /// <summary>Names with wildcards are patterns since Velero 1.18.</summary>
    public static bool IsPattern(string name) => name.AsSpan().IndexOfAny("*?[]") >= 0;

    private static async Task<IReadOnlyList<Finding>> LocationAsync(
        PreflightSubject subject, CancellationToken cancellationToken)
    {
        var (cluster, content) = (subject.Cluster, subject.Content);
        if (content.StorageLocation is not { } name)
        {
            return [];
        }

        var listed = await cluster.Lists.GetAsync(
            ApiPath.Velero("backupstoragelocations", cluster.VeleroNamespace), null, cancellationToken);
        if (!listed.TryGet(out var locations, out var fault))
        {
            return [PreflightSubject.Unread(fault, "whether the backup location exists")];
        }

        var location = locations.FirstOrDefault(candidate => Json.Name(candidate) == name);
        if (location is null)
        {
            return [Finding.Of(await MissingAsync(subject, name, locations, cancellationToken))];
        }

        var @object = $"BackupStorageLocation {cluster.VeleroNamespace}/{name}";
        var findings = new List<Finding>();
        var phase = Json.Text(location, "status", "phase") ?? "";
        if (phase != "Available")
        {
            var message = Json.Text(location, "status", "message");
            findings.Add(Finding.Warning(
                FindingKind.LocationNotAvailable,
                cluster.Name,
                (phase.Length == 0 ? "Velero has not validated the location yet" : $"Velero finds the location {PlainText.Line(phase, 100)}")
                + (string.IsNullOrEmpty(message) ? "." : $": {PlainText.Line(message)}.")
                + " No backup is made until it is Available.",
                subject.Field(BackupContentFields.BackupLocation),
                @object));
        }

        if (Json.Text(location, "spec", "accessMode") == "ReadOnly")
        {
            findings.Add(Finding.Warning(
                FindingKind.LocationReadOnly,
                cluster.Name,
                "The location is read-only: every backup to it fails validation. Choose another, or set its "
                + "accessMode to ReadWrite.",
                subject.Field(BackupContentFields.BackupLocation),
                @object));
        }

        return findings;
    }

    private static async Task<Fault> MissingAsync(
        PreflightSubject subject, string name, ImmutableArray<JsonObject> locations, CancellationToken cancellationToken)
    {
        var cluster = subject.Cluster;
        var known = StringSet.From(locations.Select(Json.Name));
        if (known.Count == 0)
        {
            // A list in a namespace that does not exist is empty, not an error.
            var namespaces = await cluster.Lists.GetAsync(s_namespaces, null, cancellationToken);
            if (namespaces.Succeeded && namespaces.Value.All(found => Json.Name(found) != cluster.VeleroNamespace))
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
            subject.Field(BackupContentFields.BackupLocation),
            $"BackupStorageLocation {cluster.VeleroNamespace}/{name}");
    }

    private static async Task<IReadOnlyList<Finding>> NamespacesAsync(
        PreflightSubject subject, CancellationToken cancellationToken)
    {
        var cluster = subject.Cluster;
        var wanted = (subject.Content.IncludedNamespaces ?? []).Where(name => !IsPattern(name)).ToList();
        if (wanted.Count == 0)
        {
            return [];
        }

        var listed = await cluster.Lists.GetAsync(s_namespaces, null, cancellationToken);
        if (!listed.TryGet(out var namespaces, out var fault))
        {
            return [PreflightSubject.Unread(fault, "whether the namespaces exist")];
        }

        // One that was made anew while they were listed is there twice.
        var byName = namespaces.GroupBy(Json.Name).ToDictionary(found => found.Key, found => found.Last(), StringComparer.Ordinal);
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
                    subject.Field(BackupContentFields.Namespaces),
                    $"Namespace {name}"));
            }
            else if (Json.Text(found, "metadata", "labels", ExcludeLabel) == "true")
            {
                findings.Add(Finding.Warning(
                    FindingKind.NamespaceExcluded,
                    cluster.Name,
                    $"The namespace \"{name}\" carries the label {ExcludeLabel}=true, so no backup contains it "
                    + "although it is listed. Remove the label, or leave the namespace out.",
                    subject.Field(BackupContentFields.Namespaces),
                    $"Namespace {name}"));
            }
        }

        return findings;
    }
}
