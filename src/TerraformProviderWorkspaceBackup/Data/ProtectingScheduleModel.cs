using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Protection;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>A Schedule, whoever made it.</summary>
internal sealed record ProtectingScheduleModel(TerraformValue Object)
    : Model<ProtectingScheduleModel>(Object), IModel<ProtectingScheduleModel>
{
    public static readonly SchemaAttribute<string> Schedule = Shown.As("schedule", Codec.String, "Its cron, as it stands on the cluster.");

    public static readonly SchemaAttribute<bool> Paused = Shown.As("paused", Codec.Bool, "Whether it is paused.");

    public static readonly SchemaAttribute<string> Owner = Shown.As(
        "owner", Codec.String, "`<workspace>/<prefix>`; null if this provider did not make it.");

    public static readonly SchemaAttribute<string> State = Shown.As(
        "state", Codec.String, "`covered` if its backups are of use, `uncovered` if none is, or `unknown`.");

    public static readonly SchemaAttribute<string> Reason = Shown.As("reason", Codec.String, "Why it is not `covered`.");

    public static readonly SchemaAttribute<long> IntervalSeconds = Shown.As(
        "interval_seconds", Codec.Int64, "Seconds between its next two runs.");

    public static readonly SchemaAttribute<long> DurationSeconds = Shown.As(
        "duration_seconds", Codec.Int64, "How long its newest good backup took.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
        [Schedule, Paused, Owner, State, Reason, IntervalSeconds, DurationSeconds];

    public static ProtectingScheduleModel Of(TerraformValue value) => new(value);

    public static ProtectingScheduleModel From(ScheduleProtection found) => Empty
        .With(Schedule, found.Cron)
        .With(Paused, found.IsPaused)
        .With(Owner, Value.OfNullable(found.Owner))
        .With(State, ProtectionWords.Of(found.Works.State))
        .With(Reason, Value.OfNullable(found.Works.Reason))
        .With(IntervalSeconds, Seconds(found.Interval))
        .With(DurationSeconds, Seconds(found.Duration));

    private static Value<long> Seconds(TimeSpan? span) => span is { } known ? (long)known.TotalSeconds : Value<long>.Null;
}
