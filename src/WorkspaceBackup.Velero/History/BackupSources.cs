using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Schedules;

namespace WorkspaceBackup.Velero.History;

/// <summary>
/// Tells which Backups on one cluster are the workspace's own. Velero syncs in whatever it finds in the bucket, other
/// clusters' backups too, with all their labels, so the uid of the cluster that was backed up decides; a backup from
/// before this provider managed the schedule has no such label and is known by its Schedule. Not safe for use by
/// several threads.
/// </summary>
internal sealed class BackupSources
{
    private readonly string _workspace;
    private readonly string _clusterUid;
    private readonly string _cluster;
    private readonly string? _prefix;
    private readonly Dictionary<string, KnownSource> _schedules = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RunSlots?> _slots = new(StringComparer.Ordinal);

    /// <param name="workspace">The workspace's name.</param>
    /// <param name="cluster">The cluster's key.</param>
    /// <param name="clusterUid">Its uid.</param>
    /// <param name="prefix">Only backups of this prefix count; null: all of the workspace's.</param>
    /// <param name="others">The keys of the workspace's other clusters.</param>
    /// <param name="schedules">All Schedules of the cluster.</param>
    public BackupSources(
        string workspace,
        string cluster,
        string clusterUid,
        string? prefix,
        IEnumerable<string> others,
        IEnumerable<JsonObject> schedules)
    {
        _workspace = workspace;
        _cluster = cluster;
        _clusterUid = clusterUid;
        _prefix = prefix;
        if (prefix is not null)
        {
            _schedules[ScheduleNames.For(prefix, cluster)] = new KnownSource(prefix, null, null, null, null);
        }

        var foreign = others.ToHashSet(StringComparer.Ordinal);
        foreach (var schedule in schedules)
        {
            Add(schedule, foreign);
        }
    }

    /// <summary>By the Schedule's name.</summary>
    public IReadOnlyDictionary<string, KnownSource> Schedules => _schedules;

    /// <summary>Label selectors that between them select each Backup that may count, once.</summary>
    public IEnumerable<string> Selectors()
    {
        yield return $"{OwnedMetadata.WorkspaceLabel}={_workspace},{OwnedMetadata.ClusterUidLabel}={_clusterUid}"
            + (_prefix is null ? "" : $",{OwnedMetadata.PrefixLabel}={_prefix}");
        if (_schedules.Count > 0)
        {
            // Without our labels, or with those of a workspace that was renamed since.
            yield return $"{OwnedMetadata.WorkspaceLabel}!={_workspace},"
                + $"{VeleroLabels.ScheduleName} in ({string.Join(',', _schedules.Keys.Order(StringComparer.Ordinal))})";
            yield return $"{OwnedMetadata.WorkspaceLabel}!={_workspace},!{VeleroLabels.ScheduleName}";
        }
    }

    /// <summary>
    /// The prefix and the run a Backup counts for; null: it is not the workspace's, or of another prefix.
    /// </summary>
    public RunId? RunOf(BackupRecord backup)
    {
        if (PrefixOf(backup) is not { } prefix || (_prefix is not null && prefix != _prefix))
        {
            return null;
        }

        return new RunId(_workspace, prefix, TimeOf(backup));
    }

    /// <summary>
    /// The times of the schedule that made a backup, as it was then if the backup tells; null: made on demand, or
    /// forgotten.
    /// </summary>
    public RunSlots? SlotsOf(BackupRecord backup) => IsOnDemand(backup)
        ? null
        : Slots(backup.OwnAnnotations.GetValueOrDefault(OwnedMetadata.ScheduleAnnotation)) ?? SourceOf(backup)?.Runs;

