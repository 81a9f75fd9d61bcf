using TerraformPlugin.Framework.Tests.Fakes;

namespace TerraformPlugin.Framework.Tests.Internal.Server;

/// <summary>Private state as the channel between calls that it is.</summary>
public sealed class PrivateStateTests
{
    private static readonly byte[] Foreign = """{"schema_version":"1"}"""u8.ToArray();

    [Fact]
    public async Task What_a_destroy_plan_notes_reaches_the_delete()
    {
        byte[]? note = null;
        var resource = new FakeAbleResource(Name.Schema)
        {
            OnPlanDestroy = static context =>
            {
                context.Diagnostics.AddWarning("Deletes Data", "for good");
                context.Private.Set("note", [7]);
            },
            OnDelete = (context, _) =>
            {
                context.Private.TryGet("note", out note);
                return Task.FromResult<RawModel?>(null);
            },
        };
        using var server = Make.Server(resource);
        var plan = await Make.Plan(server, Name.Schema, Name.Null, Name.Of("n", "i"));
        await server.ApplyResourceChange(
            new()
            {
                TypeName = FakeProvider.TypeName,
                PriorState = Make.Wire(Name.Of("n", "i")),
                PlannedState = plan.PlannedState,
                PlannedPrivate = plan.PlannedPrivate,
            },
            CancellationToken.None).WaitAsync(Make.Limit);

        Assert.Equal("Deletes Data", Assert.Single(plan.Diagnostics).Summary);
        Assert.Equal([7], note);
    }

    [Fact]
    public async Task The_create_half_of_a_replacement_is_known_by_the_private_state_of_the_first_half()
    {
        var seen = new List<(bool Replaces, bool HasPrior)>();
        var resource = new FakeAbleResource(Name.Schema)
        {
            OnPlan = context => seen.Add((context.ReplacesExisting, context.Prior is not null)),
        };
        using var server = Make.Server(resource);
        var note = new PrivateState();
        note.Set("token", [1]);
        await Make.Plan(server, Name.Schema, Name.Of("b"), Name.Of("a", "i"), note);
        await Make.Plan(server, Name.Schema, Name.Of("b"), privateState: note);
        await Make.Plan(server, Name.Schema, Name.Of("b"));

        Assert.Equal([(false, true), (true, false), (false, false)], seen);
    }

    [Fact]
    public async Task What_the_first_plan_held_comes_back_with_the_plan_at_apply()
    {
        var seen = new List<byte[]?>();
        var resource = new FakeAbleResource(Name.Schema)
        {
            OnPlan = context =>
            {
                byte[]? chosen = null;
                context.PlannedPrivate?.TryGet("chosen", out chosen);
                seen.Add(chosen);
                Assert.Empty(context.Private.Keys);
                Assert.True(context.ClientCapabilities.StorePlannedPrivate);
                context.Private.Set("chosen", [9]);
            },
        };
        using var server = Make.Server(resource);
        var request = new TerraformPlugin.Framework.Internal.Server.PlanResourceChangeRequest
        {
            TypeName = FakeProvider.TypeName,
            Config = Make.Wire(Name.Of("n")),
            PriorState = Make.Wire(Name.Null),
            ProposedNewState = Make.Wire(Name.Of("n")),
            ClientCapabilities = new(StorePlannedPrivate: true),
        };
        var first = await server.PlanResourceChange(request, CancellationToken.None).WaitAsync(Make.Limit);
        await server.PlanResourceChange(request with { PlannedPrivate = first.PlannedPrivate }, CancellationToken.None)
            .WaitAsync(Make.Limit);

        Assert.Equal([null, [9]], seen);
    }

    [Fact]
    public async Task Private_state_of_another_provider_is_discarded_and_logged()
    {
        var log = new List<string>();
        var seen = -1;
        using var server = new TerraformPlugin.Framework.Internal.Server.ProviderServer(new FakeProvider
        {
            Resources = FakeProvider.One<Resource>(new FakeResource(Name.Schema)
            {
                OnRead = (context, _) =>
                {
                    seen = context.Private.Keys.Count;
                    return Task.FromResult<RawModel?>(context.State);
                },
            }),
        }, notice: log.Add);
        var response = await server.ReadResource(
            new() { TypeName = FakeProvider.TypeName, CurrentState = Make.Wire(Name.Of("n")), Private = Foreign },
            CancellationToken.None).WaitAsync(Make.Limit);

        Assert.Empty(response.Diagnostics);
        Assert.Equal(0, seen);
        Assert.True(response.Private.IsEmpty);
        Assert.Contains(FakeProvider.TypeName, Assert.Single(log), StringComparison.Ordinal);
    }
}
