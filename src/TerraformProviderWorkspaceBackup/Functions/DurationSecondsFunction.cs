using System.Globalization;
using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using WorkspaceBackup.Velero.Schedules.Cron;

namespace TerraformProviderWorkspaceBackup.Functions;

/// <summary><c>duration_seconds(text)</c>.</summary>
internal sealed class DurationSecondsFunction() : ScheduleFunction<TerraformNumber>(Codec.Number)
{
    public override IReadOnlyList<FunctionParameter> Parameters => [DurationParameter];

    public override string Summary => "A duration in seconds";

    public override string Description => "`duration_seconds(\"30d\")` is `2592000`. It is exact to the nanosecond.";

    public override Value<TerraformNumber> Run(FunctionContext context) =>
        !ScheduleFunctions.TryDurationSeconds(context.Get(DurationParameter).Known, out var seconds, out var error)
            ? Fail(context, error)
            : TerraformNumber.TryParse(seconds.ToString(CultureInfo.InvariantCulture), out var number)
                ? number
                : throw new InvalidOperationException($"{seconds} is no number");
}
