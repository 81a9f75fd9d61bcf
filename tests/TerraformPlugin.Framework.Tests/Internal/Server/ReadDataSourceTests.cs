using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Framework.Tests.Fakes;

namespace TerraformPlugin.Framework.Tests.Internal.Server;

public sealed class ReadDataSourceTests
{
    [Fact]
    public async Task The_configuration_comes_back_with_computed_values()
    {
        var response = await Read(new(static context => context.Config.WithRaw(Name.Id, Make.S("i"))));
        Assert.Empty(response.Diagnostics);
        Assert.Equal(Name.Of("n", "i"), Make.Read(response.State, Name.Schema.Type));
    }

    [Fact]
    public async Task Nothing_without_an_error_is_a_bug() =>
        Assert.Equal("Missing Data", Assert.Single((await Read(new(static _ => null))).Diagnostics).Summary);

    [Fact]
    public async Task Nothing_with_an_error_is_that_error()
    {
        var response = await Read(new(static context =>
        {
            context.Diagnostics.AddError("Not Found", "no");
            return null;
        }));
        Assert.Equal("Not Found", Assert.Single(response.Diagnostics).Summary);
        Assert.True(response.State.IsEmpty);
    }

    [Fact]
    public async Task A_read_can_be_put_off()
    {
        var response = await Read(new(static context =>
        {
            context.Defer(DeferralReason.ProviderConfigUnknown);
            return null;
        }));
        Assert.Empty(response.Diagnostics);
        Assert.Equal(DeferralReason.ProviderConfigUnknown, response.Deferred);
    }

    [Fact]
    public async Task Its_configuration_is_validated()
    {
        using var server = Server(new(static _ => null));
        var response = await server.ValidateDataResourceConfig(
            new() { TypeName = FakeProvider.TypeName, Config = Make.Wire(Make.Object(Name.Schema)) },
            CancellationToken.None).WaitAsync(Make.Limit);
        Assert.Equal(["Missing Required Attribute", "Validated"], response.Diagnostics.Select(static d => d.Summary));
    }

    private static ProviderServer Server(FakeDataSource source) =>
        new(new FakeProvider { DataSources = FakeProvider.One<DataSource>(source) });

    private static async Task<ReadDataSourceResponse> Read(FakeDataSource source)
    {
        using var server = Server(source);
        return await server.ReadDataSource(
            new()
            {
                TypeName = FakeProvider.TypeName,
                Config = Make.Wire(Name.Of("n")),
                ClientCapabilities = new(DeferralAllowed: true),
            },
            CancellationToken.None).WaitAsync(Make.Limit);
    }
}
