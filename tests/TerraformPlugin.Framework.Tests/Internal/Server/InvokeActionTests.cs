using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Framework.Tests.Fakes;

namespace TerraformPlugin.Framework.Tests.Internal.Server;

public sealed class InvokeActionTests
{
    [Fact]
    public async Task Progress_comes_while_it_runs_and_completion_last()
    {
        var release = new TaskCompletionSource();
        var action = new FakeAction(async (context, _) =>
        {
            context.Progress("started " + context.Config[Name.Key].AsString());
            await release.Task;
            context.Progress("done");
            context.Diagnostics.AddWarning("Note", "x");
        });
        using var server = Server(action);
        await using var events = Invoke(server).GetAsyncEnumerator();
        Assert.True(await events.MoveNextAsync().AsTask().WaitAsync(Make.Limit));
        Assert.Equal(new InvokeActionEvent.Progress("started n"), events.Current);
        release.SetResult();
        Assert.True(await events.MoveNextAsync().AsTask().WaitAsync(Make.Limit));
        Assert.Equal(new InvokeActionEvent.Progress("done"), events.Current);
        Assert.True(await events.MoveNextAsync().AsTask().WaitAsync(Make.Limit));
        var completed = Assert.IsType<InvokeActionEvent.Completed>(events.Current);
        Assert.Equal("Note", Assert.Single(completed.Diagnostics).Summary);
        Assert.False(await events.MoveNextAsync().AsTask().WaitAsync(Make.Limit));
    }

    [Fact]
    public async Task Without_a_config_block_every_attribute_is_null()
    {
        var seen = new List<bool>();
        using var server = Server(new((context, _) =>
        {
            seen.Add(context.Config[Name.Key].IsNull);
            return Task.CompletedTask;
        }));
        var plan = await server.PlanAction(
            new() { TypeName = FakeProvider.TypeName, ClientCapabilities = new(DeferralAllowed: true) },
            CancellationToken.None).WaitAsync(Make.Limit);
        var validation = await server.ValidateActionConfig(
            new() { TypeName = FakeProvider.TypeName }, CancellationToken.None).WaitAsync(Make.Limit);
        var events = new List<InvokeActionEvent>();
        await foreach (var next in server.InvokeAction(new() { TypeName = FakeProvider.TypeName }, CancellationToken.None))
        {
            events.Add(next);
        }

        Assert.Equal("Planned", Assert.Single(plan.Diagnostics).Summary);
        Assert.Equal("Missing Required Attribute", Assert.Single(validation.Diagnostics).Summary);
        Assert.Empty(Assert.IsType<InvokeActionEvent.Completed>(Assert.Single(events)).Diagnostics);
        Assert.Equal([true], seen);
    }

    [Fact]
    public async Task An_exception_is_told_by_the_completion() =>
        Assert.Equal("Provider Bug", await SummaryOf(new((_, _) => throw new InvalidOperationException("x"))));

    [Fact]
    public async Task A_stop_is_told_by_the_completion()
    {
        using var server = Server(new(static (_, token) => new TaskCompletionSource().Task.WaitAsync(token)));
        await using var events = Invoke(server).GetAsyncEnumerator();
        var first = events.MoveNextAsync().AsTask();
        server.StopProvider();
        Assert.True(await first.WaitAsync(Make.Limit));
        var completed = Assert.IsType<InvokeActionEvent.Completed>(events.Current);
        Assert.Equal("Operation Cancelled", Assert.Single(completed.Diagnostics).Summary);
    }

    [Fact]
    public async Task Planning_an_action_may_fail_or_put_it_off()
    {
        using var server = Server(new(static (_, _) => Task.CompletedTask));
        var response = await server.PlanAction(
            new()
            {
                TypeName = FakeProvider.TypeName,
                Config = Make.Wire(Name.Planned("n")),
                ClientCapabilities = new(DeferralAllowed: true),
            },
            CancellationToken.None).WaitAsync(Make.Limit);
        Assert.Equal("Planned", Assert.Single(response.Diagnostics).Summary);
        Assert.Equal(DeferralReason.Unknown, response.Deferred);
        var validated = await server.ValidateActionConfig(
            new() { TypeName = FakeProvider.TypeName, Config = Make.Wire(Make.Object(Name.Schema)) },
            CancellationToken.None).WaitAsync(Make.Limit);
        Assert.Equal("Missing Required Attribute", Assert.Single(validated.Diagnostics).Summary);
    }

    private static ProviderServer Server(FakeAction action) =>
        new(new FakeProvider { Actions = FakeProvider.One<ProviderAction>(action) });

    private static IAsyncEnumerable<InvokeActionEvent> Invoke(ProviderServer server) => server.InvokeAction(
        new() { TypeName = FakeProvider.TypeName, Config = Make.Wire(Name.Of("n")) }, CancellationToken.None);

    private static async Task<string> SummaryOf(FakeAction action)
    {
        using var server = Server(action);
        await using var events = Invoke(server).GetAsyncEnumerator();
        Assert.True(await events.MoveNextAsync().AsTask().WaitAsync(Make.Limit));
        return Assert.Single(Assert.IsType<InvokeActionEvent.Completed>(events.Current).Diagnostics).Summary;
    }

    private sealed class FakeAction(Func<ActionContext<RawModel>, CancellationToken, Task> onInvoke)
        : ProviderAction<RawModel>, IActionPlanStep
    {
        public override Schema Schema => Name.Schema;

        public override Task InvokeAsync(ActionContext<RawModel> context, CancellationToken cancellationToken) =>
            onInvoke(context, cancellationToken);

        public Task PlanAsync(ActionPlanContext context, CancellationToken cancellationToken)
        {
            Assert.False(context.Config.Get(Name.Id).IsKnown);
            context.Diagnostics.AddWarning("Planned", "x");
            context.Defer(DeferralReason.Unknown);
            return Task.CompletedTask;
        }
    }
}
