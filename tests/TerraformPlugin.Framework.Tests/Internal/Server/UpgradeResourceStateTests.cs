using System.Text;
using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Framework.Tests.Fakes;

namespace TerraformPlugin.Framework.Tests.Internal.Server;

public sealed class UpgradeResourceStateTests
{
    [Fact]
    public async Task State_of_the_current_version_is_read_and_attributes_that_are_gone_are_passed_over()
    {
        var response = await Upgrade(
            new FakeResource(Name.Schema), 2, """{"name":"n","id":"i","secret":null,"gone":{"x":1}}""");
        Assert.Empty(response.Diagnostics);
        Assert.Equal(Name.Of("n", "i"), Make.Read(response.UpgradedState, Name.Schema.Type));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Older_state_goes_through_the_resource(long version)
    {
        var resource = new FakeAbleResource(Name.Schema)
        {
            OnUpgrade = static context =>
                Name.Model($"v{context.Version} {Encoding.UTF8.GetString(context.Json.Span)}"),
        };
        var response = await Upgrade(resource, version, "{}");
        Assert.Empty(response.Diagnostics);
        Assert.Equal(Name.Of($"v{version} {{}}"), Make.Read(response.UpgradedState, Name.Schema.Type));
    }

    [Theory]
    [InlineData(0, "{}", "State Upgrade Not Supported")]
    [InlineData(3, "{}", "State Of A Newer Provider")]
    [InlineData(2, "", "Unreadable State")]
    [InlineData(2, """{"name":[]}""", "Unreadable State")]
    public async Task What_cannot_be_read_is_an_error(long version, string json, string summary)
    {
        foreach (var resource in new Resource[] { new FakeResource(Name.Schema), new FakeAbleResource(Name.Schema) })
        {
            var response = await Upgrade(resource, version, json);
            Assert.Equal(summary, Assert.Single(response.Diagnostics).Summary);
        }
    }

    private static async Task<UpgradeResourceStateResponse> Upgrade(Resource resource, long version, string json)
    {
        using var server = Make.Server(resource);
        return await server.UpgradeResourceState(
            new()
            {
                TypeName = FakeProvider.TypeName,
                Version = version,
                RawState = new(Encoding.UTF8.GetBytes(json)),
            },
            CancellationToken.None).WaitAsync(Make.Limit);
    }
}