    /// <summary>
    /// Whether a backup takes less than the schedule of its prefix asks for: then it is none of the schedule's runs, though it is
    /// listed. A schedule that has been changed since asked for what its backups took then.
    /// </summary>
    /// <param name="prefix">That it counts for.</param>
    /// <param name="spec">Its spec as it stands on the cluster.</param>
    public bool IsPart(BackupRecord backup, string prefix, JsonObject? spec)
    {
        if (backup.OwnAnnotations.TryGetValue(OwnedMetadata.PartOfAnnotation, out var whole))
        {
            return whole == prefix;
        }

        var isOnDemand = IsOnDemand(backup);
        var source = isOnDemand
            ? _schedules.Values.FirstOrDefault(known => known.Prefix == prefix && known.Content is not null)
            : SourceOf(backup);
        if (source is not { Content: { } asked, ContentDigest: { } digest })
        {
            return false;
        }

        // Made on demand and declared alike: nothing else is looked at. Made by the schedule as it was declared then: what it
        // takes is compared only when that is what is declared now, and tells of a Schedule that somebody edited in between.
        var isAsDeclared = backup.OwnAnnotations.GetValueOrDefault(OwnedMetadata.ContentAnnotation) == digest;
        return isOnDemand != isAsDeclared && !ContentCoverage.Covers(
            BackupContentFields.Read(spec, "spec", new ObjectFindings(_cluster, backup.Name)), asked, isDeclared: false);
    }

    /// <summary>Where the object came from.</summary>
    public BackupOrigin OriginOf(BackupRecord backup) =>
        backup.SourceClusterUid is { } uid ? uid == _clusterUid ? BackupOrigin.Here : BackupOrigin.AnotherCluster
        : backup.IsFromBucket ? BackupOrigin.Bucket
        : BackupOrigin.Here;

    private static bool IsOnDemand(BackupRecord backup) => backup.Labels.ContainsKey(OwnedMetadata.RunLabel);

    private DateTimeOffset TimeOf(BackupRecord backup) =>
        RunId.TryParseTime(backup.Labels.GetValueOrDefault(OwnedMetadata.RunLabel), out var time) ? time
        : SlotsOf(backup)?.SlotOf(backup.MadeAt) ?? RunSlots.Unscheduled(backup.MadeAt);

    private string? PrefixOf(BackupRecord backup)
    {
        if ((backup.SourceClusterUid is { } uid && uid != _clusterUid)
            || (backup.SourceClusterUid is null && backup.SourceCluster is { } named && named != _cluster))
        {
            return null;
        }

        if (backup.SourceClusterUid is not null && backup.Workspace == _workspace)
        {
            return backup.Prefix;
        }

        // The labels of another workspace: this one's by its former name, if the Schedule has become this one's.
        var source = SourceOf(backup);
        return backup.Workspace is not null && source?.Runs is null ? null : source?.Prefix;
    }

    private KnownSource? SourceOf(BackupRecord backup) =>
        (backup.ScheduleName ?? BackupRecord.StemOf(backup.Name)) is { } name
            ? _schedules.GetValueOrDefault(name)
            : null;

    private void Add(JsonObject schedule, HashSet<string> others)
    {
        var name = Json.Name(schedule);
        var workspace = Label(schedule, OwnedMetadata.WorkspaceLabel);
        if (workspace is not null && workspace != _workspace)
        {
            _schedules.Remove(name);
            return;
        }

        var prefix = workspace is null
            ? _schedules.GetValueOrDefault(name)?.Prefix
            : Label(schedule, OwnedMetadata.PrefixLabel);
        if (prefix is null || (_prefix is not null && prefix != _prefix)
            || others.Any(other => name == ScheduleNames.For(prefix, other)))
        {
            return;
        }

        var cron = Json.Text(schedule, "spec", "schedule");
        var content = MergePatch.Find(schedule, "spec", "template") is JsonObject template
            ? BackupContentFields.Read(template, "spec.template", new ObjectFindings(_cluster, name))
            : null;
        _schedules[name] = new KnownSource(
            prefix,
            Slots(Json.Text(schedule, "metadata", "annotations", OwnedMetadata.ScheduleAnnotation) ?? cron),
            Json.Flag(schedule, "spec", "paused") == true ? null : Slots(cron),
            content,
            content is null ? null : ContentDigest.Of(content));
    }

    // Thousands of backups carry a handful of texts.
    private RunSlots? Slots(string? schedule)
    {
        if (schedule is null)
        {
            return null;
        }

        if (!_slots.TryGetValue(schedule, out var slots))
        {
            slots = _slots[schedule] = RunSlots.Parse(schedule);
        }

        return slots;
    }

    private static string? Label(JsonObject schedule, string label) => Json.Text(schedule, "metadata", "labels", label);
}
