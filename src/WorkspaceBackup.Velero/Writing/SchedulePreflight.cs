using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Schedules;

namespace WorkspaceBackup.Velero.Writing;

/// <summary>
/// What can be known before a schedule's first backup fails: each check is one method that gives findings about one
/// cluster, and all of them run on every cluster that would be written on.
/// </summary>
internal sealed class SchedulePreflight(VeleroServers servers, AccessReviews reviews)
{
    private const string ExcludeLabel = "velero.io/exclude-from-backup";

    private static readonly ApiPath s_namespaces = new("v1", "namespaces");

    private static readonly ImmutableArray<Check> s_contentChecks =
        [LocationAsync, NamespacesAsync, SnapshotPreflight.ClassesAsync, SnapshotPreflight.LocationsAsync];

    private readonly ServerPreflight _server = new(servers);
    private readonly ImmutableArray<Check> _checks = [.. s_contentChecks, new PermissionPreflight(reviews).RunAsync];

    private delegate Task<IReadOnlyList<Finding>> Check(PreflightSubject subject, CancellationToken cancellationToken);

    public async Task<PreflightResult> RunAsync(PreflightSubject subject, CancellationToken cancellationToken)
    {
        var serverAsked = _server.RunAsync(subject, cancellationToken);
        var found = await Task.WhenAll(_checks.Select(check => check(subject, cancellationToken)));
        var server = await serverAsked;
        var findings = found.SelectMany(findings => findings).ToList();

        // The right to ask a server is among those that were reviewed: one error names them all. And what is missing
        // altogether stands in the way of asking too.
        var isForbidden = findings.Any(IsForbidden);
        var kinds = findings.Select(finding => finding.Fault?.Kind).OfType<FaultKind>().ToHashSet();
        findings.AddRange(server.Findings.Where(finding =>
            !(isForbidden && IsForbidden(finding)) && (finding.Fault is not { } fault || !kinds.Contains(fault.Kind))));
        return server with { Findings = Together(subject.Cluster, findings) };
    }

    /// <summary>The checks that are about what is backed up, and not about a Schedule.</summary>
    public static async Task<IReadOnlyList<Finding>> OfContentAsync(
        Cluster cluster, BackupContent content, bool planning, CancellationToken cancellationToken)
    {
        var element = new ScheduleElement
        {
            Name = "",
            VeleroNamespace = cluster.VeleroNamespace,
            ClusterUid = "",
            Schedule = "",
            Paused = false,
            Labels = StringMap.Empty,
            Content = content,
        };
        var subject = new PreflightSubject(cluster, element, IsNew: true, planning);
        var found = await Task.WhenAll(s_contentChecks.Select(check => check(subject, cancellationToken)));
        return Together(cluster, found.SelectMany(findings => findings).ToList());
    }

    /// <summary>What could not be checked, as one warning.</summary>
    private static List<Finding> Together(Cluster cluster, List<Finding> findings)
    {
        var missed = findings.Where(finding => finding.Kind == FindingKind.CannotCheck).ToList();
        if (missed.Count > 0)
        {
            findings.RemoveAll(missed.Contains);
            findings.Add(Finding.Warning(
                FindingKind.CannotCheck,
                cluster.Name,
                "What could not be checked, and would otherwise be said before the first backup fails: "
                + $"{string.Join("; ", missed.Select(finding => finding.Detail))}."));
        }

        return findings;
    }

    private static bool IsForbidden(Finding finding) => finding.Fault?.Kind == FaultKind.Forbidden;

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

    private static string NameOf(JsonObject @object) => ScheduleReader.TextAt(@object, "metadata", "name") ?? "";
}
