using System.Text;
using System.Text.Json.Nodes;
using TerraformPlugin.Framework;
using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Schedules;
using VeleroSandbox;

namespace TerraformProviderWorkspaceBackup.Tests.Schedules;

/// <summary>The schedules of the provider, on clusters of the sandbox.</summary>
internal sealed class ProviderOnSandbox(int clusters) : ProviderOnSandbox<ScheduleModel>("workspace_backup_schedule", clusters);

/// <summary>The provider behind its server, as Terraform calls it for one type of resource, on clusters of the sandbox.</summary>
internal class ProviderOnSandbox<TModel> : IDisposable
    where TModel : Model<TModel>, IModel<TModel>
{
    private readonly string _typeName;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    private readonly ProviderServer _server;

    public ProviderOnSandbox(string typeName, int clusters)
    {
        _typeName = typeName;
        Sandbox = Sandbox.Start(clusters);
        _server = new ProviderServer(new WorkspaceProvider("test", TimeProvider.System));
        foreach (var cluster in Sandbox.Clusters)
        {
            cluster.CreateNamespace("shop");
        }
    }

    private ProviderOnSandbox(string typeName, Sandbox sandbox, ProviderServer server) =>
        (_typeName, Sandbox, _server) = (typeName, sandbox, server);

    public Sandbox Sandbox { get; }

    /// <summary>The same process for another type of resource; it goes with this one.</summary>
    public ProviderOnSandbox<TOther> For<TOther>(string typeName)
        where TOther : Model<TOther>, IModel<TOther> => new(typeName, Sandbox, _server);

    public static TerraformType Type { get; } = new Schema(TModel.Attributes).Type;

    public static TerraformValue Value(EncodedValue value) =>
        value.IsEmpty ? TerraformValue.Null(Type) : MessagePackCodec.Decode(value.MessagePack.Span, Type);

    public static TModel Model(EncodedValue value) => TModel.Of(Value(value));

    public static EncodedValue Json(JsonNode json) => new(default, Encoding.UTF8.GetBytes(json.ToJsonString()));

    /// <summary>What the provider's configuration calls a cluster; null: it does not have it.</summary>
    public Func<string, string?> NameOf { get; set; } = static name => name;

    public Task ConfigureAsync() => ConfigureAsync("default", "shop");

    /// <summary>The clusters, as the provider's configuration calls them, that are detached there.</summary>
    public HashSet<string> Detached { get; } = [];

    /// <summary>The provider's <c>velero_namespace</c>.</summary>
    public string? VeleroNamespace { get; set; }

    /// <summary>The provider's <c>namespace_selector</c>, in the place of namespaces; null: it has none.</summary>
    public JsonObject? Selector { get; set; }

    public async Task ConfigureAsync(string name, params string[] namespaces)
    {
        var clusters = new JsonObject(Sandbox.Clusters.Where(cluster => NameOf(cluster.Name) is not null).Select(cluster => KeyValuePair.Create<string, JsonNode?>(
            NameOf(cluster.Name)!,
            new JsonObject
            {
                ["host"] = cluster.Url.ToString().TrimEnd('/'),
                ["cluster_ca_certificate"] = cluster.Certificates.AuthorityPem,
                ["token"] = cluster.AdminToken,
                ["detached"] = Detached.Contains(NameOf(cluster.Name)!) ? true : null,
            })));
        var response = await _server.ConfigureProvider(
            new()
            {
                Config = Json(new JsonObject
                {
                    ["name"] = name,
                    ["namespaces"] = Selector is null ? new JsonArray([.. namespaces]) : null,
                    ["namespace_selector"] = Selector?.DeepClone(),
                    ["velero_namespace"] = VeleroNamespace,
                    ["clusters"] = clusters,
                }),
            },
            CancellationToken.None).WaitAsync(s_limit);
        Assert.Empty(response.Diagnostics);
    }

    public Task<MoveResourceStateResponse> MoveAsync(string provider, string type, string state) =>
        _server.MoveResourceState(
            new()
            {
                SourceProviderAddress = $"registry.terraform.io/{provider}",
                SourceTypeName = type,
                SourceState = new(Encoding.UTF8.GetBytes(state)),
                TargetTypeName = _typeName,
            },
            CancellationToken.None).WaitAsync(s_limit);

    public Task<ImportResourceStateResponse> ImportAsync(string id) => _server.ImportResourceState(
        new() { TypeName = _typeName, Id = id }, CancellationToken.None).WaitAsync(s_limit);

    public Task<ReadResourceResponse> ReadAsync(EncodedValue state, ReadOnlyMemory<byte> privateState) =>
        _server.ReadResource(
            new() { TypeName = _typeName, CurrentState = state, Private = privateState },
            CancellationToken.None).WaitAsync(s_limit);

    /// <summary>Plans a configuration, proposed as Terraform would.</summary>
    public Task<PlanResourceChangeResponse> PlanAsync(
        JsonObject config, EncodedValue prior, ReadOnlyMemory<byte> privateState)
    {
        var given = Configured(config);
        var before = Value(prior);
        var proposed = TerraformValue.Object(Type, TModel.Attributes.Select(attribute => KeyValuePair.Create(
            attribute.Name,
            given.Entries[attribute.Name].IsNull && !before.IsNull
                && attribute.Presence is (Presence.Computed or Presence.OptionalComputed)
                ? before.Entries[attribute.Name]
                : given.Entries[attribute.Name])));
        return _server.PlanResourceChange(
            new()
            {
                TypeName = _typeName,
                Config = new(MessagePackCodec.Encode(given, Type)),
                PriorState = prior,
                ProposedNewState = new(MessagePackCodec.Encode(proposed, Type)),
                PriorPrivate = privateState,
            },
            CancellationToken.None).WaitAsync(s_limit);
    }

    public Task<PlanResourceChangeResponse> PlanDestroyAsync(EncodedValue prior, ReadOnlyMemory<byte> privateState) =>
        _server.PlanResourceChange(
            new()
            {
                TypeName = _typeName,
                Config = Nothing,
                PriorState = prior,
                ProposedNewState = Nothing,
                PriorPrivate = privateState,
            },
            CancellationToken.None).WaitAsync(s_limit);

    /// <summary>Plans a configuration and carries the plan out.</summary>
    public async Task<ApplyResourceChangeResponse> ApplyAsync(
        JsonObject config, EncodedValue prior = default, ReadOnlyMemory<byte> privateState = default)
    {
        prior = prior.IsEmpty ? Nothing : prior;
        var plan = await PlanAsync(config, prior, privateState);
        Assert.DoesNotContain(plan.Diagnostics, static d => d.Severity == TerraformPlugin.Framework.Severity.Error);
        return await ApplyPlanAsync(config, prior, plan);
    }

    /// <summary>Carries a plan out.</summary>
    /// <param name="config">As it is when it is applied: write-only values may be others by then.</param>
    public Task<ApplyResourceChangeResponse> ApplyPlanAsync(
        JsonObject config, EncodedValue prior, PlanResourceChangeResponse plan) => _server.ApplyResourceChange(
        new()
        {
            TypeName = _typeName,
            Config = new(MessagePackCodec.Encode(Configured(config), Type)),
            PriorState = prior,
            PlannedState = plan.PlannedState,
            PlannedPrivate = plan.PlannedPrivate,
        },
        CancellationToken.None).WaitAsync(s_limit);

    public async Task<IReadOnlyList<Diagnostic>> ValidateAsync(JsonObject config) => (await _server.ValidateResourceConfig(
        new()
        {
            TypeName = _typeName,
            Config = new(MessagePackCodec.Encode(Configured(config), Type)),
            ClientCapabilities = new ClientCapabilities(WriteOnlyAttributesAllowed: true),
        },
        CancellationToken.None).WaitAsync(s_limit)).Diagnostics;

    /// <summary>Carries out a planned destroy.</summary>
    /// <param name="planned">As the plan left it; null: the destroy plan's.</param>
    public async Task<ApplyResourceChangeResponse> DestroyAsync(
        EncodedValue prior, ReadOnlyMemory<byte> privateState, ReadOnlyMemory<byte>? planned = null) =>
        await _server.ApplyResourceChange(
            new()
            {
                TypeName = _typeName,
                Config = Nothing,
                PriorState = prior,
                PlannedState = Nothing,
                PlannedPrivate = planned ?? (await PlanDestroyAsync(prior, privateState)).PlannedPrivate,
            },
            CancellationToken.None).WaitAsync(s_limit);

    public static EncodedValue Nothing { get; } = new(MessagePackCodec.Encode(TerraformValue.Null(Type), Type));

    private static TerraformValue Configured(JsonObject config) =>
        JsonCodec.Decode(Encoding.UTF8.GetBytes(config.ToJsonString()), Type);

    public Task<UpgradeResourceStateResponse> UpgradeAsync(long version, string json) => _server.UpgradeResourceState(
        new() { TypeName = _typeName, Version = version, RawState = new(Encoding.UTF8.GetBytes(json)) },
        CancellationToken.None).WaitAsync(s_limit);

    public void Dispose()
    {
        _server.Dispose();
        Sandbox.Dispose();
    }
}
