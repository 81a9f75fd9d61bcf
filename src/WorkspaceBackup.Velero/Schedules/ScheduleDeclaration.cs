using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Schedules.Cron;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>What a schedule resource asks for, on all of its clusters.</summary>
public sealed record ScheduleDeclaration
{
    public required string Workspace { get; init; }

    public required string Prefix { get; init; }

    /// <summary>In Velero's cron dialect.</summary>
    public required string Schedule { get; init; }

    /// <summary>An IANA zone; not with a zone in <see cref="Schedule"/> nor with <c>@every</c>.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The window over which the clusters are spread, as a duration; null: all at the same time.</summary>
    public string? Stagger { get; init; }

    public bool Paused { get; init; }

    /// <summary>Sent with a create, a changed cron and an unpause; never compared.</summary>
    public bool SkipImmediately { get; init; } = true;

    /// <summary>The user's, on the Schedule and on its Backups.</summary>
    public StringMap Labels { get; init; } = StringMap.Empty;

    /// <summary>
    /// What the backups take; the namespaces are resolved (<see cref="BackupContent.IncludedNamespaces"/>).
    /// </summary>
    public required BackupContent Content { get; init; }

    /// <inheritdoc cref="Writing.PreflightSubject.Configured"/>
    public BackupContent? Configured { get; init; }

    /// <summary>
    /// The fields, by attribute, that others may change: written into what is made, and left as they are found from then on.
    /// </summary>
    public StringSet LeftToOthers { get; init; } = StringSet.Empty;

    /// <summary>
    /// Where the namespaces are selected: by cluster, those that match. Those of a cluster that is not in it are not known yet;
    /// null: <see cref="Content"/> names them, for all clusters.
    /// </summary>
    public IReadOnlyDictionary<string, StringSet>? Matches { get; init; }

    /// <summary>The names of all clusters of a run, whether this call writes on them or not.</summary>
    public required StringSet Clusters { get; init; }

    /// <summary>
    /// By cluster, the version of Velero that was last seen there: what counts where none answers now.
    /// </summary>
    public StringMap Versions { get; init; } = StringMap.Empty;

    /// <summary>The cron text for one cluster, with zone and stagger.</summary>
    /// <exception cref="InvalidOperationException">
    /// The three do not go together: callers check with <see cref="ScheduleText.TryCreate"/> first.
    /// </exception>
    internal string CronFor(string cluster) => Text().For(Prefix, cluster);

    /// <summary>The cron text with its zone, without the stagger: when a run as a whole is due.</summary>
    /// <inheritdoc cref="CronFor" path="/exception"/>
    internal string RunCron() => Text().Cron.Text;

    /// <summary>Each cluster counts from its own last backup (<c>@every</c>).</summary>
    /// <inheritdoc cref="CronFor" path="/exception"/>
    internal bool IsInterval => Text().Cron.Every is not null;

    /// <summary>Whether it is known what the backups take on a cluster.</summary>
    internal bool IsContentKnown(string cluster) => Matches is null || Matches.ContainsKey(cluster);

    /// <summary>What the backups take as it is sent, and as it would be read back.</summary>
    /// <exception cref="InvalidOperationException">
    /// No namespace matches there, or it is not known which do: an empty list would mean every namespace to Velero.
    /// </exception>
    internal BackupContent CanonicalContent(string cluster) => BackupContentFields.AsSent(
        Matches is null ? Content
        : Matches.TryGetValue(cluster, out var matches) && matches.Count > 0 ? Content with
        {
            IncludedNamespaces = matches.Contains("*") ? null : matches,
        }
        : throw new InvalidOperationException($"the namespaces of cluster {cluster} are not known"));

    /// <summary>What the versions of Velero make of the schedule.</summary>
    /// <param name="now">From when on runs are looked for; null: no time is named.</param>
    /// <inheritdoc cref="CronFor" path="/exception"/>
    internal CronFindings Cron(DateTimeOffset? now) => new(Text(), Schedule, now);

    private ScheduleText Text() =>
        ScheduleText.TryCreate(Schedule, TimeZone, Stagger, now: null, out var text, out var error)
            ? text
            : throw new InvalidOperationException($"a schedule that was not checked: {error.Message}");
}
