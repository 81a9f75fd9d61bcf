using System.Text;
using System.Text.Json.Nodes;
using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Content;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Schedules;
using WorkspaceBackup.Velero.Schedules.Cron;

namespace TerraformProviderWorkspaceBackup.Schedules;

/// <summary>
/// Reads states of version 0, whose entries of <c>schedules</c> had one attribute for each field that Velero could have.
/// Read loosely: what is not there is null. What such a state did not hold is filled with what its apply wrote, so that the
/// plan after the upgrade is empty, refreshed or not.
/// </summary>
internal static class ScheduleUpgrade
{
    private static readonly TerraformType s_contentType =
        TerraformType.Object(ContentAttributes.Arguments.Select(static a => KeyValuePair.Create(a.Name, a.Type)));

    public static ScheduleModel? FromVersion0(ReadOnlySpan<byte> json)
    {
        if (JsonNode.Parse(json) is not JsonObject state)
        {
            return null;
        }

        var model = ScheduleModel.Attributes
            .Except([ScheduleModel.Schedules, ScheduleModel.Crons])
            .Aggregate(ScheduleModel.Empty, (upgraded, attribute) => upgraded.WithRaw(attribute, Decode(state, attribute)));
        var schedules = state["schedules"] as JsonObject ?? [];
        StringSet clusters = StringSet.From([.. schedules.Select(static e => e.Key), .. model.Skipped.Keys]);
        var runSchedule = ScheduleText.TryCreate(
            model.Get(ScheduleModel.Schedule).TryGetKnown(out var schedule) ? schedule : "",
            model.Get(ScheduleModel.TimeZone).TryGetKnown(out var zone) ? zone : null,
            null,
            now: null,
            out var text,
            out _) ? text.Cron.Text : null;
        var owner = model.Get(ScheduleModel.Id).TryGetKnown(out var id) ? id : "";
        var elements = schedules
            .Where(static e => e.Value is JsonObject)
            .ToDictionary(
                static e => e.Key,
                e => Element(e.Key, (JsonObject)e.Value!, owner, clusters, runSchedule),
                StringComparer.Ordinal);
        model = model.WithClusters(elements, model.Skipped);
        return CronsOf(
            model.Get(ScheduleModel.Prefix),
            model.Get(ScheduleModel.Schedule),
            model.Get(ScheduleModel.TimeZone),
            model.Get(ScheduleModel.Stagger),
            clusters) is { } crons
            ? model.With(ScheduleModel.Crons, Value.Of<IReadOnlyDictionary<string, string>>(crons))
            : model;
    }

    /// <summary>What the arguments of a state say of each cluster; null while they do not say it.</summary>
    public static StringMap? CronsOf(
        Value<string> prefix,
        Value<string> schedule,
        Value<string> timeZone,
        Value<string> stagger,
        IEnumerable<string> clusters)
    {
        if (!prefix.TryGetKnown(out var name) || !schedule.TryGetKnown(out var cron))
        {
            return null;
        }

        var zone = timeZone.TryGetKnown(out var known) ? known : null;
        var window = stagger.TryGetKnown(out known) ? known : null;
        return ScheduleText.TryCreate(cron, zone, window, now: null, out _, out _)
            ? ScheduleCrons.Of(name, cron, zone, window, StringSet.From(clusters))
            : null;
    }

    private static ScheduleElement Element(
        string cluster, JsonObject json, string owner, StringSet clusters, string? runSchedule)
    {
        var schedule = Text(json, "schedule");
        var shown = new ModelReader(TerraformValue.Object(
            s_contentType,
            ContentAttributes.Arguments.Select(a => KeyValuePair.Create(a.Name, Decode(json, a)))));
        var content = ContentAttributes.All.Aggregate(
            BackupContent.Empty, (read, attribute) => attribute.ReadArgument(shown, read));
        return new ScheduleElement
        {
            Name = Text(json, "name"),
            VeleroNamespace = Text(json, "velero_namespace"),
            ClusterUid = Text(json, "cluster_uid"),
            Owner = owner.Length == 0 ? "" : $"{owner}/{cluster}",
            RunClusters = ScheduleKind.RunClustersOf(clusters),
            Schedule = schedule,
            Paused = Json.Flag(json, "paused") == true,
            Labels = new StringMap((json["labels"] as JsonObject ?? [])
                .Select(static label => KeyValuePair.Create(label.Key, (string?)label.Value ?? ""))),
            Settings = ScheduleKind.SettingsOf(
                content,
                Json.Flag(json, "use_owner_references_in_backup") == true,
                runSchedule),
        };
    }

    private static TerraformValue Decode(JsonObject json, SchemaAttribute attribute) => json[attribute.Name] is { } value
        ? JsonCodec.Decode(Encoding.UTF8.GetBytes(value.ToJsonString()), attribute.Type)
        : TerraformValue.Null(attribute.Type);

    private static string Text(JsonObject json, string name) =>
        Json.Text(json, name) ?? "";
}
