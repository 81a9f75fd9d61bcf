using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Verdicts;

namespace WorkspaceBackup.Velero.Writing;

/// <summary>The checks that are about what is backed up, whoever backs it up.</summary>
internal static class ContentPreflight
{
    private static readonly ApiPath s_namespaces = new("v1", "namespaces");

    /// <summary>What could not be checked is one finding each.</summary>
    /// <param name="recordedVersion">The Velero that ran there when it was last asked; null: none is recorded.</param>
    public static async Task<IReadOnlyList<Finding>> RunAsync(
        PreflightSubject subject, VeleroServers servers, string? recordedVersion, CancellationToken cancellationToken)
    {
        Func<Task<IReadOnlyList<Finding>>>[] checks =
        [
            () => LocationAsync(subject, cancellationToken),
            () => VerdictAsync(subject, servers, recordedVersion, cancellationToken),
            () => SnapshotPreflight.ClassesAsync(subject, cancellationToken),
        ];
        var found = await Task.WhenAll(checks.Select(check => ClusterWork.GuardAsync(
            subject.Cluster.Name,
            check,
            static fault => [PreflightSubject.Unread(fault, "whether the backups have what they need")])));
        return [.. found.SelectMany(findings => findings)];
    }

    /// <summary>Names with wildcards are patterns since Velero 1.18.</summary>
    public static bool IsPattern(string name) => name.AsSpan().IndexOfAny("*?[]") >= 0;

    /// <summary>Whether backups can be made where they are to go.</summary>
    public static async Task<IReadOnlyList<Finding>> LocationAsync(
        PreflightSubject subject, CancellationToken cancellationToken)
    {
        var (cluster, content) = (subject.Cluster, subject.Content);
        if (content.StorageLocation is not { } name)
        {
            return [];
        }

        var listed = await BackupLocation.ListAsync(cluster, cancellationToken);
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
            var message = LocationMessage.Of(location);
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
                    $"the cluster has no namespace \"{cluster.VeleroNamespace}\"",
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

    /// <summary>Of the location it is not asked: who is missing, or not Available, is told with what there is instead.</summary>
    private static async Task<IReadOnlyList<Finding>> VerdictAsync(
        PreflightSubject subject, VeleroServers servers, string? recordedVersion, CancellationToken cancellationToken)
    {
        var spec = BackupContentFields.WriteSpec(subject.Content);
        var look = new ClusterLook(subject.Cluster, servers, recordedVersion);
        var known = await look.ForBackupAsync(spec, cancellationToken);
        var findings = new VerdictFindings(
            subject.Cluster.Name, subject.Path.ObjectName, subject.Root, subject.RunsNow, subject.Planning,
            subject.AllowsPartial);
        return
        [
            .. look.Unread,
            .. findings.Of(
                BackupVerdicts.Of(spec, known),
                subject.Configured is { } configured ? BackupVerdicts.Of(configured, ClusterKnowledge.Nothing) : Verdict.None),
        ];
    }
}
