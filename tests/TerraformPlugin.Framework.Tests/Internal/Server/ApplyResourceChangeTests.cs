using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Framework.Tests.Fakes;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Tests.Internal.Server;

public sealed class ApplyResourceChangeTests
{
    private static readonly PrivateState Before = PrivateOf("before");

    [Fact]
    public async Task A_create_returns_what_it_made_with_its_private_state()
    {
        var response = await Apply(
            new FakeResource(Name.Schema)
            {
                OnCreate = static (context, _) =>
                {
                    Assert.Equal("config", context.Config[Name.Secret].AsString());
                    Assert.True(context.Planned[Name.Secret].IsNull);
                    Assert.True(context.Planned[Name.Id].IsUnknown);
                    context.Private.Set("after", [1]);
                    return Task.FromResult<RawModel?>(Name.Model("n", "i"));
                },
            },
            Name.Null, Name.Planned("n"), Name.Of("n").With("secret", Make.S("config")));
        Assert.Empty(response.Diagnostics);
        Assert.Equal(Name.Of("n", "i"), State(response));
        Assert.Equal(["after", "before"], PrivateState.Decode(response.Private).Keys);
    }

    [Fact]
    public async Task State_and_an_error_are_both_returned()
    {
        var response = await Apply(
            new FakeResource(Name.Schema)
            {
                OnCreate = static (context, _) =>
                {
                    context.Diagnostics.AddError("Half Made", "one of two", Name.Key);
                    return Task.FromResult<RawModel?>(Name.Model("n", "i"));
                },
            },
            Name.Null, Name.Planned("n"));
        Assert.Equal("Half Made", Assert.Single(response.Diagnostics).Summary);
        Assert.Equal(Name.Of("n", "i"), State(response));
    }

    [Fact]
    public async Task A_failed_create_without_state_leaves_none()
    {
        var response = await Apply(
            new FakeResource(Name.Schema)
            {
                OnCreate = static (context, _) =>
                {
                    context.Diagnostics.AddError("Refused", "no");
                    return Task.FromResult<RawModel?>(null);
                },
            },
            Name.Null, Name.Planned("n"));
        Assert.Single(response.Diagnostics);
        Assert.True(State(response).IsNull);
        Assert.True(response.Private.IsEmpty);
    }

    [Fact]
    public async Task A_create_without_state_and_error_is_a_bug()
    {
        var response = await Apply(
            new FakeResource(Name.Schema) { OnCreate = static (_, _) => Task.FromResult<RawModel?>(null) },
            Name.Null, Name.Planned("n"));
        var diagnostic = Assert.Single(response.Diagnostics);
        Assert.Equal("Missing State", diagnostic.Summary);
        Assert.Contains("https://example.test/issues", diagnostic.Detail);
    }

    [Fact]
    public async Task An_unknown_value_left_in_state_is_a_bug_and_null_is_stored()
    {
        var response = await Apply(new FakeResource(Name.Schema), Name.Null, Name.Planned("n"));
        var diagnostic = Assert.Single(response.Diagnostics);
        Assert.Equal(("Unknown Value Returned", "id"), (diagnostic.Summary, diagnostic.Path?.ToString()));
        Assert.Equal(Name.Of("n"), State(response));
    }

    [Fact]
    public async Task Write_only_values_never_reach_the_state()
    {
        var response = await Apply(
            new FakeResource(Name.Schema)
            {
                OnCreate = static (_, _) => Task.FromResult<RawModel?>(
                    Name.Model("n", "i").WithRaw(Name.Secret, Make.S("leak"))),
            },
            Name.Null, Name.Planned("n"));
        Assert.Equal(Name.Of("n", "i"), State(response));
    }

    [Fact]
    public async Task An_update_sees_what_was_and_what_is_planned()
    {
        var response = await Apply(
            new FakeResource(Name.Schema)
            {
                OnUpdate = static (context, _) =>
                {
                    Assert.Equal("old", context.Prior[Name.Key].AsString());
                    return Task.FromResult<RawModel?>(context.Planned.WithRaw(Name.Id, Make.S("j")));
                },
            },
            Name.Of("old", "i"), Name.Planned("new"));
        Assert.Empty(response.Diagnostics);
        Assert.Equal(Name.Of("new", "j"), State(response));
    }

