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
    public async Task Later_calls_are_cancelled_before_they_begin()
    {
        using var server = Make.Server(new FakeResource(Name.Schema)
        {
            OnUpdate = static (_, _) => throw new InvalidOperationException("it began"),
        });
        server.StopProvider();
        server.StopProvider();
        var response = await Apply(server).WaitAsync(Make.Limit);
        Assert.Equal("Operation Cancelled", Assert.Single(response.Diagnostics).Summary);
    }

    [Fact]
    public async Task A_time_out_of_the_providers_own_is_not_taken_for_a_stop()
    {
        using var server = Make.Server(new FakeResource(Name.Schema)
        {
            OnUpdate = static (_, _) => throw new TaskCanceledException("the request timed out"),
        });
        var response = await Apply(server).WaitAsync(Make.Limit);
        Assert.Equal("Provider Bug", Assert.Single(response.Diagnostics).Summary);
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
