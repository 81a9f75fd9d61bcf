using TerraformPlugin.Conformance.Core;
using TerraformPlugin.Conformance.Schemas;
using TerraformPlugin.Framework.Tests.Fakes;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Tests.Internal.Planning;

/// <summary>Plans of random configurations and states, by the rules that the conformance suite takes from Terraform's core.</summary>
public sealed class RandomPlanTests
{
    private static readonly ObjectSchema s_schema = CoreSchema.Of(Thing.Schema.Attributes);

    private static readonly TerraformValue s_nothing = TerraformValue.Null(Thing.Schema.Type);

    [Fact]
    public async Task Every_plan_is_one_that_Terraform_accepts()
    {
        var resource = new FakeResource(Thing.Schema);
        using var server = Make.Server(resource);
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new RandomThing(seed);
            var config = random.Config();
            var prior = seed % 4 == 0 ? null : random.State();
            var response = await Make.Plan(server, Thing.Schema, config, prior);
            Assert.Empty(response.Diagnostics);
            var planned = Make.Read(response.PlannedState, Thing.Schema.Type);
            var violations = PlanCheck.Violations(s_schema, prior ?? s_nothing, config, planned);
            Assert.True(!violations.Any(), $"seed {seed}: {string.Join("; ", violations)}");
        }
    }

    [Fact]
    public async Task The_plan_at_apply_keeps_what_the_first_plan_knew()
    {
        var resource = new FakeResource(Thing.Schema);
        using var server = Make.Server(resource);
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new RandomThing(seed);
            var config = random.Config();
            var prior = seed % 4 == 0 ? null : random.State();
            var first = await Make.Plan(server, Thing.Schema, config, prior);
            var decided = random.Decide(config, Thing.Schema.Attributes);
            var second = await Make.Plan(server, Thing.Schema, decided, prior);
            var changes = ResultCheck.Differences(
                s_schema, Make.Read(first.PlannedState, Thing.Schema.Type), Make.Read(second.PlannedState, Thing.Schema.Type));
            Assert.True(!changes.Any(), $"seed {seed}: {string.Join("; ", changes)}");
        }
    }

    [Fact]
    public void A_plan_against_the_configuration_is_found()
    {
        var config = Thing.Of((Thing.Name, Make.S("a")));
        var planned = config.With("size", Make.S("big")).With("password", Make.S("p")).With("name", Make.S("b"));
        Assert.Equal(3, PlanCheck.Violations(s_schema, s_nothing, config, planned).Count());
        Assert.Single(ResultCheck.Differences(s_schema, planned, planned.With("size", Make.S("small"))));
    }
}
