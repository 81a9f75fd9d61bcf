using System.Collections.Concurrent;
using System.Text.Json;
using TerraformPlugin.Framework;
using TerraformPlugin.Values;

namespace TerraformPlugin.Hosting.TestPlugin;

/// <summary>A resource with every ability; its objects live as long as the process.</summary>
internal sealed class GadgetResource(ConcurrentDictionary<string, Gadget> gadgets) : Resource<Gadget>,
    IResourceIdentity<Gadget>, IUpgradeIdentity, IPlanStep, IDestroyPlanStep, IConfigValidation, IImportState<Gadget>,
    IUpgradeState<Gadget>, IMoveState<Gadget>
{
    private static readonly SchemaAttribute<string> s_id = new("id", Codec.String) { Presence = Presence.Required };

    public override Schema Schema => Gadget.Schema;

    public Schema IdentitySchema { get; } = new([s_id]) { Version = 1 };

    public void WriteIdentity(Gadget state, ModelWriter writer) => writer.Set(s_id, state.Get(Gadget.Id));

    public bool UpgradeIdentity(StateUpgradeContext context, ModelWriter writer)
    {
        using var json = JsonDocument.Parse(context.Json);
        writer.Set(s_id, json.RootElement.GetProperty("number").GetString()!);
        return true;
    }

    public Task ValidateConfigAsync(ConfigValidationContext context, CancellationToken cancellationToken)
    {
        if (context.Config.Get(Gadget.Text).TryGetKnown(out var text) && text.Length == 0)
        {
            context.Diagnostics.AddError("Empty Text", "The text of a gadget is not empty.", Gadget.Text);
        }

        return Task.CompletedTask;
    }

    public Task PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        if (context.Config.Get(Gadget.Text).IsUnknown && context.ClientCapabilities.DeferralAllowed)
        {
            context.Defer(DeferralReason.ResourceConfigUnknown);
        }

        context.Private.Set("planned", "yes"u8.ToArray());
        return Task.CompletedTask;
    }

    public Task PlanDestroyAsync(DestroyPlanContext context, CancellationToken cancellationToken)
    {
        context.Diagnostics.AddWarning("Gadget Goes", $"{context.Prior.Get(Gadget.Id)} will be gone.");
        return Task.CompletedTask;
    }

    public override Task<Gadget?> CreateAsync(CreateContext<Gadget> context, CancellationToken cancellationToken) =>
        Keep(context.Planned);

    public override Task<Gadget?> ReadAsync(ReadContext<Gadget> context, CancellationToken cancellationToken) =>
        Task.FromResult(gadgets.GetValueOrDefault(context.State.Get(Gadget.Id).Known));

    public override Task<Gadget?> UpdateAsync(UpdateContext<Gadget> context, CancellationToken cancellationToken) =>
        Keep(context.Planned);

    public override Task<Gadget?> DeleteAsync(DeleteContext<Gadget> context, CancellationToken cancellationToken)
    {
        gadgets.TryRemove(context.Prior.Get(Gadget.Id).Known, out _);
        return Task.FromResult<Gadget?>(null);
    }

    public Task<IReadOnlyList<ImportedState<Gadget>>> ImportAsync(
        ImportContext context, CancellationToken cancellationToken)
    {
        var id = context.Id ?? context.Identity!.Get(s_id).Known;
        return Task.FromResult<IReadOnlyList<ImportedState<Gadget>>>(
            gadgets.TryGetValue(id, out var gadget) ? [new(gadget)] : []);
    }

    /// <summary>In version 0 the text was called "words", and there was nothing else.</summary>
    public Task<Gadget?> UpgradeStateAsync(StateUpgradeContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Old(context.Json.Span, "words"));

    public Task<Gadget?> MoveStateAsync(StateMoveContext context, CancellationToken cancellationToken) =>
        Task.FromResult(context.SourceTypeName == "probe_thing" ? Old(context.SourceJson.Span, "text") : null);

    private static Gadget? Old(ReadOnlySpan<byte> state, string attribute)
    {
        var reader = new Utf8JsonReader(state);
        using var json = JsonDocument.ParseValue(ref reader);
        var gadget = Gadget.Empty
            .With(Gadget.Text, json.RootElement.GetProperty(attribute).GetString()!)
            .WithRaw(Gadget.BlockList, TerraformValue.List(Gadget.BlockList.Type.Element!, []))
            .WithRaw(Gadget.BlockSet, TerraformValue.Set(Gadget.BlockSet.Type.Element!, []));
        return gadget.With(Gadget.Id, MadeUp.Next("gadget"));
    }

    private Task<Gadget?> Keep(Gadget planned)
    {
        var made = new Gadget(MadeUp.Fill(Gadget.Attributes, planned.Object));
        gadgets[made.Get(Gadget.Id).Known] = made;
        return Task.FromResult<Gadget?>(made);
    }
}
