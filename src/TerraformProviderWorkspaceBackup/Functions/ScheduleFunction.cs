using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Reporting;
using WorkspaceBackup.Velero.Schedules.Cron;

namespace TerraformProviderWorkspaceBackup.Functions;

/// <summary>What the functions about schedules and durations share.</summary>
internal abstract class ScheduleFunction<TResult>(Codec<TResult> result) : Function<TResult>(result)
    where TResult : notnull
{
    /// <summary>A function's error has no title; this is the one under which the guide explains it.</summary>
    private const string Title = "Invalid Function Argument";

    protected static FunctionParameter<string> ScheduleParameter { get; } = new("schedule", Codec.String)
    {
        Description = "As `schedule` of `workspace_backup_schedule`.",
    };

    protected static FunctionParameter<string> AfterParameter { get; } = new("after", Codec.String)
    {
        Description = "An RFC 3339 time. `timestamp()` and `plantimestamp()` give one.",
    };

    /// <summary>Variadic, as functions have no optional parameters: none or one.</summary>
    protected static FunctionParameter<string> VersionParameter { get; } = new("velero_version", Codec.String)
    {
        AllowNull = true,
        Description = "The Velero version, as in `\"1.18\"`. Name at most one, that of the server that runs the schedule; `\"v1.18.2\"` works too. "
            + "Without it, or null, it is the newest released version, which reads schedules as 1.15 to 1.18 do.",
    };

    protected static FunctionParameter<string> DurationParameter { get; } = new("text", Codec.String)
    {
        Description = "Such as `720h`, `1h30m`, `30d` or `2w`. A Go duration, or one with days and weeks.",
    };

    /// <summary>The version given; null for none. False: there are several, which is reported.</summary>
    protected bool TryGetVersion(FunctionContext context, out string? version)
    {
        var given = context.GetAll(VersionParameter);
        version = given is [{ IsKnown: true } only] ? only.Known : null;
        if (given.Count > 1)
        {
            context.Fail(VersionParameter, 1, Addressed("velero_version is given more than once; give one, or none"));
        }

        return given.Count <= 1;
    }

    /// <summary>Reports an error at the argument that is to blame.</summary>
    protected Value<TResult> Fail(FunctionContext context, ArgumentError error)
    {
        if (error.Argument < Parameters.Count)
        {
            context.Fail(Parameters[error.Argument], Addressed(error.Message));
        }
        else
        {
            context.Fail(VariadicParameter!, error.Argument - Parameters.Count, Addressed(error.Message));
        }

        return Value<TResult>.Null;
    }

    private static string Addressed(string text) => $"{text.TrimEnd('.')}.\n\n{MessageAddress.Of(Title)}";
}
