using System.Text;
using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Framework.Tests.Fakes;

namespace TerraformPlugin.Framework.Tests.Internal.Server;

public sealed class UpgradeResourceIdentityTests
{
    private static readonly FakeAbleResource Resource = new(Name.Schema)
    {
        OnUpgradeIdentity = static context => context.Json.Length > 2 ? $"from v{context.Version}" : null,
    };

    [Theory]
    [InlineData(1, """{"name":"n"}""", "n")]
    [InlineData(0, """{"old":"n"}""", "from v0")]
    public async Task An_identity_is_brought_to_the_current_form(long version, string json, string name)
    {
        var response = await Upgrade(Resource, version, json);
        Assert.Empty(response.Diagnostics);
        var identity = Make.Read(response.UpgradedIdentity, Resource.IdentitySchema.Type);
        Assert.Equal(name, identity.Entries["name"].AsString());
    }

    [Theory]
    [InlineData(2, "{}", "State Of A Newer Provider")]
    public async Task What_cannot_be_read_is_an_error(long version, string json, string summary) =>
        Assert.Equal(summary, Assert.Single((await Upgrade(Resource, version, json)).Diagnostics).Summary);

    [Fact]
    public async Task A_resource_without_identity_says_so() =>
        Assert.Equal("No Identity", Assert.Single(
            (await Upgrade(new FakeResource(Name.Schema), 0, "{}")).Diagnostics).Summary);

    private static async Task<UpgradeResourceIdentityResponse> Upgrade(Resource resource, long version, string json)
    {
        using var server = Make.Server(resource);
        return await server.UpgradeResourceIdentity(
            new()
            {
                TypeName = FakeProvider.TypeName,
                Version = version,
                RawIdentity = new(Encoding.UTF8.GetBytes(json)),
            },
            CancellationToken.None).WaitAsync(Make.Limit);
    }
}
