using System.Text;
using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Framework.Tests.Fakes;

namespace TerraformPlugin.Framework.Tests.Internal.Server;

public sealed class MoveResourceStateTests
{
    [Fact]
    public async Task A_state_is_taken_over_on_a_provider_that_is_not_configured()
    {
        var resource = new FakeAbleResource(Name.Schema)
        {
            OnMove = static context =>
            {
                Assert.Equal("registry.terraform.io/hashicorp/kubernetes", context.SourceProviderAddress);
                Assert.Equal("private", Encoding.UTF8.GetString(context.SourcePrivate.Span));
                context.Private.Set("uid", [7]);
                return Name.Model(context.SourceTypeName + Encoding.UTF8.GetString(context.SourceJson.Span));
            },
            OnIdentity = static state => state[Name.Key].AsString(),
        };
        var response = await Move(resource, new("{}"u8.ToArray()));
        Assert.Empty(response.Diagnostics);
        Assert.Equal(Name.Of("kubernetes_manifest{}"), Make.Read(response.TargetState, Name.Schema.Type));
        Assert.Equal(["uid"], PrivateState.Decode(response.TargetPrivate).Keys);
        Assert.False(response.TargetIdentity.IsEmpty);
    }

    [Fact]
    public async Task A_source_that_is_not_supported_is_named()
    {
        foreach (var resource in new Resource[] { new FakeResource(Name.Schema), new FakeAbleResource(Name.Schema) })
        {
            var diagnostic = Assert.Single((await Move(resource, new("{}"u8.ToArray()))).Diagnostics);
            Assert.Equal("Move Not Supported", diagnostic.Summary);
            Assert.Contains("kubernetes_manifest of registry.terraform.io/hashicorp/kubernetes", diagnostic.Detail);
        }
    }

    [Fact]
    public async Task State_in_the_form_of_before_Terraform_0_12_is_refused() =>
        Assert.Equal("Unreadable State", Assert.Single(
            (await Move(new FakeAbleResource(Name.Schema), new(default, IsFlatmap: true))).Diagnostics).Summary);

    private static async Task<MoveResourceStateResponse> Move(Resource resource, RawState state)
    {
        using var server = Make.Server(resource);
        return await server.MoveResourceState(
            new()
            {
                SourceProviderAddress = "registry.terraform.io/hashicorp/kubernetes",
                SourceTypeName = "kubernetes_manifest",
                SourceState = state,
                SourcePrivate = "private"u8.ToArray(),
                TargetTypeName = FakeProvider.TypeName,
            },
            CancellationToken.None).WaitAsync(Make.Limit);
    }
}
