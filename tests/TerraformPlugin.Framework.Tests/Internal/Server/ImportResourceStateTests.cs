using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Framework.Tests.Fakes;

namespace TerraformPlugin.Framework.Tests.Internal.Server;

public sealed class ImportResourceStateTests
{
    [Fact]
    public async Task An_id_gives_states_with_private_state_and_identity()
    {
        var resource = new FakeAbleResource(Name.Schema)
        {
            OnImport = static context =>
            {
                Assert.Null(context.Identity);
                var imported = new ImportedState<RawModel>(Name.Model(context.Id!, "i"));
                imported.Private.Set("k", [1]);
                return [imported, new(Name.Model("other"))];
            },
            OnIdentity = static state => state[Name.Key].AsString(),
        };
        var response = await Import(resource, new() { TypeName = FakeProvider.TypeName, Id = "n" });
        Assert.Empty(response.Diagnostics);
        Assert.Equal(2, response.ImportedResources.Count);
        var first = response.ImportedResources[0];
        Assert.Equal(FakeProvider.TypeName, first.TypeName);
        Assert.Equal(Name.Of("n", "i"), Make.Read(first.State, Name.Schema.Type));
        Assert.Equal(["k"], PrivateState.Decode(first.Private).Keys);
        Assert.Equal("n", Make.Read(first.Identity, resource.IdentitySchema.Type).Entries["name"].AsString());
    }

    [Fact]
    public async Task An_identity_stands_for_the_id()
    {
        var resource = new FakeAbleResource(Name.Schema)
        {
            OnImport = static context =>
            {
                Assert.Null(context.Id);
                return [new(Name.Model(context.Identity!.Get(FakeAbleResource.IdentityName).Known))];
            },
        };
        var identity = Make.Object(resource.IdentitySchema, (FakeAbleResource.IdentityName, Make.S("x")));
        var response = await Import(
            resource, new() { TypeName = FakeProvider.TypeName, Identity = Make.Wire(identity) });
        Assert.Empty(response.Diagnostics);
        Assert.Equal(Name.Of("x"), Make.Read(response.ImportedResources[0].State, Name.Schema.Type));
    }

    [Fact]
    public async Task Nothing_found_is_an_error_that_repeats_the_id()
    {
        var response = await Import(
            new FakeAbleResource(Name.Schema), new() { TypeName = FakeProvider.TypeName, Id = "gone" });
        Assert.Contains("the id \"gone\"", Assert.Single(response.Diagnostics).Detail);
    }

    [Fact]
    public async Task A_resource_without_import_says_so()
    {
        var response = await Import(
            new FakeResource(Name.Schema), new() { TypeName = FakeProvider.TypeName, Id = "n" });
        Assert.Equal("Import Not Supported", Assert.Single(response.Diagnostics).Summary);
    }

    [Fact]
    public async Task An_import_can_be_put_off()
    {
        var resource = new FakeAbleResource(Name.Schema)
        {
            OnImport = static context =>
            {
                context.Defer(DeferralReason.ProviderConfigUnknown);
                return [];
            },
        };
        var response = await Import(resource, new()
        {
            TypeName = FakeProvider.TypeName,
            Id = "n",
            ClientCapabilities = new(DeferralAllowed: true),
        });
        Assert.Empty(response.Diagnostics);
        Assert.Equal(DeferralReason.ProviderConfigUnknown, response.Deferred);
    }

    private static async Task<ImportResourceStateResponse> Import(Resource resource, ImportResourceStateRequest request)
    {
        using var server = Make.Server(resource);
        return await server.ImportResourceState(request, CancellationToken.None).WaitAsync(Make.Limit);
    }
}
