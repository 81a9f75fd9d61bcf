using TerraformPlugin.Framework.Tests.Fakes;
using TerraformPlugin.Framework.Tests.Internal.Planning;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Tests.Internal.Server;

/// <summary>
/// Another spelling of the same is kept as it was; the rule is "Normalization" in Terraform's resource instance change
/// lifecycle.
/// </summary>
public sealed class NormalizationTests
{
    [Theory]
    [InlineData("720h", "30d")]
    [InlineData("24h", "24h")]
    public async Task A_read_keeps_the_spelling_of_the_state(string found, string state)
    {
        using var server = Make.Server(new FakeResource(Thing.Schema)
        {
            OnRead = (context, _) => Task.FromResult<RawModel?>(context.State.With(Thing.Expiry, found)),
        });
        var response = await server.ReadResource(
            new() { TypeName = FakeProvider.TypeName, CurrentState = Make.Wire(Stored("30d")) },
            CancellationToken.None).WaitAsync(Make.Limit);

        Assert.Empty(response.Diagnostics);
        Assert.Equal(Stored(state), Make.Read(response.NewState, Thing.Schema.Type));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_written_keeps_the_spelling_of_the_plan(bool create)
    {
        using var server = Make.Server(new FakeResource(Thing.Schema)
        {
            OnCreate = static (context, _) =>
                Task.FromResult<RawModel?>(context.Planned.With(Thing.Expiry, "720h")),
            OnUpdate = static (context, _) =>
                Task.FromResult<RawModel?>(context.Planned.With(Thing.Expiry, "720h")),
        });
        var response = await server.ApplyResourceChange(
            new()
            {
                TypeName = FakeProvider.TypeName,
                PriorState = Make.Wire(create ? TerraformValue.Null(Thing.Schema.Type) : Stored("24h")),
                PlannedState = Make.Wire(Stored("30d")),
                Config = Make.Wire(Stored("30d")),
            },
            CancellationToken.None).WaitAsync(Make.Limit);

        Assert.Empty(response.Diagnostics);
        Assert.Equal(Stored("30d"), Make.Read(response.NewState, Thing.Schema.Type));
    }

    private static TerraformValue Stored(string expiry) =>
        Thing.Of((Thing.Name, Make.S("n")), (Thing.Expiry, Make.S(expiry)));
}
