using Google.Protobuf;
using Grpc.Core;
using TerraformPlugin.Conformance.Schemas;
using TerraformPlugin.Hosting.Protocol;
using TerraformPlugin.Values;

namespace TerraformPlugin.Conformance.Core;

/// <summary>
/// Terraform's side of one plugin process: it knows the schemas, encodes and decodes, and looks at every finding.
/// </summary>
internal sealed class Session
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    private TerraformValue? _configured;

    private readonly HashSet<string> _secrets = new(StringComparer.Ordinal);

    private Session(Provider.ProviderClient client, GetProviderSchema.Types.Response schema)
    {
        Client = client;
        Schema = schema;
        ProviderConfig = SchemaReader.Read(schema.Provider);
        Resources = Read(schema.ResourceSchemas);
        DataSources = Read(schema.DataSourceSchemas);
        EphemeralResources = Read(schema.EphemeralResourceSchemas);
        ListResources = Read(schema.ListResourceSchemas);
        Actions = schema.ActionSchemas.ToDictionary(e => e.Key, e => SchemaReader.Read(e.Value.Schema));
    }

    public Provider.ProviderClient Client { get; }

    public GetProviderSchema.Types.Response Schema { get; }

    public ObjectSchema ProviderConfig { get; }

    public IReadOnlyDictionary<string, ObjectSchema> Resources { get; }

    public IReadOnlyDictionary<string, ObjectSchema> DataSources { get; }

    public IReadOnlyDictionary<string, ObjectSchema> EphemeralResources { get; }

    public IReadOnlyDictionary<string, ObjectSchema> ListResources { get; }

    public IReadOnlyDictionary<string, ObjectSchema> Actions { get; }

    /// <summary>With the versions of the wire.</summary>
    public IReadOnlyDictionary<string, ObjectSchema> Identities { get; private set; } =
        new Dictionary<string, ObjectSchema>();

    /// <summary>What the CLI says it can do.</summary>
    public required ClientCapabilities Capabilities { get; init; }

    /// <summary>All that was ever found, in its order.</summary>
    public List<Diagnostic> Heard { get; } = [];

    public static CallOptions Options => new(deadline: DateTime.UtcNow + s_limit);

    /// <summary>Asks for the schemas, in Terraform's order.</summary>
    public static async Task<Session> OpenAsync(Provider.ProviderClient client, Cli cli = Cli.Newest)
    {
        var schema = await CallAsync(() => client.GetProviderSchemaAsync(new(), Options));
        var session = new Session(client, schema)
        {
            Capabilities = new()
            {
                WriteOnlyAttributesAllowed = true,
                DeferralAllowed = cli == Cli.Deferring,
                StorePlannedPrivate = cli != Cli.Older,
                ComputedBlocksAllowed = cli != Cli.Older,
            },
        };
        session.Findings(schema.Diagnostics, null);
        var identities = await CallAsync(() => client.GetResourceIdentitySchemasAsync(new(), Options));
        session.Findings(identities.Diagnostics, null);
        session.Identities = identities.IdentitySchemas.ToDictionary(e => e.Key, e => SchemaReader.Read(e.Value));
        return session;
    }

    public async Task<Findings> ConfigureAsync(TerraformValue config)
    {
        Hide(ProviderConfig, config);
        var validated = await CallAsync(() => Client.ValidateProviderConfigAsync(
            new() { Config = Encode(config) }, Options));
        var findings = Findings(validated.Diagnostics, ProviderConfig);
        if (findings.Failed)
        {
            return findings;
        }

        _configured = config;
        return await RestartAsync();
    }

    /// <summary>
    /// Each walk of Terraform's starts the provider anew: to the provider, a plan and its apply are two configurations.
    /// </summary>
    public async Task<Findings> RestartAsync()
    {
        if (_configured is not { } config)
        {
            return Core.Findings.None;
        }

        var configured = await CallAsync(() => Client.ConfigureProviderAsync(
            new() { TerraformVersion = "1.16.0", Config = Encode(config), ClientCapabilities = Capabilities },
            Options));
        return Findings(configured.Diagnostics, ProviderConfig);
    }

    public static DynamicValue Encode(TerraformValue value) =>
        new() { Msgpack = ByteString.CopyFrom(MessagePackCodec.Encode(value, value.Type)) };

    public static DynamicValue Encode(TerraformValue value, TerraformType type) =>
        new() { Msgpack = ByteString.CopyFrom(MessagePackCodec.Encode(value, type)) };

    /// <exception cref="BrokenRuleException">The bytes are not of the type.</exception>
    public static TerraformValue Decode(DynamicValue? value, TerraformType type)
    {
        try
        {
            return value is null ? TerraformValue.Null(type)
                : !value.Msgpack.IsEmpty ? MessagePackCodec.Decode(value.Msgpack.Span, type)
                : !value.Json.IsEmpty ? JsonCodec.Decode(value.Json.Span, type)
                : TerraformValue.Null(type);
        }
        catch (ValueDecodingException e)
        {
            throw new BrokenRuleException(Rule.ValueDoesNotFit, e.Message);
        }
    }

    /// <exception cref="BrokenRuleException">The call failed as a call.</exception>
    public static async Task<T> CallAsync<T>(Func<AsyncUnaryCall<T>> start)
    {
        try
        {
            return await start();
        }
        catch (RpcException e)
        {
            throw new BrokenRuleException(
                e.StatusCode == StatusCode.Unimplemented ? Rule.CallNotServed : Rule.CallFails, $"{e.Status}");
        }
    }

    /// <summary>Looks at what a call found: its form, and that it gives nothing away.</summary>
    /// <param name="schema">What paths lead into; null: none may be given.</param>
    public Findings Findings(IEnumerable<Diagnostic> diagnostics, ObjectSchema? schema)
    {
        var all = diagnostics.ToList();
        Heard.AddRange(all);
        foreach (var diagnostic in all)
        {
            var text = $"{diagnostic.Summary}: {diagnostic.Detail}";
            CheckSecrets(text);
            if (diagnostic.Severity == Diagnostic.Types.Severity.Invalid || diagnostic.Summary.Length == 0)
            {
                throw new BrokenRuleException(Rule.DiagnosticIncomplete, $"{diagnostic.Severity}: {text}");
            }

            if (diagnostic.Summary == "Provider Bug")
            {
                throw new BrokenRuleException(Rule.CallFails, text);
            }

            if (diagnostic.Attribute is { Steps.Count: > 0 } path && !Leads(schema?.Type, path))
            {
                throw new BrokenRuleException(Rule.DiagnosticPathMissing, $"{path}: {text}");
            }
        }

        return new(
            [.. all.Where(static d => d.Severity == Diagnostic.Types.Severity.Error)],
            [.. all.Where(static d => d.Severity == Diagnostic.Types.Severity.Warning)]);
    }

    public void CheckSecrets(string text)
    {
        if (_secrets.FirstOrDefault(secret => text.Contains(secret, StringComparison.Ordinal)) is { } disclosed)
        {
            throw new BrokenRuleException(
                Rule.SecretDisclosed, text.Replace(disclosed, "<a sensitive value>", StringComparison.Ordinal));
        }
    }

    /// <summary>Remembers the sensitive values of a configuration or state.</summary>
    public void Hide(ObjectSchema schema, TerraformValue value)
    {
        foreach (var (attribute, held) in AttributeWalk.Of(schema, value).Select(a => (a.Attribute, a.Value)))
        {
            if (attribute.Sensitive || attribute.WriteOnly)
            {
                // Shorter ones are found in words.
                _secrets.UnionWith(held.Walk().Select(static w => w.Value)
                    .Where(static v => v is { IsKnown: true, Type.Kind: TypeKind.String })
                    .Select(static v => v.AsString()).Where(static s => s.Length >= 8));
            }
        }
    }

    /// <summary>Only Terraform 1.16 hands the first plan's private state to the plan at apply.</summary>
    public void StorePlanned(PlanResourceChange.Types.Request request, ByteString? planned)
    {
        if (planned is not null && Capabilities.StorePlannedPrivate)
        {
            request.PlannedPrivate = planned;
        }
    }

    private static Dictionary<string, ObjectSchema> Read(IEnumerable<KeyValuePair<string, Schema>> schemas) =>
        schemas.ToDictionary(static e => e.Key, static e => SchemaReader.Read(e.Value));

    private static bool Leads(TerraformType? type, Hosting.Protocol.AttributePath path)
    {
        foreach (var step in path.Steps)
        {
            type = (step.SelectorCase, type?.Kind) switch
            {
                (Hosting.Protocol.AttributePath.Types.Step.SelectorOneofCase.AttributeName, TypeKind.Object) =>
                    type!.Attributes.GetValueOrDefault(step.AttributeName),
                (Hosting.Protocol.AttributePath.Types.Step.SelectorOneofCase.ElementKeyString, TypeKind.Map) =>
                    type!.Element,
                (Hosting.Protocol.AttributePath.Types.Step.SelectorOneofCase.ElementKeyInt, TypeKind.List) =>
                    type!.Element,
                (_, TypeKind.Dynamic) => type,
                _ => null,
            };
            if (type is null)
            {
                return false;
            }
        }

        return true;
    }
}
