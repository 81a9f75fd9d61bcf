using WorkspaceBackup.Velero.Clusters;

namespace WorkspaceBackup.Velero.Schedules.Cron;

/// <summary>
/// The way a Velero server reads schedules, which follows its version: three libraries, one after the other. Where they
/// differ, the same text runs at other times after an upgrade, and nobody is told.
/// </summary>
public sealed class CronDialect
{
    private CronDialect(VeleroVersion since, string versions) => (Since, Versions) = (since, versions);

    /// <summary>Up to Velero 1.14: robfig/cron v1.1.0. No time zones; <c>*/2</c> in a day field counts as a star.</summary>
    public static CronDialect UpTo114 { get; } = new(new(0, 0), "up to 1.14");

    /// <summary>Velero 1.15 to 1.18: robfig/cron v3.0.1.</summary>
    public static CronDialect Since115 { get; } = new(new(1, 15), "1.15 to 1.18") { HasZones = true };

    /// <summary>Velero 1.19: netresearch/go-cron v0.15.0. A day has to satisfy both day fields; ranges wrap around.</summary>
    public static CronDialect Since119 { get; } = new(new(1, 19), "1.19 and later")
    {
        HasZones = true,
        NeedsBothDays = true,
        WrapsRanges = true,
        IsGoCron = true,
    };

    /// <summary>From the oldest to the newest.</summary>
    public static IReadOnlyList<CronDialect> All { get; } = [UpTo114, Since115, Since119];

    /// <summary>That of the newest Velero that has been released.</summary>
    public static CronDialect Released => Since115;

    /// <summary>The first Velero that speaks it; 0.0 for the oldest dialect.</summary>
    public VeleroVersion Since { get; }

    /// <summary>The versions that speak it, as in "1.15 to 1.18".</summary>
    public string Versions { get; }

    /// <summary>The dialect after it; null for the newest.</summary>
    public CronDialect? Next => this == UpTo114 ? Since115 : this == Since115 ? Since119 : null;

    /// <summary>Whether <c>TZ=</c> and <c>CRON_TZ=</c> are understood.</summary>
    public bool HasZones { get; private init; }

    /// <summary>Whether a day must satisfy both day fields when both are restricted; otherwise one is enough.</summary>
    public bool NeedsBothDays { get; private init; }

    internal bool WrapsRanges { get; private init; }

    /// <summary>Whether what go-cron does otherwise than both robfig/cron holds: limits, quotes, Sunday as 7, clock changes.</summary>
    internal bool IsGoCron { get; private init; }

    /// <summary>Whether a star with a step above 1 is still a star.</summary>
    internal bool IsSteppedStarAStar => this == UpTo114;

    /// <summary>The dialect of a Velero server.</summary>
    public static CronDialect Of(VeleroVersion version) => All.Last(dialect => version.CompareTo(dialect.Since) >= 0);

    public override string ToString() => $"Velero {Versions}";
}
