using TerraformPlugin.Framework;
using WorkspaceBackup.Velero.Schedules.Cron;

namespace TerraformProviderWorkspaceBackup.Functions;

/// <summary><c>cron_next(schedule, after, count, velero_version...)</c>.</summary>
internal sealed class CronNextFunction() : ScheduleFunction<IReadOnlyList<string>>(Codec.List(Codec.String))
{
    private static readonly FunctionParameter<long> s_count = new("count", Codec.Int64)
    {
        Description = $"How many runs, from 1 to {ScheduleFunctions.MaxCount}.",
    };

    public override IReadOnlyList<FunctionParameter> Parameters => [ScheduleParameter, AfterParameter, s_count];

    public override FunctionParameter? VariadicParameter => VersionParameter;

    public override string Summary => "The next runs of a schedule";

    public override string Description =>
        "The next runs after a given time. They are RFC 3339 times in UTC, oldest first; an empty list for a schedule "
        + "that never fires. Velero's own rules: time zones and clock changes included. Velero's versions read schedules in three ways "
        + "(up to 1.14, 1.15 to 1.18, from 1.19 on): name the version of a cluster to get its runs.";

    public override Value<IReadOnlyList<string>> Run(FunctionContext context) =>
        !TryGetVersion(context, out var version)
            ? Value<IReadOnlyList<string>>.Null
            : ScheduleFunctions.TryCronNext(
                context.Get(ScheduleParameter).Known,
                context.Get(AfterParameter).Known,
                context.Get(s_count).Known,
                version,
                out var times,
                out var error)
                ? Value.Of(times)
                : Fail(context, error);
}
