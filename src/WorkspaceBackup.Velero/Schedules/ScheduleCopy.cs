using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>What somebody else recorded of a Schedule, to find the one that it was recorded from.</summary>
/// <param name="spec">The object's <c>spec</c>; null members count as absent.</param>
public sealed class ScheduleCopy(JsonObject spec)
{
    private readonly BackupContent _content = BackupContentFields.Read(
        WithoutNulls(spec["template"]) as JsonObject, ScheduleReader.TemplatePath, new ObjectFindings("", ""));

    /// <summary>Whether the Schedule runs when the recorded one did, and backs up the same.</summary>
    public bool IsOf(ScheduleElement schedule) =>
        schedule.Schedule == (Json.Text(spec, "schedule") ?? "")
        && schedule.Paused == (Json.Flag(spec, "paused") ?? false)
        && WithoutNotes(schedule.Settings) == ScheduleKind.SettingsOf(
            _content, Json.Flag(spec, "useOwnerReferencesInBackup") ?? false, runSchedule: null);

    private static StringMap WithoutNotes(StringMap settings) =>
        new(settings.Where(static setting => !ScheduleElement.IsNote(setting.Key)));

    /// <summary>Providers that know an object's whole type record what is absent as null.</summary>
    private static JsonNode? WithoutNulls(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Where(static m => m.Value is not null)
            .Select(static m => KeyValuePair.Create(m.Key, WithoutNulls(m.Value)))),
        JsonArray items => new JsonArray([.. items.Select(WithoutNulls)]),
        _ => node?.DeepClone(),
    };
}
