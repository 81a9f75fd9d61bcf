using System.Diagnostics.CodeAnalysis;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>
/// The id given to <c>terraform import</c>: <c>daily</c>, or <c>daily:eu=velero-daily,us=nightly</c>; with <c>+adopt</c> at its
/// end it takes over what is another owner's.
/// </summary>
/// <param name="Prefix">The resource's prefix.</param>
/// <param name="Names">Cluster to Schedule name; null: <c>&lt;prefix&gt;-&lt;cluster&gt;</c> on every
/// cluster.</param>
/// <param name="Adopts">Whether Schedules of another owner become this resource's to delete.</param>
public sealed record ScheduleImportId(string Prefix, StringMap? Names, bool Adopts = false)
{
    /// <summary>What an id ends with that takes over what is another owner's. No name of a Schedule can hold it.</summary>
    public const string Adopt = "+adopt";

    /// <param name="text">The id.</param>
    /// <param name="id">Null when it is refused.</param>
    /// <param name="error">Why, as a sentence; null when it is not refused.</param>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out ScheduleImportId? id, [NotNullWhen(false)] out string? error)
    {
        id = null;
        var adopts = text.EndsWith(Adopt, StringComparison.Ordinal);
        text = adopts ? text[..^Adopt.Length] : text;
        var colon = text.IndexOf(':');
        var prefix = colon < 0 ? text : text[..colon];
        if (ScheduleNames.PrefixError(prefix) is { } prefixError)
        {
            error = prefixError;
            return false;
        }

        if (colon < 0)
        {
            id = new ScheduleImportId(prefix, null, adopts);
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

        id = new ScheduleImportId(prefix, new StringMap(names), adopts);
        error = null;
        return true;
    }
}
