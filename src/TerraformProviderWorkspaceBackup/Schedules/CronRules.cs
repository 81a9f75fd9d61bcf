using System.Diagnostics.CodeAnalysis;
using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Content;
using WorkspaceBackup.Velero.Durations;
using WorkspaceBackup.Velero.Schedules.Cron;

namespace TerraformProviderWorkspaceBackup.Schedules;

/// <summary>
/// Whether schedule, time zone and stagger are each right and go together, and whether backups are kept long enough for
/// the interval they are made in. No version of Velero is known here: refused is what none has runs for.
/// </summary>
internal sealed class CronRules(TimeProvider time) : IConfigValidator
{
    // A leap year's 29th of February and the years without one repeat every four years; a year of runs shows every interval
    // that matters for expiry.
    private static readonly DateTimeOffset s_reference = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public void Validate(ModelReader config, Diagnostics diagnostics)
    {
        var schedule = config.Get(ScheduleModel.Schedule);
        var zone = config.Get(ScheduleModel.TimeZone);
        var stagger = config.Get(ScheduleModel.Stagger);
        if (!schedule.TryGetKnown(out var text))
        {
            return;
        }

        if (Check(text, KnownOrNull(zone), KnownOrNull(stagger), time.GetUtcNow(), diagnostics, out var cron))
        {
            Warn(cron, config, diagnostics);
        }
    }

    /// <summary>Whether the three settings are right and go together; an error names the one that is not.</summary>
    public static bool Check(string schedule, string? timeZone, string? stagger, Diagnostics diagnostics) =>
        Check(schedule, timeZone, stagger, now: null, diagnostics, out _);

    private static bool Check(
        string schedule,
        string? timeZone,
        string? stagger,
        DateTimeOffset? now,
        Diagnostics diagnostics,
        [NotNullWhen(true)] out CronSchedule? cron)
    {
        if (ScheduleText.TryCreate(schedule, timeZone, stagger, now, out var text, out var error))
        {
            cron = text.Cron;
            return true;
        }

        var (attribute, value) = error.Setting switch
        {
            ScheduleSetting.TimeZone => (ScheduleModel.TimeZone, timeZone),
            ScheduleSetting.Stagger => (ScheduleModel.Stagger, stagger),
            _ => (ScheduleModel.Schedule, schedule),
        };
        diagnostics.AddError("Invalid Schedule", $"{attribute.Name} = \"{value}\": {error.Message}.", attribute);
        cron = null;
        return false;
    }

    private static void Warn(CronSchedule cron, ModelReader config, Diagnostics diagnostics)
    {
        if (cron.IntervalUnderAMinute)
        {
            diagnostics.AddWarning("Schedule Under A Minute",
                "Velero checks its schedules once a minute, so this one starts at most one backup a minute.",
                ScheduleModel.Schedule);
        }

        var expiry = config.Get(ContentAttributes.Expiry);
        var kept = expiry.IsNull ? "720h" : KnownOrNull(expiry);
        if (kept is null || !GoDuration.TryParseWithDays(kept, out var duration, out _))
        {
            return;
        }

        if (duration == GoDuration.Zero)
        {
            // As good as none, which is said elsewhere.
            duration = GoDuration.FromTimeSpan(TimeSpan.FromDays(30));
        }

        if (duration < GoDuration.FromTimeSpan(TimeSpan.FromHours(1)))
        {
            diagnostics.AddWarning("Short Expiry",
                $"expiry = \"{kept}\" is less than an hour. Velero removes expired backups once an hour, and a backup may expire while it is being made.",
                ContentAttributes.Expiry);
        }

        var interval = LongestInterval(cron);
        if (interval is { } longest && duration.ToTimeSpan() < 2 * longest)
        {
            diagnostics.AddWarning("Expiry Under Twice The Interval",
                $"Backups are kept for {duration}, and up to {GoDuration.FromTimeSpan(longest)} pass between two runs: "
                + (duration.ToTimeSpan() < longest ? "before each next run" : "if one run fails,") + " there is a time without any backup.\n\n"
                + "Set expiry to at least twice the interval, or run more often.",
                ContentAttributes.Expiry);
        }
    }

    /// <summary>The longest time between two runs in a year's worth of them; null when there are no two.</summary>
    private static TimeSpan? LongestInterval(CronSchedule cron)
    {
        TimeSpan? longest = null;
        var runs = 0;
        for (var run = cron.Next(s_reference); run is { } time && runs < 400; runs++)
        {
            var next = cron.Next(time);
            if (next - time > longest || longest is null)
            {
                longest = next - time;
            }

            run = next;
        }

        return longest;
    }

    private static string? KnownOrNull(Value<string> value) => value.TryGetKnown(out var known) ? known : null;
}
