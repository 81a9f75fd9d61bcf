using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Reconciling;

namespace WorkspaceBackup.Velero.Locations;

/// <summary>What Velero says of a location, and whether it has looked at it since it was written: the phase alone may be old.</summary>
internal static class LocationValidation
{
    public static bool IsUnavailable(JsonObject seen) => Json.Text(seen, "status", "phase") == "Unavailable";

    /// <summary>Why it cannot be used, in Velero's words.</summary>
    public static string Message(JsonObject seen) => LocationMessage.Of(seen) ?? "Velero gave no reason";

    /// <param name="before">The location before the write; null: it was created.</param>
    /// <param name="waited">For how long since the write.</param>
    public static bool IsSince(JsonObject? before, JsonObject seen, TimeSpan waited)
    {
        var validated = ValidatedAt(seen);
        return validated is not null && (validated != ValidatedAt(before)
            || (waited >= Settling<LocationElement>.Silence && IsSinceOurWrite(seen, validated)));
    }

    private static string? ValidatedAt(JsonObject? location) => Json.Text(location, "status", "lastValidationTime");

    /// <summary>
    /// A validation in the second of our write looks like the one before it, when that was in this second too: the API
    /// server says when we wrote.
    /// </summary>
    private static bool IsSinceOurWrite(JsonObject seen, string validated)
    {
        var written = (MergePatch.Find(seen, "metadata", "managedFields") as JsonArray ?? [])
            .Where(static entry => Json.Text(entry, "manager") == OwnedMetadata.FieldManager)
            .Select(static entry => Json.Text(entry, "time"))
            .Max(StringComparer.Ordinal);

        // Both are of the form that Kubernetes gives times, which sorts as text.
        return written is not null && string.CompareOrdinal(validated, written) >= 0;
    }
}
