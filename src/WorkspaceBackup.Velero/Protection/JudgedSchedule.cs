using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Schedules.Cron;
using WorkspaceBackup.Velero.Verdicts;

namespace WorkspaceBackup.Velero.Protection;

/// <summary>One Schedule: whether it makes backups at all, when, and of what.</summary>
internal sealed class JudgedSchedule
{
    private readonly CronSchedule? _cron;
    private readonly DateTimeOffset _begun;

    public JudgedSchedule(string cluster, JsonObject schedule, ClusterFacts facts, BackupShelf? shelf, DateTimeOffset now)
    {
        var name = Json.Name(schedule);
        Template = MergePatch.Find(schedule, "spec", "template") as JsonObject ?? [];
        var findings = new ObjectFindings(cluster, $"Schedule {facts.Knowledge.VeleroNamespace}/{name}");
        BackupContentFields.Read(Template, "spec.template", findings);
        BadDurations = [.. findings.All.Where(static finding => finding.Kind == FindingKind.BadDuration)];
        Verdict = BackupVerdicts.Of(Template, facts.Knowledge, name);
        var text = Json.Text(schedule, "spec", "schedule") ?? "";
        var readings = VeleroVersion.TryParse(facts.Server?.Version ?? "", out var version)
            ? [CronReading.Of(text, CronDialect.Of(version))]
            : CronReading.OfAll(text);
        _cron = CronReading.Sound(readings);
        WithNextVelero = readings is [{ Dialect: { Next: { } next } dialect }]
            && CronDialects.Differences(text, dialect, next, now) is { OnlyClockChanges: false } change
                ? change
                : null;
        var workspace = Label(schedule, OwnedMetadata.WorkspaceLabel);
        var prefix = Label(schedule, OwnedMetadata.PrefixLabel);
        var newest = shelf?.Good.FirstOrDefault(backup => backup.Schedule == name);
        Shown = new ScheduleProtection
        {
            Name = name,
            Cron = text,
            IsPaused = Json.Flag(schedule, "spec", "paused") == true,
            Owner = workspace is not null && prefix is not null ? $"{workspace}/{prefix}" : null,
            Interval = _cron?.Interval(now),
            Duration = newest?.Duration,
            Works = Works(schedule, readings, facts, newest is not null),
        };
        Bad = shelf?.Bad(name);

        // What Velero counts from as long as it has made no backup (getNextRunTime in schedule_controller.go).
        _begun = ((DateTimeOffset?[])
        [
            KubernetesTime.Read(schedule, "metadata", "creationTimestamp"), KubernetesTime.Read(schedule, "status", "lastSkipped"),
        ]).Max() ?? DateTimeOffset.MinValue;
    }

    public ScheduleProtection Shown { get; }

    public JsonObject Template { get; }

    /// <summary>What stops Velero for all Schedules.</summary>
    public IReadOnlyList<Finding> BadDurations { get; }

    public Verdict Verdict { get; }

    /// <summary>Why its newest backup does not count; null when it does.</summary>
    public string? Bad { get; }

    /// <summary>What the next Velero makes of its cron; null when the same, and when this cluster's version is not known.</summary>
    public CronDifference? WithNextVelero { get; }

    /// <summary>What of a namespace its backups hold from now on.</summary>
    public Judgement Covers(string @namespace, ClusterKnowledge knowledge)
    {
        if (Shown.Works.State == ProtectionState.Uncovered)
        {
            return Shown.Works;
        }

        var coverage = Coverage.Of(Template, @namespace, knowledge);
        return coverage.State == ProtectionState.Covered ? Shown.Works : coverage;
    }

    /// <summary>The first run after a time at which the schedule was there; null when none can be told.</summary>
    public DateTimeOffset? DueAfter(DateTimeOffset time) => _cron?.Next(time > _begun ? time : _begun);

    private Judgement Works(JsonObject schedule, IReadOnlyList<CronReading> readings, ClusterFacts facts, bool hasGood)
    {
        var name = Json.Name(schedule);
        if (Json.Flag(schedule, "spec", "paused") == true)
        {
            return Judgement.Uncovered("it is paused");
        }

        if (facts.WithoutBackups is { } argument)
        {
            return Judgement.Uncovered($"the Velero server runs with {argument}, and so makes no scheduled backups");
        }

        // It becomes a label of each backup.
        if (name.Length > 63)
        {
            return Judgement.Uncovered("its name has more than 63 characters, so that Velero never makes a backup for it");
        }

        if (BadLabel(schedule) is { } label)
        {
            return Judgement.Uncovered($"\"{label}\" among its template's labels is no label, so that Velero never makes a backup for it");
        }

        if (Json.Text(schedule, "status", "phase") == "FailedValidation" || readings.All(static reading => reading.Schedule is null))
        {
            var errors = string.Join("; ", Json.Texts(schedule, "status", "validationErrors"));
            return Judgement.Uncovered("Velero refuses it" + (errors.Length > 0 ? $": {errors.TrimEnd('.')}" : ""));
        }

        // A location that cannot be used now is no less what the schedule is set up for: its backups fail, and get late.
        if (Verdict.Reasons.FirstOrDefault(static reason =>
            reason.Fate >= Fate.Empty && reason.Rule != VerdictRule.LocationUnavailable) is { } fatal)
        {
            return fatal.Rule == VerdictRule.LocationMissing && !facts.AreFlagsRead && string.IsNullOrEmpty(Json.Text(Template, "storageLocation"))
                ? Judgement.Unknown("it names no location, and the server's default could not be read")
                : Judgement.Uncovered($"none of its backups is usable: {fatal.Text.TrimEnd('.')}");
        }

        var knowledge = facts.Knowledge;
        return knowledge.Namespaces is null ? Judgement.Unknown("whether a namespace is labelled out of backups could not be read")
            : knowledge.Locations is null ? Judgement.Unknown("whether its location can be used could not be read")
            : knowledge.SnapshotLocations is null && Json.Flag(Template, "snapshotVolumes") != false
                ? Judgement.Unknown("which volume snapshot locations there are could not be read")
            : string.IsNullOrEmpty(Json.Text(schedule, "status", "phase"))
                ? Judgement.Unknown("Velero has not taken it over yet")
            : !facts.AreFlagsRead && !hasGood
                ? Judgement.Unknown(
                    "it has no good backup yet, and the server's arguments, which can keep it from making any, could not be read from a "
                    + "Deployment named \"velero\"")
            : Judgement.Covered;
    }

    private static string? BadLabel(JsonObject schedule) =>
        (MergePatch.Find(schedule, "spec", "template", "metadata", "labels") as JsonObject ?? [])
            .Where(static label => KubernetesLabels.KeyError(label.Key) is not null
                || KubernetesLabels.ValueError(Json.Text(label.Value) ?? "") is not null)
            .Select(static label => $"{label.Key}={Json.Text(label.Value)}")
            .FirstOrDefault();

    private static string? Label(JsonObject schedule, string label) => Json.Text(schedule, "metadata", "labels", label);
}
