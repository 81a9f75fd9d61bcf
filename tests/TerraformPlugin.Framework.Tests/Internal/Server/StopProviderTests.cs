using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Framework.Tests.Fakes;

namespace TerraformPlugin.Framework.Tests.Internal.Server;

public sealed class StopProviderTests
{
    [Fact]
    public async Task A_call_in_flight_is_cancelled_and_says_so()
    {
        var started = new TaskCompletionSource();
        using var server = Make.Server(new FakeResource(Name.Schema)
        {
            OnUpdate = async (_, token) =>
            {
                started.SetResult();
                await new TaskCompletionSource().Task.WaitAsync(token);
                return null;
            },
        });
        var applying = Apply(server);
        await started.Task.WaitAsync(Make.Limit);
        server.StopProvider();
        var response = await applying.WaitAsync(Make.Limit);
        Assert.Equal("Operation Cancelled", Assert.Single(response.Diagnostics).Summary);
        Assert.Equal(Name.Of("old"), Make.Read(response.NewState, Name.Schema.Type));
    }

    [Fact]
    public async Task A_resource_may_answer_a_stop_with_what_it_has_done()
    {
        var started = new TaskCompletionSource();
        using var server = Make.Server(new FakeResource(Name.Schema)
        {
            OnUpdate = async (_, token) =>
            {
                var cancelled = new TaskCompletionSource();
                await using var registration = token.Register(cancelled.SetResult);
                started.SetResult();
                await cancelled.Task;
                return Name.Model("half");
            },
        });
        var applying = Apply(server);
        await started.Task.WaitAsync(Make.Limit);
        server.StopProvider();
        var response = await applying.WaitAsync(Make.Limit);
        Assert.Empty(response.Diagnostics);
        Assert.Equal(Name.Of("half"), Make.Read(response.NewState, Name.Schema.Type));
    }

    [Fact]
    public async Task Calls_after_a_stop_work_as_ever_and_can_be_stopped_again()
    {
        using var server = Make.Server(new FakeResource(Name.Schema));
        server.StopProvider();
        server.StopProvider();
        Assert.Empty((await Apply(server).WaitAsync(Make.Limit)).Diagnostics);

        var started = new TaskCompletionSource();
        using var waiting = Make.Server(new FakeResource(Name.Schema)
        {
            OnUpdate = async (_, token) =>
            {
                started.SetResult();
                await new TaskCompletionSource().Task.WaitAsync(token);
                return null;
            },
        });
        waiting.StopProvider();
        var applying = Apply(waiting);
        await started.Task.WaitAsync(Make.Limit);
        waiting.StopProvider();
        Assert.Equal(
            "Operation Cancelled", Assert.Single((await applying.WaitAsync(Make.Limit)).Diagnostics).Summary);
    }

    public static TheoryData<Exception> TimeOuts => new()
    {
        new TaskCanceledException("the request took too long"), new TimeoutException("the request took too long"),
    };

    [Theory]
    [MemberData(nameof(TimeOuts))]
    public async Task A_time_out_is_neither_a_stop_nor_a_bug(Exception exception)
    {
        using var server = Make.Server(new FakeResource(Name.Schema) { OnUpdate = (_, _) => throw exception });
        var diagnostic = Assert.Single((await Apply(server).WaitAsync(Make.Limit)).Diagnostics);
        Assert.Equal("Time Limit Reached", diagnostic.Summary);
        Assert.Contains("the request took too long", diagnostic.Detail, StringComparison.Ordinal);
    }

    private static Task<ApplyResourceChangeResponse> Apply(ProviderServer server) => server.ApplyResourceChange(
        new()
        {
            TypeName = FakeProvider.TypeName,
            PriorState = Make.Wire(Name.Of("old")),
            PlannedState = Make.Wire(Name.Of("new")),
            Config = Make.Wire(Name.Of("new")),
        },
        CancellationToken.None);
}
