using System.Text;
using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Framework.Tests.Fakes;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Tests.Internal.Server;

public sealed class IdentityTests
{
    private static readonly SchemaAttribute<string> Place = new("place", Codec.String) { Presence = Presence.Required };

    private static readonly SchemaAttribute<string> Uid = new("uid", Codec.String) { Presence = Presence.Optional };

    private static readonly Schema Schema = new([Place, Uid]);

    [Fact]
    public async Task The_read_after_an_import_may_complete_the_identity()
    {
        var response = await Read(Identity("here", null), "here", "u");

        Assert.Empty(response.Diagnostics);
        Assert.Equal(Identity("here", "u"), Make.Read(response.NewIdentity, Schema.Type));
    }

    [Fact]
    public async Task What_an_identity_has_does_not_change()
    {
        var response = await Read(Identity("here", "u"), "here", "v");

        Assert.Equal("Unexpected Identity Change", Assert.Single(response.Diagnostics).Summary);
    }

    [Fact]
    public async Task An_identity_of_nothing_but_nulls_counts_as_none()
    {
        var response = await Read(Identity(null, null), "here", "u");

        Assert.Empty(response.Diagnostics);
        Assert.Equal(Identity("here", "u"), Make.Read(response.NewIdentity, Schema.Type));
    }

    [Fact]
    public async Task An_import_by_an_identity_of_nothing_but_nulls_is_one_by_id()
    {
        var resource = new Placed { OnImport = static context => [new(Name.Model(context.Id!))] };
        using var server = Make.Server(resource);
        var response = await server.ImportResourceState(
            new() { TypeName = FakeProvider.TypeName, Id = "n", Identity = Make.Wire(Identity(null, null)) },
            CancellationToken.None).WaitAsync(Make.Limit);

        Assert.Empty(response.Diagnostics);
    }

    [Fact]
    public async Task An_identity_that_is_missing_after_a_read_is_a_bug()
    {
        var response = await Read(null, null, null);

        Assert.Equal("Missing Identity", Assert.Single(response.Diagnostics).Summary);
        Assert.Equal(Name.Of("n", "i"), Make.Read(response.NewState, Name.Schema.Type));
    }

    [Fact]
    public async Task An_identity_that_is_missing_after_a_create_is_a_bug_and_the_state_is_kept()
    {
        using var server = Make.Server(new Placed
        {
            OnCreate = static (context, _) => Task.FromResult<RawModel?>(context.Planned.With(Name.Id, "i")),
        });
        var response = await server.ApplyResourceChange(
            new()
            {
                TypeName = FakeProvider.TypeName,
                PriorState = Make.Wire(Name.Null),
                PlannedState = Make.Wire(Name.Planned("n")),
                Config = Make.Wire(Name.Of("n")),
            },
            CancellationToken.None).WaitAsync(Make.Limit);

        Assert.Equal("Missing Identity", Assert.Single(response.Diagnostics).Summary);
        Assert.Equal(Name.Of("n", "i"), Make.Read(response.NewState, Name.Schema.Type));
    }

    [Fact]
    public async Task What_is_gone_needs_no_identity()
    {
        using var server = Make.Server(new Placed
        {
            OnRead = static (_, _) => Task.FromResult<RawModel?>(null),
        });
        var response = await server.ReadResource(
            new() { TypeName = FakeProvider.TypeName, CurrentState = Make.Wire(Name.Of("n", "i")) },
            CancellationToken.None).WaitAsync(Make.Limit);

        Assert.Empty(response.Diagnostics);
    }

    [Theory]
    [InlineData("""{"api_version":"v1","kind":"Schedule"}""")]
    [InlineData("""{"place":{"of":1}}""")]
    [InlineData("[]")]
    public async Task A_stored_identity_of_another_provider_counts_as_none(string json)
    {
        using var server = Make.Server(new Placed());
        var response = await server.UpgradeResourceIdentity(
            new() { TypeName = FakeProvider.TypeName, RawIdentity = new(Encoding.UTF8.GetBytes(json)) },
            CancellationToken.None).WaitAsync(Make.Limit);

        Assert.Empty(response.Diagnostics);
        Assert.Equal(Identity(null, null), Make.Read(response.UpgradedIdentity, Schema.Type));
    }

    private static TerraformValue Identity(string? place, string? uid) => Make.Object(
        Schema, (Place, Text(place)), (Uid, Text(uid)));

    private static TerraformValue Text(string? text) =>
        text is null ? TerraformValue.Null(TerraformType.String) : Make.S(text);

    private static async Task<ReadResourceResponse> Read(TerraformValue? before, string? place, string? uid)
    {
        using var server = Make.Server(new Placed { Found = (place, uid) });
        return await server.ReadResource(
            new()
            {
                TypeName = FakeProvider.TypeName,
                CurrentState = Make.Wire(Name.Of("n", "i")),
                CurrentIdentity = before is null ? default : Make.Wire(before),
            },
            CancellationToken.None).WaitAsync(Make.Limit);
    }

    /// <summary>A resource whose identity is what a test says.</summary>
    private sealed class Placed() : FakeResource(Name.Schema), IResourceIdentity<RawModel>, IImportState<RawModel>
    {
        public (string? Place, string? Uid) Found { get; init; }

        public Func<ImportContext, IReadOnlyList<ImportedState<RawModel>>> OnImport { get; init; } = static _ => [];

        public Schema IdentitySchema => IdentityTests.Schema;

        public void WriteIdentity(RawModel state, ModelWriter writer)
        {
            writer.Set(Place, Value.OfNullable(Found.Place));
            writer.Set(Uid, Value.OfNullable(Found.Uid));
        }

        public Task<IReadOnlyList<ImportedState<RawModel>>> ImportAsync(
            ImportContext context, CancellationToken cancellationToken) => Task.FromResult(OnImport(context));
    }
}
