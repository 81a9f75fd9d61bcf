using System.Diagnostics.CodeAnalysis;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>
/// The id given to <c>terraform import</c>: <c>daily</c>, or <c>daily:eu=velero-daily,us=nightly</c>.
/// </summary>
/// <param name="Prefix">The resource's prefix.</param>
/// <param name="Names">Cluster to Schedule name; null: <c>&lt;prefix&gt;-&lt;cluster&gt;</c> on every
/// cluster.</param>
public sealed record ScheduleImportId(string Prefix, StringMap? Names)
{
    /// <param name="text">The id.</param>
    /// <param name="id">Null when it is refused.</param>
    /// <param name="error">Why, as a sentence; null when it is not refused.</param>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out ScheduleImportId? id, [NotNullWhen(false)] out string? error)
    {
        id = null;
        var colon = text.IndexOf(':');
        var prefix = colon < 0 ? text : text[..colon];
        if (ScheduleNames.PrefixError(prefix) is { } prefixError)
        {
            error = prefixError;
            return false;
        }

        if (colon < 0)
        {
            id = new ScheduleImportId(prefix, null);
            error = null;
            return true;
        }

        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in text[(colon + 1)..].Split(','))
        {
            var equals = pair.IndexOf('=');
            if (equals <= 0 || equals == pair.Length - 1)
            {
                error = $"\"{pair}\" is not cluster=schedule. Write the id as prefix, or as "
                    + "prefix:cluster=schedule,cluster=schedule.";
                return false;
            }

            if (!names.TryAdd(pair[..equals], pair[(equals + 1)..]))
            {
                error = $"Cluster \"{pair[..equals]}\" comes twice.";
                return false;
            }
        }

        id = new ScheduleImportId(prefix, new StringMap(names));
        error = null;
        return true;
    }
}
