using TerraformPlugin.Framework;
using WorkspaceBackup.Velero.Schedules.Cron;

namespace TerraformProviderWorkspaceBackup.Functions;

/// <summary><c>cron_next(schedule, after, count)</c>.</summary>
internal sealed class CronNextFunction() : ScheduleFunction<IReadOnlyList<string>>(Codec.List(Codec.String))
{
    private static readonly FunctionParameter<long> s_count = new("count", Codec.Int64)
    {
        Description = $"How many runs, from 1 to {ScheduleFunctions.MaxCount}.",
    };

    public override IReadOnlyList<FunctionParameter> Parameters => [ScheduleParameter, AfterParameter, s_count];

    public override string Summary => "The next runs of a schedule";

    public override string Description =>
        "The times of the next runs of a schedule after a given time, as RFC 3339 in UTC, oldest first; an empty list for a schedule "
        + "that never fires. Velero's own rules: time zones and clock changes included.";

    public override Value<IReadOnlyList<string>> Run(FunctionContext context) =>
        ScheduleFunctions.TryCronNext(
            context.Get(ScheduleParameter).Known,
            context.Get(AfterParameter).Known,
            context.Get(s_count).Known,
            out var times,
            out var error)
            ? Value.Of(times)
            : Fail(context, error);
}
