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

    /// <summary>After a move the stored identity is another provider's, with that one's own versions.</summary>
    [Theory]
    [InlineData("of a newer version", 2, """{"name":"n"}""")]
    [InlineData("of another provider with a higher version", 7, """{"api_version":"velero.io/v1","kind":"Schedule"}""")]
    [InlineData("of another provider with the same version", 1, """{"name":{"of":"another"}}""")]
    [InlineData("of a version that is not upgraded", 0, "{}")]
    public async Task An_identity_counts_as_none_when_it_is(string what, long version, string json)
    {
        var response = await Upgrade(Resource, version, json);

        Assert.Empty(response.Diagnostics);
        var identity = Make.Read(response.UpgradedIdentity, Resource.IdentitySchema.Type);
        Assert.True(identity.Entries["name"].IsNull, what);
    }

    [Fact]
    public async Task What_is_discarded_is_logged()
    {
        var log = new List<string>();
        using var server = new ProviderServer(
            new FakeProvider { Resources = FakeProvider.One<Resource>(Resource) }, notice: log.Add);

        await Upgrade(server, 2, "{}");

        Assert.Equal(
            $"the stored identity of a {FakeProvider.TypeName} is discarded, for it is of version 2, and this provider writes version 1",
            Assert.Single(log));
    }

    [Fact]
    public async Task A_resource_without_identity_says_so() =>
        Assert.Equal("No Identity", Assert.Single(
            (await Upgrade(new FakeResource(Name.Schema), 0, "{}")).Diagnostics).Summary);

    private static async Task<UpgradeResourceIdentityResponse> Upgrade(Resource resource, long version, string json)
    {
        using var server = Make.Server(resource);
        return await Upgrade(server, version, json);
    }

    private static Task<UpgradeResourceIdentityResponse> Upgrade(ProviderServer server, long version, string json) =>
        server.UpgradeResourceIdentity(
            new()
            {
                TypeName = FakeProvider.TypeName,
                Version = version,
                RawIdentity = new(Encoding.UTF8.GetBytes(json)),
            },
            CancellationToken.None).WaitAsync(Make.Limit);
}
