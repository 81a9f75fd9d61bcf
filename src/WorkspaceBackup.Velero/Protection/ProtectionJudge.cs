using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Verdicts;

namespace WorkspaceBackup.Velero.Protection;

/// <summary>Judges one cluster from what was read of it.</summary>
/// <param name="shelf">Null: its backups could not be read.</param>
internal sealed class ProtectionJudge(
    string cluster, ProtectionQuery query, ClusterFacts facts, BackupShelf? shelf)
{
    /// <summary>Velero looks once a minute, and since 1.18 a backup may wait its turn.</summary>
    private static readonly TimeSpan s_startLimit = TimeSpan.FromMinutes(5);

    // The Backups themselves name what was labelled out when they were made.
    private readonly ClusterKnowledge _whenMade = facts.Knowledge with { Namespaces = null };
    private readonly IReadOnlyList<ShelvedBackup> _good = shelf?.Good ?? [];
    private readonly List<ProtectionFinding> _findings = [];
    private readonly IReadOnlyList<JudgedSchedule> _schedules =
        [.. facts.Schedules.Select(schedule => new JudgedSchedule(cluster, schedule, facts, shelf, query.At))];

    public IReadOnlyList<ScheduleProtection> Schedules => [.. _schedules.Select(static schedule => schedule.Shown)];

    /// <summary>What was found since <see cref="Namespaces"/> and <see cref="JudgeSchedules"/> were called.</summary>
    public IReadOnlyList<ProtectionFinding> Findings => _findings;

    /// <summary>By namespace, the good backup that it would be restored from; null: there is none.</summary>
    public Dictionary<string, ShelvedBackup?> Chosen { get; } = new(StringComparer.Ordinal);

    public void JudgeSchedules()
    {
        foreach (var stopping in _schedules.SelectMany(static schedule => schedule.BadDurations).Concat(shelf?.BadDurations ?? []))
        {
            Find(
                ProtectionSeverity.Error, ProtectionFindingKind.VeleroStopped,
                $"{stopping.Object}, {stopping.Field}: {stopping.Detail}");
        }

        foreach (var schedule in _schedules)
        {
            if (schedule.Shown.IsPaused)
            {
                Find(
                    ProtectionSeverity.Warning, ProtectionFindingKind.SchedulePaused,
                    $"The schedule \"{schedule.Shown.Name}\" is paused: it makes no backups until somebody unpauses it.",
                    schedule: schedule.Shown.Name);
                continue;
            }

            if (schedule.WithNextVelero is { } change)
            {
                Find(
                    ProtectionSeverity.Warning, ProtectionFindingKind.ScheduleWillChange,
                    $"Velero {change.To.Dialect.Since} reads the cron of the schedule \"{schedule.Shown.Name}\", \"{schedule.Shown.Cron}\", in "
                    + $"another way. Its next runs now: {Runs(change.RunsBefore)}; then: "
                    + (change.To.IsSound ? Runs(change.RunsAfter)
                        : change.To.Error is null ? "a backup every minute after the last run that it finds" : "none, for it is refused")
                    + ". Before Velero is upgraded there, "
                    + (change.Rewriting.Count == 0 ? "choose one that restricts one day field only."
                        : $"write it as {string.Join(" and ", change.Rewriting.Select(static cron => $"\"{cron}\""))}: that keeps the present runs."),
                    schedule: schedule.Shown.Name);
            }

            var reasons = schedule.Verdict.Reasons.Where(static reason => reason.Fate >= Fate.Partial).Select(static reason => reason.Text);
            var why = schedule.Shown.Works is { State: ProtectionState.Uncovered, Reason: { } broken } ? broken
                : string.Join(" ", reasons.Distinct());
            if (why.Length > 0)
            {
                Find(
                    ProtectionSeverity.Error, ProtectionFindingKind.ScheduleFailing,
                    $"The schedule \"{schedule.Shown.Name}\" makes no good backups as things are: {why.TrimEnd('.')}.",
                    schedule: schedule.Shown.Name);
            }
        }
    }

    public IReadOnlyList<NamespaceProtection> Namespaces()
    {
        var known = facts.Namespaces?.GroupBy(Json.Name, StringComparer.Ordinal)
            .ToDictionary(static same => same.Key, static same => same.Last(), StringComparer.Ordinal);
        var wanted = query.Namespaces ?? StringSet.From((known ?? [])
            .Where(item => query.Selector?.Matches(Json.Entries(item.Value, "metadata", "labels").ToDictionary(StringComparer.Ordinal)) != false)
            .Select(static item => item.Key));
        var judged = new List<NamespaceProtection>();
        foreach (var name in wanted)
        {
            if (known is not null && !known.ContainsKey(name))
            {
                Find(
                    ProtectionSeverity.Warning, ProtectionFindingKind.NamespaceMissing,
                    $"The cluster has no namespace \"{name}\": there is nothing to protect.", name);
                continue;
            }

            judged.Add(Judge(name, KubernetesTime.Read(known?[name], "metadata", "creationTimestamp")));
        }

        return judged;
    }

    /// <summary>The namespaces with their claims.</summary>
    public IReadOnlyList<NamespaceProtection> WithClaims(IReadOnlyList<NamespaceProtection> namespaces, ClaimEvidence evidence)
    {
        var all = new List<NamespaceProtection>();
        foreach (var item in namespaces)
        {
            var claims = evidence.Of(item.Name, Chosen[item.Name], shelf is not null);
            all.Add(item with { Claims = claims });
            if (claims is null)
            {
                Find(
                    ProtectionSeverity.Unknown, ProtectionFindingKind.VolumeUnknown,
                    $"Whether the volumes of the namespace \"{item.Name}\" are in backups is not known: its claims could not be read.",
                    item.Name);
            }
            else if (item.Backup is not null)
            {
                FindClaims(item, claims, ProtectionState.Uncovered);
                FindClaims(item, claims, ProtectionState.Unknown);
            }
        }

        return all;
    }

    /// <summary>The first of many: one reason is enough to begin with.</summary>
    private static string Named(IEnumerable<string> reasons)
    {
        const int Shown = 5;
        var all = reasons.ToList();
        return string.Join("; ", all.Take(Shown)) + (all.Count > Shown ? $"; and {all.Count - Shown} more" : "");
    }

    private void FindClaims(NamespaceProtection item, IReadOnlyList<ClaimProtection> claims, ProtectionState state)
    {
        const int Shown = 10;
        var found = claims.Where(claim => claim.Data.State == state).ToList();
        if (found.Count > 0)
        {
            var named = string.Join("; ", found.Take(Shown).Select(static claim => $"\"{claim.Name}\": {claim.Data.Reason}"))
                + (found.Count > Shown ? $"; and {found.Count - Shown} more" : "");
            Find(
                state == ProtectionState.Uncovered ? ProtectionSeverity.Error : ProtectionSeverity.Unknown,
                state == ProtectionState.Uncovered ? ProtectionFindingKind.VolumeMissing : ProtectionFindingKind.VolumeUnknown,
                state == ProtectionState.Uncovered
                    ? $"The backup {item.Backup} is Completed and does not hold the data of claims of \"{item.Name}\": {named}."
                    : $"Whether the backup {item.Backup} holds the data of claims of \"{item.Name}\" is not known: {named}.",
                item.Name);
        }
    }

    private NamespaceProtection Judge(string name, DateTimeOffset? createdAt)
    {
        var covering = _schedules
            .Select(schedule => (Schedule: schedule, Coverage: schedule.Covers(name, facts.Knowledge)))
            .Where(static item => item.Coverage.State != ProtectionState.Uncovered)
            .ToList();
        var coverage = Combined(name, covering);
        var backup = Newest(name, createdAt, out var holds);
        Chosen[name] = backup;
        var age = backup is null ? (TimeSpan?)null : Age(backup.At);

        // Backups of those that take all of it count, and so does when these are due. Where there is none, all do.
        var counted = covering.Where(item => item.Coverage.State == coverage.State).Select(static item => item.Schedule).ToList();
        var late = backup is null ? (bool?)null : Late(Since(name, createdAt, coverage, backup), counted, out _);
        FindNamespace(name, coverage);
        FindBackup(name, createdAt, coverage, counted, backup, holds);
        return new NamespaceProtection
        {
            Name = name,
            Coverage = coverage,
            Schedules = [.. covering.Select(static item => item.Schedule.Shown.Name)],
            Backup = backup?.Name,
            BackupAt = backup?.At,
            Age = age,
            IsLate = late,
        };
    }

    private Judgement Combined(string name, List<(JudgedSchedule Schedule, Judgement Coverage)> covering)
    {
        if (covering.Any(static item => item.Coverage.State == ProtectionState.Covered))
        {
            return Judgement.Covered;
        }

        if (covering.Count > 0)
        {
            return Judgement.Unknown(Named(covering.Select(static item => $"schedule \"{item.Schedule.Shown.Name}\": {item.Coverage.Reason}")));
        }

        if (IsLabelledOut(name))
        {
            return Judgement.Uncovered($"it has the label {NamespaceLists.ExcludeLabel}=true, which keeps it out of every backup");
        }

        // Those that would take it, if they worked.
        var broken = _schedules
            .Where(schedule => schedule.Shown.Works.State == ProtectionState.Uncovered
                && Coverage.Of(schedule.Template, name, _whenMade).State != ProtectionState.Uncovered)
            .Select(static schedule => $"schedule \"{schedule.Shown.Name}\" names it, and {schedule.Shown.Works.Reason}")
            .ToList();
        return Judgement.Uncovered(broken.Count > 0 ? Named(broken)
            : _schedules.Count == 0 ? "there is no schedule"
            : "no schedule takes it");
    }

    private bool IsLabelledOut(string name) =>
        facts.Knowledge.Namespaces?.GetValueOrDefault(name)?.GetValueOrDefault(NamespaceLists.ExcludeLabel) == "true";

    /// <summary>The newest good backup that holds a namespace; where there is none, one of which that cannot be decided.</summary>
    private ShelvedBackup? Newest(string name, DateTimeOffset? createdAt, out Judgement holds)
    {
        ShelvedBackup? perhaps = null;
        holds = Judgement.Uncovered("no good backup holds it");
        foreach (var backup in _good.Where(backup => !(backup.At < createdAt)))
        {
            var held = Coverage.Of(backup.Content, name, _whenMade);
            if (held.State == ProtectionState.Covered)
            {
                holds = held;
                return backup;
            }

            if (held.State == ProtectionState.Unknown && perhaps is null)
            {
                perhaps = backup;
                holds = held;
            }
        }

        return perhaps;
    }

    /// <summary>
    /// From when on a schedule's next run is awaited: where none takes all of the namespace, each of their backups is one that it
    /// made in time.
    /// </summary>
    private DateTimeOffset Since(string name, DateTimeOffset? createdAt, Judgement coverage, ShelvedBackup newest) =>
        coverage.State == ProtectionState.Covered ? newest.At
        : _good.Where(backup => !(backup.At < createdAt)
                && Coverage.Of(backup.Content, name, _whenMade).State != ProtectionState.Uncovered)
            .Max(static backup => backup.At);

    /// <summary>Null when nothing tells how old it may be.</summary>
    private bool? Late(DateTimeOffset since, IEnumerable<JudgedSchedule> schedules, out string why)
    {
        why = "";
        if (query.Rpo is { } rpo)
        {
            why = $"it is older than the RPO of {Shown(rpo)}";
            return Age(since) > rpo;
        }

        bool? late = null;
        foreach (var schedule in schedules)
        {
            if (schedule.DueAfter(since) is { } due)
            {
                var missed = query.At > due + (schedule.Shown.Duration ?? TimeSpan.Zero) + s_startLimit;
                late = late == true || missed;
                if (missed && why.Length == 0)
                {
                    why = $"the run of schedule \"{schedule.Shown.Name}\" that was due at {KubernetesTime.Text(due)} gave no good backup"
                        + (schedule.Bad is { } bad ? $": {bad}" : "");
                }
            }
        }

        return late;
    }

    private void FindNamespace(string name, Judgement coverage)
    {
        if (coverage.State == ProtectionState.Uncovered)
        {
            Find(
                ProtectionSeverity.Error, ProtectionFindingKind.NamespaceUncovered,
                $"Nothing backs up the namespace \"{name}\": {coverage.Reason}. "
                + (IsLabelledOut(name)
                    ? "Take the label away if it is to be backed up; until then, a schedule that lists it by name makes no backup at all."
                    : "Add it to a schedule, or correct the one that names it."),
                name);
        }
        else if (coverage.State == ProtectionState.Unknown)
        {
            Find(
                ProtectionSeverity.Unknown, ProtectionFindingKind.NamespaceUnknown,
                $"Whether all of the namespace \"{name}\" is backed up cannot be decided: {coverage.Reason}. "
                + "A schedule that takes the namespaces as a whole can be judged.",
                name);
        }
    }

    private void FindBackup(
        string name, DateTimeOffset? createdAt, Judgement coverage, IReadOnlyList<JudgedSchedule> covering, ShelvedBackup? backup,
        Judgement holds)
    {
        if (shelf is null)
        {
            Find(
                ProtectionSeverity.Unknown, ProtectionFindingKind.BackupUnknown,
                $"Whether a good backup of the namespace \"{name}\" exists is not known: the backups could not be read.", name);
        }
        else if (backup is null)
        {
            var bad = covering.Select(static schedule => schedule.Bad is { } why ? $"schedule \"{schedule.Shown.Name}\": {why}" : null)
                .OfType<string>().ToList();
            var due = covering.Select(schedule => schedule.DueAfter(query.At)).Where(static time => time is not null).Min();
            Find(
                facts.Locations is null ? ProtectionSeverity.Unknown : ProtectionSeverity.Error,
                facts.Locations is null ? ProtectionFindingKind.BackupUnknown : ProtectionFindingKind.BackupMissing,
                $"No good backup holds the namespace \"{name}\""
                + (bad.Count > 0 ? $": {Named(bad)}"
                    : createdAt is { } created && _good.Count > 0 ? $", which exists since {KubernetesTime.Text(created)}" : "")
                + (due is { } next ? $". The next run is due at {KubernetesTime.Text(next)}." : "."),
                name);
        }
        else
        {
            if (holds.State == ProtectionState.Unknown && coverage.State != ProtectionState.Unknown)
            {
                Find(
                    ProtectionSeverity.Unknown, ProtectionFindingKind.BackupUnknown,
                    $"Whether the backup {backup.Name} holds all of the namespace \"{name}\" cannot be decided: {holds.Reason}.", name);
            }

            var late = Late(Since(name, createdAt, coverage, backup), covering, out var why);
            if (late is null && coverage.State == ProtectionState.Covered)
            {
                Find(
                    ProtectionSeverity.Unknown, ProtectionFindingKind.BackupUnknown,
                    $"Nothing tells how old the newest good backup of the namespace \"{name}\", {backup.Name}, may be: no schedule that "
                    + "takes it has a next run. Give the schedule a cron that has, or set rpo.",
                    name);
            }

            if (late == true)
            {
                Find(
                    ProtectionSeverity.Error, ProtectionFindingKind.BackupLate,
                    $"The newest good backup of the namespace \"{name}\", {backup.Name}, is {Shown(Age(backup.At))} old: {why}.",
                    name);
            }
        }
    }

    /// <summary>One that was begun since counts as new.</summary>
    private TimeSpan Age(DateTimeOffset at) => at < query.At ? query.At - at : TimeSpan.Zero;

    private void Find(
        ProtectionSeverity severity, ProtectionFindingKind kind, string text, string? @namespace = null, string? schedule = null) =>
        _findings.Add(new ProtectionFinding(severity, kind, cluster, text, @namespace, schedule));

    private static string Runs(IEnumerable<DateTimeOffset> runs) => string.Join(", ", runs.Select(KubernetesTime.Text));

    /// <summary><c>2d 3h</c>, <c>45m</c>: the two largest units.</summary>
    internal static string Shown(TimeSpan span)
    {
        IEnumerable<(int Count, string Unit)> parts = [(span.Days, "d"), (span.Hours, "h"), (span.Minutes, "m"), (span.Seconds, "s")];
        var shown = parts.SkipWhile(static part => part.Count == 0).Take(2).Where(static part => part.Count > 0)
            .Select(static part => $"{part.Count}{part.Unit}").ToList();
        return shown.Count == 0 ? "0s" : string.Join(' ', shown);
    }
}
