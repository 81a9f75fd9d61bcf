using TerraformPlugin.Framework.Tests.Fakes;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Tests.Internal.Planning;

public sealed class PlanInvariantsTests
{
    [Fact]
    public async Task Every_plan_is_one_that_Terraform_accepts()
    {
        var resource = new FakeResource(Thing.Schema);
        using var server = Make.Server(resource);
        var refused = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new RandomThing(seed);
            var config = random.Config();
            var prior = seed % 4 == 0 ? null : random.State();
            var response = await Make.Plan(server, Thing.Schema, config, prior);
            if (response.Diagnostics.Count > 0)
            {
                Assert.Equal("Duplicate Set Element", Assert.Single(response.Diagnostics).Summary);
                refused++;
                continue;
            }

            var planned = Make.Read(response.PlannedState, Thing.Schema.Type);
            var violations = PlanInvariants.Violations(
                Thing.Schema.Attributes, config, prior, planned, AttributePath.Root);
            Assert.True(!violations.Any(), $"seed {seed}: {string.Join("; ", violations)}");
        }

        Assert.InRange(refused, 1, 20);
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
            var changes = PlanInvariants.Changes(
                Make.Read(first.PlannedState, Thing.Schema.Type), Make.Read(second.PlannedState, Thing.Schema.Type),
                AttributePath.Root);
            Assert.True(!changes.Any(), $"seed {seed}: {string.Join("; ", changes)}");
        }
    }

    [Fact]
    public void A_plan_against_the_configuration_is_found()
    {
        var config = Thing.Of((Thing.Name, Make.S("a")));
        var planned = config.With("size", Make.S("big")).With("password", Make.S("p")).With("name", Make.S("b"));
        Assert.Equal(3, PlanInvariants.Violations(
            Thing.Schema.Attributes, config, null, planned, AttributePath.Root).Count());
        Assert.Single(PlanInvariants.Changes(planned, planned.With("size", Make.S("small")), AttributePath.Root));
    }
}
