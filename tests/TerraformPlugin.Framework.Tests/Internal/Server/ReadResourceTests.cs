using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Framework.Tests.Fakes;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Tests.Internal.Server;

public sealed class ReadResourceTests
{
    [Fact]
    public async Task What_exists_is_returned_with_private_state()
    {
        var response = await Read(new FakeResource(Name.Schema)
        {
            OnRead = static (context, _) =>
            {
                context.Private.Set("k", [1]);
                return Task.FromResult<RawModel?>(context.State.WithRaw(Name.Id, Make.S("new")));
            },
        });
        Assert.Empty(response.Diagnostics);
        Assert.Equal(Name.Of("n", "new"), State(response));
        Assert.Equal(["k"], PrivateState.Decode(response.Private).Keys);
    }

    [Fact]
    public async Task What_is_gone_is_null()
    {
        var response = await Read(new FakeResource(Name.Schema)
        {
            OnRead = static (_, _) => Task.FromResult<RawModel?>(null),
        });
        Assert.Empty(response.Diagnostics);
        Assert.True(State(response).IsNull);
    }

    [Fact]
    public async Task An_exception_leaves_the_state_as_it_was()
    {
        var response = await Read(new FakeResource(Name.Schema)
        {
            OnRead = static (_, _) => throw new InvalidOperationException("x"),
        });
        Assert.Equal("Provider Bug", Assert.Single(response.Diagnostics).Summary);
        Assert.Equal(Name.Of("n", "i"), State(response));
    }

    [Fact]
    public async Task A_read_can_be_put_off_and_keeps_the_state()
    {
        var response = await Read(
            new FakeResource(Name.Schema)
            {
                OnRead = static (context, _) =>
                {
                    context.Defer(DeferralReason.AbsentPrerequisite);
                    return Task.FromResult<RawModel?>(null);
                },
            },
            new(DeferralAllowed: true));
        Assert.Equal(DeferralReason.AbsentPrerequisite, response.Deferred);
        Assert.Equal(Name.Of("n", "i"), State(response));
    }

    [Fact]
    public async Task Needing_the_provider_data_before_it_is_configured_is_said_clearly()
    {
        var resource = new FakeResource(Name.Schema)
        {
            OnRead = static (context, _) =>
            {
                context.ProviderData<string>();
                return Task.FromResult<RawModel?>(null);
            },
        };
        var response = await Read(resource);
        Assert.Equal("Provider Not Configured", Assert.Single(response.Diagnostics).Summary);
        Assert.Equal(Name.Of("n", "i"), State(response));
    }

    [Fact]
    public async Task Bytes_that_do_not_fit_the_schema_are_not_the_providers_fault()
    {
        using var server = Make.Server(new FakeResource(Name.Schema));
        var wrong = TerraformValue.Object(
            TerraformType.Object([new("name", TerraformType.Bool)]), [new("name", TerraformValue.Bool(true))]);
        var response = await server.ReadResource(
            new() { TypeName = FakeProvider.TypeName, CurrentState = Make.Wire(wrong) }, CancellationToken.None)
            .WaitAsync(Make.Limit);
        var diagnostic = Assert.Single(response.Diagnostics);
        Assert.Equal("Unreadable Value", diagnostic.Summary);
        Assert.Contains("Terraform or OpenTofu has a bug", diagnostic.Detail);
    }

    [Fact]
    public async Task A_value_that_a_resource_cannot_read_is_named_by_its_path()
    {
        var count = new SchemaAttribute<long>("amount", Codec.Int64) { Presence = Presence.Optional };
        var schema = new Schema([count]);
        using var server = Make.Server(new FakeResource(schema)
        {
            OnRead = (context, _) =>
            {
                new ModelReader(context.State.Object).Get(count);
                return Task.FromResult<RawModel?>(null);
            },
        });
        var state = Make.Object(schema, (count, TerraformValue.Number(TerraformNumber.FromDouble(1.5))));
        var response = await server.ReadResource(
            new() { TypeName = FakeProvider.TypeName, CurrentState = Make.Wire(state) }, CancellationToken.None)
            .WaitAsync(Make.Limit);
        var diagnostic = Assert.Single(response.Diagnostics);
        Assert.Equal(("Invalid Value", "amount"), (diagnostic.Summary, diagnostic.Path?.ToString()));
        Assert.Contains("configuration or the state", diagnostic.Detail);
    }

    [Fact]
    public async Task A_type_that_the_provider_does_not_have_is_named()
    {
        using var server = Make.Server(new FakeResource(Name.Schema));
        var response = await server.ReadResource(new() { TypeName = "test_other" }, CancellationToken.None)
            .WaitAsync(Make.Limit);
        Assert.Contains("resource type \"test_other\"", Assert.Single(response.Diagnostics).Detail);
    }

    private static async Task<ReadResourceResponse> Read(Resource resource, ClientCapabilities? client = null)
    {
        using var server = Make.Server(resource);
        return await server.ReadResource(
            new()
            {
                TypeName = FakeProvider.TypeName,
                CurrentState = Make.Wire(Name.Of("n", "i")),
                ClientCapabilities = client ?? new(),
            },
            CancellationToken.None).WaitAsync(Make.Limit);
    }

    private static TerraformValue State(ReadResourceResponse response) =>
        Make.Read(response.NewState, Name.Schema.Type);
}
