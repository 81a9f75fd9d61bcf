using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>One cluster's part of a create or an update.</summary>
internal sealed record ScheduleWrite(ObjectWriter Writer, ScheduleManifest Manifest)
{
    public Cluster Cluster => Writer.Cluster;

    /// <summary>No Velero server answers there, so that waiting for one is in vain.</summary>
    public bool IsVeleroSilent { get; init; }

    /// <summary>An object of ours that no state knew.</summary>
    public bool Adopts { get; init; }

    /// <summary>
    /// The same Schedule in the namespace that was Velero's before <c>velero_namespace</c> changed; it goes first.
    /// </summary>
    public ScheduleRemoval? Former { get; init; }

    public static ScheduleWrite Of(
        Cluster cluster,
        string clusterUid,
        ScheduleDeclaration declaration,
        string? token,
        string name,
        JsonObject? current,
        StringSet formerLabels)
    {
        var element = ScheduleService.Declare(declaration, cluster.Name, cluster.VeleroNamespace, clusterUid, name);
        var manifest = new ScheduleManifest
        {
            Element = element,
            OwnLabels = OwnedMetadata.Labels(declaration.Workspace, declaration.Prefix, cluster.Name, clusterUid),
            Clusters = declaration.Clusters,
            RunCron = declaration.RunCron(),
            Token = token,
            SkipImmediately = declaration.SkipImmediately,
            FormerLabels = formerLabels,
            ProviderAdded = ProviderAdded(declaration, element),
        };
        return new ScheduleWrite(new ObjectWriter(cluster, clusterUid, manifest, current), manifest);
    }

    public StoredSchedule Read(JsonObject schedule) => ScheduleReader.Read(
        schedule, Cluster, Writer.ClusterUid, StringSet.From([.. Manifest.FormerLabels, .. Manifest.Element.Labels.Keys]));

    private static StringSet ProviderAdded(ScheduleDeclaration declaration, ScheduleElement element)
    {
        List<string> fields = [ScheduleManifest.SkipImmediatelyField, ScheduleManifest.OwnerReferencesField];
        if (!element.Paused)
        {
            fields.Add(ScheduleManifest.PausedField);
        }

        fields.AddRange(BackupContentFields.All
            .Where(field => field.IsSet(element.Content) && !field.IsSet(declaration.Content))
            .Select(ScheduleManifest.PathOf));
        return StringSet.From(fields);
    }
}
