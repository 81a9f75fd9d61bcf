using WorkspaceBackup.Velero.Durations;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Protection;

/// <summary>Whether what a location holds can be restored, as far as Velero has looked of late.</summary>
internal static class UsableLocation
{
    /// <summary>Velero validates a location once a minute, unless it is told otherwise.</summary>
    private static readonly TimeSpan s_validity = TimeSpan.FromHours(1);

    /// <summary>Why backups in it do not count, without a full stop; null: they do.</summary>
    /// <param name="name">Null: the Backup names none.</param>
    public static string? Refusal(IReadOnlyList<BackupLocation>? locations, string? name, DateTimeOffset now)
    {
        if (locations is null)
        {
            return "whether its location can be used could not be read";
        }

        if (locations.FirstOrDefault(location => location.Name == name) is not { } found)
        {
            return $"its location \"{name}\" does not exist";
        }

        return Refusal(found, now) is { } why ? $"its location \"{name}\" {why}" : null;
    }

    public static string? Refusal(BackupLocation location, DateTimeOffset now) =>
        location.Phase.Length == 0 ? "is not validated yet"
        : location.Phase != "Available" ? $"is {location.Phase}{(location.Message is { } message ? $" ({message.TrimEnd('.')})" : "")}"
        : location.LastValidatedAt is not { } validated ? "was never validated"
        : now - validated > s_validity
            ? $"was last validated at {validated:yyyy-MM-dd'T'HH:mm:ss'Z'}, more than an hour ago"
            : null;

    /// <summary>
    /// Since when Velero has not looked in the bucket, without a full stop; null: it has of late, or is not to. What is in there and
    /// has no object yet, as after an installation from scratch, cannot be restored until it does.
    /// </summary>
    /// <param name="serverPeriod">How often it looks unless the location says it; null: not known.</param>
    public static string? Unsynced(BackupLocation location, string? serverPeriod, DateTimeOffset now)
    {
        // A look takes its time, and the hour is ours: what is late by less may only be slow.
        if (!GoDuration.TryParse(location.BackupSyncPeriod ?? serverPeriod, out var period, out _) || period <= GoDuration.Zero
            || Refusal(location, now) is not null)
        {
            return null;
        }

        var limit = TimeSpan.FromTicks(Math.Max(s_validity.Ticks, 3 * period.ToTimeSpan().Ticks));
        return location.LastSyncedAt is { } synced
            ? now - synced > limit ? $"has looked for backups in it last at {synced:yyyy-MM-dd'T'HH:mm:ss'Z'}" : null
            : now - location.CreatedAt > limit ? "has never looked for backups in it" : null;
    }
}
