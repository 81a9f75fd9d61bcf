using TerraformPlugin.Framework.Server;
using TerraformPlugin.Framework.Tests.Fakes;

namespace TerraformPlugin.Framework.Tests.Server;

public sealed class GetProviderSchemaTests
{
    [Fact]
    public void Names_are_told_without_making_any_object()
    {
        using var server = new ProviderServer(new FakeProvider
        {
            Resources = new Dictionary<string, Func<Resource>>
            {
                ["test_a"] = static () => throw new InvalidOperationException("it was made"),
            },
        });
        Assert.Equal(["test_a"], server.GetMetadata().Resources);
    }

    [Fact]
    public void Each_object_is_made_once()
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
        Assert.Same(Name.Schema, server.GetProviderSchema().Resources["test_a"]);
        Assert.Same(Name.Schema, server.GetProviderSchema().Resources["test_a"]);
        var identity = server.GetResourceIdentitySchemas().IdentitySchemas["test_a"];
        Assert.Equal(["name"], identity.Attributes.Select(static a => a.Name));
        Assert.Equal(1, made);
    }

    [Fact]
    public void A_resource_without_identity_has_no_identity_schema()
    {
        using var server = Make.Server(new FakeResource(Name.Schema));
        Assert.Empty(server.GetResourceIdentitySchemas().IdentitySchemas);
    }

    [Fact]
    public void A_schema_that_breaks_the_rules_is_a_diagnostic()
    {
        using var server = new ProviderServer(new FakeProvider
        {
            Resources = new Dictionary<string, Func<Resource>>
            {
                ["test_a"] = static () => new FakeResource(new([Name.Key, Name.Key])),
            },
        });
        var response = server.GetProviderSchema();
        Assert.Contains("name is there twice", Assert.Single(response.Diagnostics).Detail);
        Assert.Null(response.Provider);
    }

    [Fact]
    public void Terraform_is_told_what_it_may_rely_on()
    {
        using var server = Make.Server(new FakeResource(Name.Schema));
        var capabilities = server.GetProviderSchema().ServerCapabilities;
        Assert.Equal(capabilities, server.GetMetadata().ServerCapabilities);
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
