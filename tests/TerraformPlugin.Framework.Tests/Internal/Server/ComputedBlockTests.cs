using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Framework.Tests.Fakes;
using TerraformPlugin.Framework.Tests.Internal.Planning;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Tests.Internal.Server;

/// <summary>Blocks that the provider sets where the configuration has none, as of Terraform 1.16.</summary>
public sealed class ComputedBlockTests
{
    private static readonly SchemaAttribute<string> Trigger =
        new("trigger", Codec.String) { Presence = Presence.Optional };

    private static readonly SchemaAttribute<IReadOnlyList<Inner>> Rules =
        new("rules", Codec.List(Codec.Object<Inner>())) { Presence = Presence.ComputedBlock };

    private static readonly Schema Schema = new([Trigger, Rules]);

    private static readonly ClientCapabilities New = new(ComputedBlocksAllowed: true);

    [Fact]
    public async Task It_is_planned_unknown_where_it_is_left_out()
    {
        var plan = await Make.Plan(new FakeResource(Schema), Make.Object(Schema), client: New);

        Assert.True(Make.Read(plan.PlannedState, Schema.Type).Entries["rules"].IsUnknown);
    }

    [Fact]
    public async Task It_is_planned_as_written_where_it_is_written()
    {
        var rule = Make.Object(Inner.Attributes, (Inner.Mode, Make.S("m")));
        var config = Make.Object(Schema, (Rules, TerraformValue.List(rule.Type, [rule])));
        var plan = await Make.Plan(new FakeResource(Schema), config, client: New);
        var planned = Assert.Single(Make.Read(plan.PlannedState, Schema.Type).Entries["rules"].Elements);

        Assert.Equal(Make.S("m"), planned.Entries["mode"]);
        Assert.True(planned.Entries["uid"].IsUnknown);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task An_older_Terraform_is_told_to_write_it(bool allowed, int errors)
    {
        using var server = Make.Server(new FakeResource(Schema));
        var empty = Make.Object(Schema, (Rules, TerraformValue.List(Rules.Type.Element!, [])));
        var response = await server.ValidateResourceConfig(
            new()
            {
                TypeName = FakeProvider.TypeName,
                Config = Make.Wire(empty),
                ClientCapabilities = new(ComputedBlocksAllowed: allowed),
            },
            CancellationToken.None).WaitAsync(Make.Limit);

        Assert.Equal(errors, response.Diagnostics.Count(static d => d.Summary == "Computed Block Not Supported"));
    }

    [Fact]
    public void What_is_in_it_is_computed_too() => Assert.Throws<ArgumentException>(static () => new Schema(
        [new SchemaAttribute<Outer>("a", Codec.Object<Outer>()) { Presence = Presence.ComputedBlock }]));
}
