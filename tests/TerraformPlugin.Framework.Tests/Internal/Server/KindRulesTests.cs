using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Framework.Tests.Fakes;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Tests.Internal.Server;

/// <summary>Rules that depend on what a schema is of, which the schema itself cannot know.</summary>
public sealed class KindRulesTests
{
    public static TheoryData<string, string> Reserved => new()
    {
        { "resource", "count" }, { "resource", "for_each" }, { "resource", "provider" }, { "resource", "depends_on" },
        { "resource", "lifecycle" }, { "resource", "connection" }, { "resource", "provisioner" },
        { "resource", "locals" }, { "data", "count" }, { "data", "lifecycle" }, { "ephemeral", "for_each" },
        { "provider", "alias" }, { "provider", "version" },
    };

    [Theory]
    [MemberData(nameof(Reserved))]
    public async Task A_name_that_Terraform_has_taken_is_refused(string kind, string name)
    {
        var diagnostic = Assert.Single(await SchemaProblems(kind, name));

        Assert.Contains($"\"{name}\"", diagnostic.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data", "connection")]
    [InlineData("provider", "host")]
    public async Task A_name_that_is_taken_elsewhere_only_is_free(string kind, string name) =>
        Assert.Empty(await SchemaProblems(kind, name));

    [Fact]
    public async Task A_reserved_name_is_free_in_a_nested_object()
    {
        var schema = new Schema(
            [new SchemaAttribute<Counted>("a", Codec.Object<Counted>()) { Presence = Presence.Optional }]);
        using var server = Make.Server(new FakeResource(schema));

        Assert.Empty((await server.GetProviderSchema(CancellationToken.None)).Diagnostics);
    }

    public static TheoryData<string, SchemaAttribute, bool> IdentityTypes => new()
    {
        { "text", Attribute(Codec.String), true },
        { "a list of texts", Attribute(Codec.List(Codec.String)), true },
        { "a set of texts", Attribute(Codec.Set(Codec.String)), false },
        { "a map", Attribute(Codec.Map(Codec.String)), false },
        { "a list of lists", Attribute(Codec.List(Codec.List(Codec.String))), false },
        { "an object", Attribute(Codec.Object<Counted>()), false },
    };

    [Theory]
    [MemberData(nameof(IdentityTypes))]
    public async Task An_identity_is_made_of_primitive_values_and_lists_of_them(
        string what, SchemaAttribute attribute, bool legal)
    {
        using var server = Make.Server(new FakeAbleResource(Name.Schema) { IdentitySchema = new([attribute]) });
        var response = await server.GetResourceIdentitySchemas(CancellationToken.None);

        Assert.True(legal == (response.Diagnostics.Count == 0), what);
    }

    [Theory]
    [InlineData("Text")]
    [InlineData("1st")]
    [InlineData("")]
    [InlineData("twice")]
    public async Task The_names_of_parameters_are_identifiers_and_differ(string name)
    {
        using var server = new ProviderServer(new FakeProvider
        {
            Functions = FakeProvider.One<Function>(new Echo(name, "twice")),
        });

        Assert.Single((await server.GetFunctions(CancellationToken.None)).Diagnostics);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_function_neither_takes_nor_gives_a_collection_of_any_type(bool takes)
    {
        var any = Codec.List(Codec.Raw(TerraformType.Dynamic));
        using var server = new ProviderServer(new FakeProvider
        {
            Functions = FakeProvider.One<Function>(takes ? new Taking(any) : new Giving(any)),
        });

        var diagnostic = Assert.Single((await server.GetFunctions(CancellationToken.None)).Diagnostics);
        Assert.Contains("has a dynamic type in a collection", diagnostic.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Right_parameters_are_taken()
    {
        using var server = new ProviderServer(new FakeProvider
        {
            Functions = FakeProvider.One<Function>(new Echo("text", "other")),
        });

        Assert.Empty((await server.GetFunctions(CancellationToken.None)).Diagnostics);
    }

    private static SchemaAttribute Attribute<T>(Codec<T> codec)
        where T : notnull => new SchemaAttribute<T>("a", codec) { Presence = Presence.Required };

    private static async Task<IReadOnlyList<Diagnostic>> SchemaProblems(string kind, string name)
    {
        var schema = new Schema([new SchemaAttribute<string>(name, Codec.String) { Presence = Presence.Optional }]);
        using var server = new ProviderServer(kind switch
        {
            "resource" => new FakeProvider { Resources = FakeProvider.One<Resource>(new FakeResource(schema)) },
            "data" => new FakeProvider { DataSources = FakeProvider.One<DataSource>(new Reading(schema)) },
            "ephemeral" => new FakeProvider
            {
                EphemeralResources = FakeProvider.One<EphemeralResource>(new Opening(schema)),
            },
            _ => new FakeProvider { Schema = schema },
        });
        return (await server.GetProviderSchema(CancellationToken.None).WaitAsync(Make.Limit)).Diagnostics;
    }

    private sealed record Counted(TerraformValue Object) : Model<Counted>(Object), IModel<Counted>
    {
        private static readonly SchemaAttribute<long> Count =
            new("count", Codec.Int64) { Presence = Presence.Optional };

        public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [Count];

        public static Counted Of(TerraformValue value) => new(value);
    }

    private sealed class Reading(Schema schema) : DataSource<RawModel>
    {
        public override Schema Schema => schema;

        public override Task<RawModel?> ReadAsync(
            DataSourceContext<RawModel> context, CancellationToken cancellationToken) =>
            Task.FromResult<RawModel?>(context.Config);
    }

    private sealed class Opening(Schema schema) : EphemeralResource<RawModel>
    {
        public override Schema Schema => schema;

        public override Task<RawModel?> OpenAsync(
            EphemeralOpenContext<RawModel> context, CancellationToken cancellationToken) =>
            Task.FromResult<RawModel?>(context.Config);
    }

    private sealed class Taking(Codec<IReadOnlyList<TerraformValue>> codec) : Function<string>(Codec.String)
    {
        public override IReadOnlyList<FunctionParameter> Parameters { get; } =
            [new FunctionParameter<IReadOnlyList<TerraformValue>>("list", codec)];

        public override string Summary => "Takes.";

        public override string Description => "Takes.";

        public override Value<string> Run(FunctionContext context) => Value<string>.Null;
    }

    private sealed class Giving(Codec<IReadOnlyList<TerraformValue>> codec)
        : Function<IReadOnlyList<TerraformValue>>(codec)
    {
        public override IReadOnlyList<FunctionParameter> Parameters => [];

        public override string Summary => "Gives.";

        public override string Description => "Gives.";

        public override Value<IReadOnlyList<TerraformValue>> Run(FunctionContext context) =>
            Value<IReadOnlyList<TerraformValue>>.Null;
    }

    private sealed class Echo(string first, string second) : Function<string>(Codec.String)
    {
        public override IReadOnlyList<FunctionParameter> Parameters { get; } =
            [new FunctionParameter<string>(first, Codec.String), new FunctionParameter<string>(second, Codec.String)];

        public override string Summary => "Echoes.";

        public override string Description => "Echoes.";

        public override Value<string> Run(FunctionContext context) => Value<string>.Null;
    }
}
