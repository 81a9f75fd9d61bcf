using TerraformPlugin.Framework;
using WorkspaceBackup.Velero.Schedules.Cron;

namespace TerraformProviderWorkspaceBackup.Functions;

/// <summary><c>duration(text)</c>.</summary>
internal sealed class DurationFunction() : ScheduleFunction<string>(Codec.String)
{
    public override IReadOnlyList<FunctionParameter> Parameters => [DurationParameter];

    public override string Summary => "A duration in Go's canonical form";

    public override string Description =>
        "`duration(\"30d\")` is `\"720h0m0s\"`. That is the form in which Velero stores a duration. Two durations that mean the same give the same text.";

    public override Value<string> Run(FunctionContext context) =>
        ScheduleFunctions.TryDuration(context.Get(DurationParameter).Known, out var canonical, out var error)
            ? canonical
            : Fail(context, error);
}
