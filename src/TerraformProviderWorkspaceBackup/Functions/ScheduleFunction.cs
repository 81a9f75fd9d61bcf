using TerraformPlugin.Framework;
using WorkspaceBackup.Velero.Schedules.Cron;

namespace TerraformProviderWorkspaceBackup.Functions;

/// <summary>What the functions about schedules and durations share.</summary>
internal abstract class ScheduleFunction<TResult>(Codec<TResult> result) : Function<TResult>(result)
    where TResult : notnull
{
    protected static FunctionParameter<string> ScheduleParameter { get; } = new("schedule", Codec.String)
    {
        Description = "A schedule in Velero's dialect, as the argument `schedule` of `workspace_backup_schedule`.",
    };

    protected static FunctionParameter<string> AfterParameter { get; } = new("after", Codec.String)
    {
        Description = "An RFC 3339 time, as `timestamp()` or `plantimestamp()` give it.",
    };

    protected static FunctionParameter<string> DurationParameter { get; } = new("text", Codec.String)
    {
        Description = "A Go duration (`720h`, `1h30m`), or one with days and weeks (`30d`, `2w`).",
    };

    /// <summary>Reports an error at the argument that is to blame.</summary>
    protected Value<TResult> Fail(FunctionContext context, ArgumentError error)
    {
        context.Fail(Parameters[error.Argument], $"{error.Message}.");
        return Value<TResult>.Null;
    }
}
