using System.Text;
using TerraformPlugin.Framework;
using TerraformPlugin.Values;

namespace TerraformPlugin.Hosting.TestPlugin;

/// <summary>
/// Says in warnings which private state each call was handed, and leaves a note of its own: the plans in their order,
/// and the create.
/// </summary>
internal sealed class ChannelResource : Resource<Channel>, IPlanStep, IDestroyPlanStep
{
    private const string Key = "note";

    private int _plans;

    public override Schema Schema => Channel.Schema;

    public Task PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        var note = $"plan {Interlocked.Increment(ref _plans)}";
        var prior = context.Prior is null ? "null" : "prior";
        var planned = context.PlannedPrivate is { } first ? $", planned {Note(first)}" : "";
        Heard(context, $"{note}({prior}, {Note(context.Private)}{planned}) b={Text(context.Config.Get(Channel.B))}");
        context.Private.Set(Key, Encoding.UTF8.GetBytes(note));
        return Task.CompletedTask;
    }

    public Task PlanDestroyAsync(DestroyPlanContext context, CancellationToken cancellationToken)
    {
        Heard(context, $"destroy plan({Note(context.Private)})");
        context.Private.Set(Key, "destroy plan"u8.ToArray());
        return Task.CompletedTask;
    }

    public override Task<Channel?> CreateAsync(CreateContext<Channel> context, CancellationToken cancellationToken)
    {
        Heard(context, $"create({Note(context.Private)})");
        context.Private.Set(Key, "created"u8.ToArray());
        return Task.FromResult<Channel?>(context.Planned);
    }

    public override Task<Channel?> ReadAsync(ReadContext<Channel> context, CancellationToken cancellationToken)
    {
        Heard(context, $"read({Note(context.Private)})");
        return Task.FromResult<Channel?>(context.State);
    }

    public override Task<Channel?> UpdateAsync(UpdateContext<Channel> context, CancellationToken cancellationToken)
    {
        Heard(context, $"update({Note(context.Private)})");
        return Task.FromResult<Channel?>(context.Planned);
    }

    public override Task<Channel?> DeleteAsync(DeleteContext<Channel> context, CancellationToken cancellationToken)
    {
        Heard(context, $"delete({Note(context.Private)})");
        return Task.FromResult<Channel?>(null);
    }

    private static void Heard(OperationContext context, string what) => context.Diagnostics.AddWarning("Heard", what);

    private static string Note(PrivateState state) =>
        state.TryGet(Key, out var note) ? Encoding.UTF8.GetString(note) : "none";

    private static string Text(Value<string> value) => value.TryGetKnown(out var text) ? text : "none";
}