    [Fact]
    public async Task An_exception_in_an_update_leaves_the_prior_state()
    {
        var logged = new List<string>();
        var provider = new FakeProvider
        {
            Resources = FakeProvider.One<Resource>(new FakeResource(Name.Schema)
            {
                OnUpdate = static (_, _) => throw new InvalidDataException("broken thing"),
            }),
        };
        using var server = new ProviderServer(provider, (rpc, e) => logged.Add($"{rpc} {e.Message}"));
        var response = await Apply(server, Name.Of("old", "i"), Name.Planned("new"));
        var diagnostic = Assert.Single(response.Diagnostics);
        Assert.Equal("Provider Bug", diagnostic.Summary);
        Assert.Contains("https://example.test/issues", diagnostic.Detail);
        Assert.EndsWith("System.IO.InvalidDataException: broken thing", diagnostic.Detail);
        Assert.Equal(Name.Of("old", "i"), State(response));
        Assert.Equal(Before.Encode(), response.Private.ToArray());
        Assert.Equal(["ApplyResourceChange broken thing"], logged);
    }

    [Fact]
    public async Task A_delete_leaves_nothing()
    {
        var response = await Apply(new FakeResource(Name.Schema), Name.Of("n", "i"), Name.Null);
        Assert.Empty(response.Diagnostics);
        Assert.True(State(response).IsNull);
        Assert.True(response.Private.IsEmpty);
    }

    [Fact]
    public async Task A_delete_that_failed_in_part_keeps_what_is_left()
    {
        var response = await Apply(
            new FakeResource(Name.Schema)
            {
                OnDelete = static (context, _) =>
                {
                    context.Diagnostics.AddError("Unreachable", "us");
                    return Task.FromResult<RawModel?>(context.Prior);
                },
            },
            Name.Of("n", "i"), Name.Null);
        Assert.Single(response.Diagnostics);
        Assert.Equal(Name.Of("n", "i"), State(response));
    }

    [Fact]
    public async Task A_delete_that_keeps_something_without_an_error_is_a_bug()
    {
        var response = await Apply(
            new FakeResource(Name.Schema)
            {
                OnDelete = static (context, _) => Task.FromResult<RawModel?>(context.Prior),
            },
            Name.Of("n", "i"), Name.Null);
        Assert.Equal("Resource Not Deleted", Assert.Single(response.Diagnostics).Summary);
    }

    [Fact]
    public async Task The_identity_follows_from_the_state()
    {
        var resource = new FakeAbleResource(Name.Schema)
        {
            OnCreate = static (_, _) => Task.FromResult<RawModel?>(Name.Model("n", "i")),
            OnIdentity = static state => state[Name.Id].AsString(),
        };
        var response = await Apply(resource, Name.Null, Name.Planned("n"));
        var identity = Make.Read(response.NewIdentity, resource.IdentitySchema.Type);
        Assert.Equal("i", identity.Entries["name"].AsString());
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task An_update_changes_the_identity_only_where_that_is_allowed(bool mayChange, int errors)
    {
        var resource = new FakeAbleResource(Name.Schema)
        {
            IdentityMayChange = mayChange,
            OnIdentity = static state => state[Name.Key].AsString(),
            OnUpdate = static (_, _) => Task.FromResult<RawModel?>(Name.Model("new", "i")),
        };
        using var server = Make.Server(resource);
        var old = Make.Wire(Make.Object(resource.IdentitySchema, (FakeAbleResource.IdentityName, Make.S("old"))));
        var response = await Apply(server, Name.Of("old", "i"), Name.Planned("new"), identity: old);
        Assert.Equal(errors, response.Diagnostics.Count(static d => d.Summary == "Unexpected Identity Change"));
        Assert.Equal(Name.Of("new", "i"), State(response));
    }

    private static Task<ApplyResourceChangeResponse> Apply(
        Resource resource, TerraformValue prior, TerraformValue planned, TerraformValue? config = null) =>
        Apply(Make.Server(resource), prior, planned, config);

    private static Task<ApplyResourceChangeResponse> Apply(
        ProviderServer server, TerraformValue prior, TerraformValue planned, TerraformValue? config = null,
        EncodedValue identity = default) =>
        server.ApplyResourceChange(
            new()
            {
                TypeName = FakeProvider.TypeName,
                PriorState = Make.Wire(prior),
                PlannedState = Make.Wire(planned),
                Config = Make.Wire(config ?? Name.Of("n")),
                PlannedPrivate = Before.Encode(),
                PlannedIdentity = identity,
            },
            CancellationToken.None).WaitAsync(Make.Limit);

    private static TerraformValue State(ApplyResourceChangeResponse response) =>
        Make.Read(response.NewState, Name.Schema.Type);

    private static PrivateState PrivateOf(string key)
    {
        var state = new PrivateState();
        state.Set(key, [0]);
        return state;
    }
}
