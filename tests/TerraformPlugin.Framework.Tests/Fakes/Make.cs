using TerraformPlugin.Conformance.Core;
using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Tests.Fakes;

/// <summary>Short forms for values and servers.</summary>
internal static class Make
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static ProviderServer Server(Resource resource) =>
        new(new FakeProvider { Resources = FakeProvider.One(resource) });

    public static TerraformValue S(string text) => TerraformValue.String(text);

    public static TerraformValue UnknownString => TerraformValue.Unknown(TerraformType.String);

    public static TerraformValue Object(
        Schema schema, params (SchemaAttribute Attribute, TerraformValue Value)[] set) =>
        Object(schema.Attributes, set);

    /// <summary>An object with the attributes that are given; the others are null.</summary>
    public static TerraformValue Object(
        IReadOnlyList<SchemaAttribute> attributes, params (SchemaAttribute Attribute, TerraformValue Value)[] set)
    {
        var type = TerraformType.Object(attributes.Select(a => KeyValuePair.Create(a.Name, a.Type)));
        return TerraformValue.Object(type, attributes.Select(a => KeyValuePair.Create(a.Name,
            set.FirstOrDefault(s => s.Attribute.Name == a.Name).Value ?? TerraformValue.Null(a.Type))));
    }

    public static EncodedValue Wire(TerraformValue value) => new(MessagePackCodec.Encode(value, value.Type));

    public static TerraformValue Read(EncodedValue wire, TerraformType type) =>
        wire.IsEmpty ? TerraformValue.Null(type) : MessagePackCodec.Decode(wire.MessagePack.Span, type);

    public static Task<PlanResourceChangeResponse> Plan(
        Resource resource, TerraformValue config, TerraformValue? prior = null, PrivateState? privateState = null,
        ClientCapabilities? client = null) =>
        Plan(Server(resource), resource.Schema, config, prior, privateState, client);

    /// <summary>Plans as Terraform does, which proposes the configuration merged with the prior state.</summary>
    public static Task<PlanResourceChangeResponse> Plan(
        ProviderServer server, Schema schema, TerraformValue config, TerraformValue? prior = null,
        PrivateState? privateState = null, ClientCapabilities? client = null) =>
        server.PlanResourceChange(
            new()
            {
                TypeName = FakeProvider.TypeName,
                Config = Wire(config),
                PriorState = Wire(prior ?? TerraformValue.Null(schema.Type)),
                ProposedNewState = Wire(config.IsNull ? config : ProposedNewState.Of(
                    CoreSchema.Of(schema.Attributes), prior ?? TerraformValue.Null(schema.Type), config)),
                PriorPrivate = privateState?.Encode() ?? [],
                ClientCapabilities = client ?? new(),
            },
            CancellationToken.None).WaitAsync(Limit);
}
