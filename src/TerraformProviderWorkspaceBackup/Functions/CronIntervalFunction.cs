using TerraformPlugin.Framework;
using WorkspaceBackup.Velero.Schedules.Cron;

namespace TerraformProviderWorkspaceBackup.Functions;

/// <summary><c>cron_interval(schedule, after, velero_version...)</c>.</summary>
internal sealed class CronIntervalFunction() : ScheduleFunction<long>(Codec.Int64)
{
    public override IReadOnlyList<FunctionParameter> Parameters => [ScheduleParameter, AfterParameter];

    public override FunctionParameter? VariadicParameter => VersionParameter;

    public override string Summary => "The time between two runs of a schedule";

    public override string Description =>
        "The seconds between the first two runs after a time. A schedule that never fires is an error. "
        + "Velero's versions read schedules in three ways (up to 1.14, 1.15 to 1.18, from 1.19 on): name the version of a cluster to get its interval.";

    public override Value<long> Run(FunctionContext context) =>
        !TryGetVersion(context, out var version)
            ? Value<long>.Null
            : ScheduleFunctions.TryCronInterval(
                context.Get(ScheduleParameter).Known,
                context.Get(AfterParameter).Known,
                version,
                out var seconds,
                out var error)
                ? seconds
                : Fail(context, error);
}
