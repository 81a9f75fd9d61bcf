using TerraformPlugin.Framework;
using WorkspaceBackup.Velero.Schedules.Cron;

namespace TerraformProviderWorkspaceBackup.Functions;

/// <summary><c>cron_interval(schedule, after)</c>.</summary>
internal sealed class CronIntervalFunction() : ScheduleFunction<long>(Codec.Int64)
{
    public override IReadOnlyList<FunctionParameter> Parameters => [ScheduleParameter, AfterParameter];

    public override string Summary => "The time between two runs of a schedule";

    public override string Description =>
        "The seconds between the first two runs of a schedule after a given time. A schedule that never fires is an error.";

    public override Value<long> Run(FunctionContext context) =>
        ScheduleFunctions.TryCronInterval(
            context.Get(ScheduleParameter).Known, context.Get(AfterParameter).Known, out var seconds, out var error)
            ? seconds
            : Fail(context, error);
}
