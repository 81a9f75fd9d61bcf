using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Framework.Tests.Fakes;

namespace TerraformPlugin.Framework.Tests.Internal.Server;

public sealed class EphemeralResourceTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task It_is_opened_renewed_and_closed_with_its_private_state()
    {
        var lease = new Lease();
        using var server = Server(lease);
        var opened = await server.OpenEphemeralResource(
            new() { TypeName = FakeProvider.TypeName, Config = Make.Wire(Name.Of("n")) }, CancellationToken.None)
            .WaitAsync(Make.Limit);
        Assert.Empty(opened.Diagnostics);
        Assert.Equal(Name.Of("n", "token"), Make.Read(opened.Result, Name.Schema.Type));
        Assert.Equal(Noon, opened.RenewAt);

        var renewed = await server.RenewEphemeralResource(
            new() { TypeName = FakeProvider.TypeName, Private = opened.Private }, CancellationToken.None)
            .WaitAsync(Make.Limit);
        Assert.Empty(renewed.Diagnostics);
        Assert.Equal(Noon.AddHours(1), renewed.RenewAt);

        // A stop must not keep what is open from being given up.
        server.StopProvider();
        var closed = await server.CloseEphemeralResource(
            new() { TypeName = FakeProvider.TypeName, Private = renewed.Private }, CancellationToken.None)
            .WaitAsync(Make.Limit);
        Assert.Empty(closed.Diagnostics);
        Assert.Equal(2, lease.ClosedAt);
    }

    [Fact]
    public async Task One_that_cannot_be_renewed_says_so_and_needs_no_closing()
    {
        using var server = Server(new Plain());
        var renewed = await server.RenewEphemeralResource(
            new() { TypeName = FakeProvider.TypeName }, CancellationToken.None).WaitAsync(Make.Limit);
        Assert.Equal("Renewal Not Supported", Assert.Single(renewed.Diagnostics).Summary);
        var closed = await server.CloseEphemeralResource(
            new() { TypeName = FakeProvider.TypeName }, CancellationToken.None).WaitAsync(Make.Limit);
        Assert.Empty(closed.Diagnostics);
        var opened = await server.OpenEphemeralResource(
            new() { TypeName = FakeProvider.TypeName, Config = Make.Wire(Name.Of("n")) }, CancellationToken.None)
            .WaitAsync(Make.Limit);
        Assert.Equal("Missing Data", Assert.Single(opened.Diagnostics).Summary);
        var validated = await server.ValidateEphemeralResourceConfig(
            new() { TypeName = FakeProvider.TypeName, Config = Make.Wire(Make.Object(Name.Schema)) },
            CancellationToken.None).WaitAsync(Make.Limit);
        Assert.Equal("Missing Required Attribute", Assert.Single(validated.Diagnostics).Summary);
    }

    private static ProviderServer Server(EphemeralResource resource) =>
        new(new FakeProvider { EphemeralResources = FakeProvider.One(resource) });

    private sealed class Plain : EphemeralResource<RawModel>
    {
        public override Schema Schema => Name.Schema;

        public override Task<RawModel?> OpenAsync(
            EphemeralOpenContext<RawModel> context, CancellationToken cancellationToken) =>
            Task.FromResult<RawModel?>(null);
    }

    private sealed class Lease : EphemeralResource<RawModel>, IEphemeralRenewal, IEphemeralClosing
    {
        public override Schema Schema => Name.Schema;

        public int ClosedAt { get; private set; }

        public override Task<RawModel?> OpenAsync(
            EphemeralOpenContext<RawModel> context, CancellationToken cancellationToken)
        {
            context.Private.Set("generation", [1]);
            context.RenewAt = Noon;
            return Task.FromResult<RawModel?>(context.Config.WithRaw(Name.Id, Make.S("token")));
        }

        public Task<DateTimeOffset?> RenewAsync(EphemeralContext context, CancellationToken cancellationToken)
        {
            Assert.True(context.Private.TryGet("generation", out var generation));
            context.Private.Set("generation", [(byte)(generation[0] + 1)]);
            return Task.FromResult<DateTimeOffset?>(Noon.AddHours(1));
        }

        public Task CloseAsync(EphemeralContext context, CancellationToken cancellationToken)
        {
            Assert.True(context.Private.TryGet("generation", out var generation));
            ClosedAt = generation[0];
            return Task.CompletedTask;
        }
    }
}
