using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Framework.Tests.Fakes;

namespace TerraformPlugin.Framework.Tests.Internal.Server;

public sealed class GetProviderSchemaTests
{
    [Fact]
    public async Task Names_are_told_without_making_any_object()
    {
        using var server = new ProviderServer(new FakeProvider
        {
            Resources = new Dictionary<string, Func<Resource>>
            {
                ["test_a"] = static () => throw new InvalidOperationException("it was made"),
            },
        });
        Assert.Equal(["test_a"], (await server.GetMetadata(CancellationToken.None)).Resources);
    }

    [Fact]
    public async Task Each_object_is_made_once()
    {
        var made = 0;
        using var server = new ProviderServer(new FakeProvider
        {
            Resources = new Dictionary<string, Func<Resource>>
            {
                ["test_a"] = () =>
                {
                    made++;
                    return new FakeAbleResource(Name.Schema);
                },
            },
        });
        Assert.Same(Name.Schema, (await server.GetProviderSchema(CancellationToken.None)).Resources["test_a"]);
        Assert.Same(Name.Schema, (await server.GetProviderSchema(CancellationToken.None)).Resources["test_a"]);
        var identity = (await server.GetResourceIdentitySchemas(CancellationToken.None)).IdentitySchemas["test_a"];
        Assert.Equal(["name"], identity.Attributes.Select(static a => a.Name));
        Assert.Equal(1, made);
    }

    [Fact]
    public async Task A_resource_without_identity_has_no_identity_schema()
    {
        using var server = Make.Server(new FakeResource(Name.Schema));
        Assert.Empty((await server.GetResourceIdentitySchemas(CancellationToken.None)).IdentitySchemas);
    }

    [Fact]
    public async Task A_schema_that_breaks_the_rules_is_a_diagnostic()
    {
        using var server = new ProviderServer(new FakeProvider
        {
            Resources = new Dictionary<string, Func<Resource>>
            {
                ["test_a"] = static () => new FakeResource(new([Name.Key, Name.Key])),
            },
        });
        var response = await server.GetProviderSchema(CancellationToken.None);
        Assert.Contains("name is there twice", Assert.Single(response.Diagnostics).Detail);
        Assert.Null(response.Provider);
    }

    [Fact]
    public async Task Terraform_is_told_what_it_may_rely_on()
    {
        using var server = Make.Server(new FakeResource(Name.Schema));
        var capabilities = (await server.GetProviderSchema(CancellationToken.None)).ServerCapabilities;
        Assert.Equal(capabilities, (await server.GetMetadata(CancellationToken.None)).ServerCapabilities);
        Assert.True(capabilities is
        {
            PlanDestroy: true,
            GetProviderSchemaOptional: true,
            MoveResourceState: true,
            GenerateResourceConfig: true,
        });
    }

    [Fact]
    public void State_stores_there_are_none()
    {
        foreach (var answer in new[]
        {
            ProviderServer.ValidateStateStoreConfig("s"), ProviderServer.ConfigureStateStore("s"),
            ProviderServer.ReadStateBytes("s"), ProviderServer.WriteStateBytes("s"), ProviderServer.LockState("s"),
            ProviderServer.UnlockState("s"), ProviderServer.GetStates("s"), ProviderServer.DeleteState("s"),
        })
        {
            Assert.Equal("State Store Not Supported", Assert.Single(answer).Summary);
        }
    }
}
