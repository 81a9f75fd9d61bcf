namespace VeleroServer;

/// <summary>As much of Velero's cron check as the provider's own leaves to be refused by a server.</summary>
internal static class CronExpression
{
    /// <summary>Velero's words for what is wrong with it; null for nothing.</summary>
    public static string? Refusal(string schedule, bool hasTimeZones)
    {
        if (schedule.Length == 0)
        {
            return "Schedule must be a non-empty valid Cron expression";
        }

        var words = schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words[0].StartsWith("TZ=", StringComparison.Ordinal)
            || words[0].StartsWith("CRON_TZ=", StringComparison.Ordinal))
        {
            var zone = words[0][(words[0].IndexOf('=') + 1)..];
            if (!hasTimeZones && zone is not ("" or "UTC" or "Local"))
            {
                return $"invalid schedule: provided bad location {zone}: unknown time zone {zone}";
            }

            words = words[1..];
        }

        return words is [var first, ..] && first.StartsWith('@') || words.Length == 5
            ? null
            : $"invalid schedule: expected exactly 5 fields, found {words.Length}: [{string.Join(' ', words)}]";
    }
}
