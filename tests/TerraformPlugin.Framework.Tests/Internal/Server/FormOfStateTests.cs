using TerraformPlugin.Framework.Tests.Fakes;
using TerraformPlugin.Framework.Tests.Internal.Planning;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Tests.Internal.Server;

/// <summary>Plans and states have the form that Terraform demands, whatever a resource makes of them.</summary>
public sealed class FormOfStateTests
{
    private static readonly TerraformValue NoBlocks = Thing.Of((Thing.Name, Make.S("n")));

    [Fact]
    public async Task No_blocks_are_an_empty_collection_in_a_state_that_was_read()
    {
        using var server = Make.Server(new FakeResource(Thing.Schema)
        {
            OnRead = static (context, _) => Task.FromResult<RawModel?>(WithoutBlocks(context.State)),
        });
        var response = await server.ReadResource(
            new() { TypeName = FakeProvider.TypeName, CurrentState = Make.Wire(NoBlocks) }, CancellationToken.None)
            .WaitAsync(Make.Limit);

        Assert.Empty(response.Diagnostics);
        Assert.Equal(NoBlocks, Make.Read(response.NewState, Thing.Schema.Type));
    }

    [Fact]
    public async Task No_blocks_are_an_empty_collection_in_an_imported_state()
    {
        using var server = Make.Server(new FakeAbleResource(Thing.Schema)
        {
            OnImport = static context => [new(WithoutBlocks(new(NoBlocks)))],
        });
        var response = await server.ImportResourceState(
            new() { TypeName = FakeProvider.TypeName, Id = "n" }, CancellationToken.None).WaitAsync(Make.Limit);

        Assert.Equal(NoBlocks, Make.Read(response.ImportedResources[0].State, Thing.Schema.Type));
    }

    [Fact]
    public async Task What_a_plan_step_sets_in_write_only_and_block_attributes_does_not_leak()
    {
        var resource = new FakeAbleResource(Thing.Schema)
        {
            OnPlan = static context =>
            {
                context.Planned.Set(Thing.Password, "secret");
                context.Planned.SetRaw(Thing.Block, TerraformValue.Null(Thing.Block.Type));
            },
        };
        var response = await Make.Plan(resource, NoBlocks);
        var planned = Make.Read(response.PlannedState, Thing.Schema.Type);

        Assert.True(planned.Entries["password"].IsNull);
        Assert.Empty(planned.Entries["block"].Elements);
    }

    private static RawModel WithoutBlocks(RawModel model) =>
        model.WithRaw(Thing.Block, TerraformValue.Null(Thing.Block.Type));
}
