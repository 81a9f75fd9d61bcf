using TerraformPlugin.Framework;
using WorkspaceBackup.Velero.Schedules.Cron;

namespace TerraformProviderWorkspaceBackup.Functions;

/// <summary><c>stagger(schedule, window, prefix, cluster)</c>.</summary>
internal sealed class StaggerFunction() : ScheduleFunction<string>(Codec.String)
{
    private static readonly FunctionParameter<string> s_window = new("window", Codec.String)
    {
        Description = "As the argument `stagger`. The window over which clusters are spread.",
    };

    private static readonly FunctionParameter<string> s_prefix = new("prefix", Codec.String)
    {
        Description = "As the argument `prefix`.",
    };

    private static readonly FunctionParameter<string> s_cluster = new("cluster", Codec.String)
    {
        Description = "The cluster's name in the provider configuration.",
    };

    public override IReadOnlyList<FunctionParameter> Parameters => [ScheduleParameter, s_window, s_prefix, s_cluster];

    public override string Summary => "The schedule of one cluster";

    public override string Description =>
        "The schedule with one cluster's place in the window. It is what `workspace_backup_schedule` gives that cluster with `stagger`. It depends on the arguments alone.";

    public override Value<string> Run(FunctionContext context) =>
        ScheduleFunctions.TryStagger(
            context.Get(ScheduleParameter).Known,
            context.Get(s_window).Known,
            context.Get(s_prefix).Known,
            context.Get(s_cluster).Known,
            out var text,
            out var error)
            ? text
            : Fail(context, error);
}
