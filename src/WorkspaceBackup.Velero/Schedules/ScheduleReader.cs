using System.Text.Json;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Reconciling;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>Reads a Schedule object of Velero's into canonical form.</summary>
internal static class ScheduleReader
{
    public const string TemplatePath = "spec.template";

    /// <param name="schedule">The object as the API server gave it.</param>
    /// <param name="clusterUid">The uid of the cluster that gave it.</param>
    /// <param name="labelKeys">The labels that count as the user's.</param>
    public static Stored<ScheduleElement> Read(
        JsonObject schedule, Cluster cluster, string clusterUid, StringSet labelKeys)
    {
        var name = Json.Name(schedule);
        var path = ApiPath.Velero("schedules", cluster.VeleroNamespace, name);
        var findings = new ObjectFindings(cluster.Name, path.ObjectName);
        var labels = Labels(schedule, findings, "metadata", "labels") ?? StringMap.Empty;
        var backupLabels = Labels(schedule, findings, "spec", "template", "metadata", "labels");
        var cron = Json.Text(schedule, "spec", "schedule") ?? "";
        var runCron = Annotation(schedule, OwnedMetadata.ScheduleAnnotation);
        var element = new ScheduleElement
        {
            Name = name,
            Uid = Json.Text(schedule, "metadata", "uid"),
            VeleroNamespace = cluster.VeleroNamespace,
            ClusterUid = clusterUid,
            Owner = OwnerText.Of(labels, backupLabels, clusterUid),
            RunClusters = RunClusters.OfAnnotation(Annotation(schedule, OwnedMetadata.ClustersAnnotation)),
            Schedule = cron,
            Paused = Json.Flag(schedule, "spec", "paused") ?? false,
            Labels = OnBoth(labels, backupLabels, labelKeys),
            Settings = ScheduleKind.SettingsOf(
                Content(schedule, findings),
                Json.Flag(schedule, "spec", "useOwnerReferencesInBackup") ?? false,
                runCron,
                Annotation(schedule, OwnedMetadata.ContentAnnotation)),
        };
        return new Stored<ScheduleElement>(element, schedule, findings.All);
    }

    /// <summary>What its backups take.</summary>
    public static BackupContent Content(JsonObject schedule, ObjectFindings findings) => WithLeftOut(
        BackupContentFields.Read(
            MergePatch.Find(schedule, "spec", "template") as JsonObject, TemplatePath, findings),
        schedule);

    /// <summary>
    /// An annotation counts when the Schedule and its Backups carry it with one value. From 1.19 on Velero copies the
    /// Schedule's to the Backup only when the template has none of its own, not even an empty map.
    /// </summary>
    private static string? Annotation(JsonObject schedule, string key)
    {
        var text = Json.Text(schedule, "metadata", "annotations", key);
        return MergePatch.Find(schedule, ScheduleManifest.BackupAnnotationsField.Split('.')) is JsonObject own
            && Json.Text(own, key) != text
            ? null
            : text;
    }

    private static StringMap? Labels(JsonObject schedule, ObjectFindings findings, params IReadOnlyList<string> path) =>
        MergePatch.Find(schedule, path) is { } node
            ? JsonShapes.Strings(node as JsonObject, string.Join('.', path), findings, node)
            : null;

    /// <summary>
    /// A label counts when the Schedule and its Backups carry it with one value. Velero copies the Schedule's labels
    /// to the Backup only when the template has none of its own, not even an empty map.
    /// </summary>
    private static StringMap OnBoth(StringMap labels, StringMap? backupLabels, StringSet keys) => new(keys
        .Where(key => labels.TryGetValue(key, out var value)
            && (backupLabels is null || (backupLabels.TryGetValue(key, out var backupValue) && value == backupValue)))
        .Select(key => KeyValuePair.Create(key, labels[key])));

    /// <summary>What this cluster's Velero could not be told reads as it was declared; see the annotation.</summary>
    private static BackupContent WithLeftOut(BackupContent content, JsonObject schedule)
    {
        if (Json.Text(schedule, "metadata", "annotations", OwnedMetadata.LeftOutAnnotation) is not { } note
            || Parse(note) is not { } leftOut)
        {
            return content;
        }

        var noted = BackupContentFields.Read(leftOut, "", new ObjectFindings("", ""));
        return BackupContentFields.All
            .Where(field => field.IsSet(noted) && !field.IsSet(content))
            .Aggregate(content, (result, field) => field.Copy(noted, result));
    }

    private static JsonObject? Parse(string note)
    {
        try
        {
            return JsonTree.Parse(System.Text.Encoding.UTF8.GetBytes(note)) as JsonObject;
        }
        catch (JsonException)
        {
            // Somebody else's edit of the note; without it the fields read as they stand.
            return null;
        }
    }
}
