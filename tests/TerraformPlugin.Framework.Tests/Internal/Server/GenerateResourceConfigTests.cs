using TerraformPlugin.Framework.Tests.Fakes;
using TerraformPlugin.Framework.Tests.Internal.Planning;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Tests.Internal.Server;

public sealed class GenerateResourceConfigTests
{
    [Fact]
    public async Task What_is_computed_or_the_default_is_left_out_in_nested_attributes_too()
    {
        var resource = new FakeResource(Thing.Schema);
        var part = Thing.PartOf((Part.KeyKey, Make.S("k")), (Part.ModeKey, Make.S("rw")), (Part.UidKey, Make.S("u")),
            (Part.KeptKey, Make.S("kept")));
        var state = Thing.Of((Thing.Name, Make.S("n")), (Thing.Expiry, Make.S("30d")), (Thing.Zone, Make.S("z")),
            (Thing.Id, Make.S("i")), (Thing.Rows, TerraformValue.List(part.Type, [part])));
        using var server = Make.Server(resource);
        var response = await server.GenerateResourceConfig(
            new() { TypeName = FakeProvider.TypeName, State = Make.Wire(state) }, CancellationToken.None)
            .WaitAsync(Make.Limit);
        Assert.Empty(response.Diagnostics);
        var configured = Thing.PartOf((Part.KeyKey, Make.S("k")));
        var config = Make.Read(response.Config, Thing.Schema.Type);
        Assert.Equal(
            Thing.Of((Thing.Name, Make.S("n")), (Thing.Zone, Make.S("z")),
                (Thing.Rows, TerraformValue.List(part.Type, [configured]))),
            config);

        var planned = await Make.Plan(server, Thing.Schema, config, state);
        Assert.Equal(state, Make.Read(planned.PlannedState, Thing.Schema.Type));
    }
}
