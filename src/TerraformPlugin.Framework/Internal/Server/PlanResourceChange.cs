using TerraformPlugin.Framework.Internal.Planning;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>A change to plan.</summary>
internal sealed record PlanResourceChangeRequest
{
    public required string TypeName { get; init; }

    /// <summary>Null: a create.</summary>
    public EncodedValue PriorState { get; init; }

    /// <summary>Configuration merged with the prior state by Terraform; null: a destroy.</summary>
    public EncodedValue ProposedNewState { get; init; }

    public EncodedValue Config { get; init; }

    public ReadOnlyMemory<byte> PriorPrivate { get; init; }

    /// <summary>By the identity schema; empty: none.</summary>
    public EncodedValue PriorIdentity { get; init; }

    /// <summary>What an earlier plan of the same change returned as its private state; empty: nothing is known.</summary>
    public ReadOnlyMemory<byte> PlannedPrivate { get; init; }

    public ClientCapabilities ClientCapabilities { get; init; } = new();
}

/// <summary>The plan.</summary>
internal sealed record PlanResourceChangeResponse : DeferrableResponse
{
    public EncodedValue PlannedState { get; init; }

    /// <summary>Sorted and distinct; without steps into sets.</summary>
    public IReadOnlyList<AttributePath> RequiresReplace { get; init; } = [];

    public ReadOnlyMemory<byte> PlannedPrivate { get; init; }

    /// <summary>By the identity schema; empty: none.</summary>
    public EncodedValue PlannedIdentity { get; init; }
}

internal sealed partial class ProviderServer
{
    public Task<PlanResourceChangeResponse> PlanResourceChange(
        PlanResourceChangeRequest request, CancellationToken cancellationToken)
    {
        var unplanned = new PlanResourceChangeResponse
        {
            PlannedState = request.ProposedNewState,
            PlannedPrivate = request.PriorPrivate,
            PlannedIdentity = request.PriorIdentity,
        };
        return AnswerAsync(
            unplanned,
            (call, token) =>
            {
                var resource = _resources.Get(request.TypeName);
                var type = resource.Schema.Type;
                var prior = Decode(request.PriorState, type, "prior state");
                var proposed = Decode(request.ProposedNewState, type, "proposed state");
                return proposed.IsNull
                    ? PlanDestroyAsync(resource, request, unplanned, prior, call, token)
                    : PlanAsync(resource, request, unplanned, prior, proposed, call, token);
            },
            cancellationToken,
            request.ClientCapabilities);
    }

    private async Task<PlanResourceChangeResponse> PlanDestroyAsync(
        Resource resource, PlanResourceChangeRequest request, PlanResourceChangeResponse response,
        TerraformValue prior, ServerCall call, CancellationToken cancellationToken)
    {
        var privateState = DecodePrivate(request.PriorPrivate, request.TypeName);
        if (prior.IsKnown)
        {
            await resource.ServePlanDestroyAsync(call, prior, privateState, cancellationToken).ConfigureAwait(false);
        }

        var type = resource.Schema.Type;
        return response with
        {
            PlannedState = Encode(TerraformValue.Null(type), type),
            PlannedPrivate = privateState.Encode(),
        };
    }

    /// <summary>The planning order; see docs/design/framework.md for why it is this.</summary>
    private async Task<PlanResourceChangeResponse> PlanAsync(
        Resource resource, PlanResourceChangeRequest request, PlanResourceChangeResponse response,
        TerraformValue prior, TerraformValue proposed, ServerCall call, CancellationToken cancellationToken)
    {
        var attributes = resource.Schema.Attributes;
        var config = DecodeObject(request.Config, resource.Schema.Type, "configuration");
        var known = prior.IsKnown ? prior : null;
        var replacements = new List<AttributePath>();

        var planned = DefaultsPass.Instance.Run(attributes, proposed, config, known, AttributePath.Root);
        planned = ConformPass.Instance.Run(attributes, planned, config, known, AttributePath.Root);

        // Another spelling of what is in state is no difference: it must not make computed values unknown.
        var respelled = PriorSpellingPass.Instance.Run(attributes, planned, config, known, AttributePath.Root);
        if (!respelled.Equals(prior))
        {
            planned = UnknownPass.Instance.Run(attributes, planned, config, known, AttributePath.Root);
        }

        var privateState = DecodePrivate(request.PriorPrivate, request.TypeName);
        var whole = new WholePlan(
            new(config), known is null ? null : new(known), new(planned), privateState, replacements, call.Diagnostics);
        planned = new ModifiersPass(whole).Run(attributes, planned, config, known, AttributePath.Root);
        new SetSizePass(call.Diagnostics).Run(attributes, planned, config, known, AttributePath.Root);
        if (call.Diagnostics.HasErrors)
        {
            return response;
        }

        var context = new PlanContext
        {
            Config = new(config),
            Prior = known is null ? null : new(known),
            Planned = new(planned),
            Private = privateState,
            PlannedPrivate = request.PlannedPrivate.IsEmpty
                ? null
                : DecodePrivate(request.PlannedPrivate, request.TypeName),
            ReplacesExisting = known is null && !request.PriorPrivate.IsEmpty,
            Replacements = replacements,
            Data = call.Data,
            ClientCapabilities = call.Client,
            Diagnostics = call.Diagnostics,
        };
        await resource.ServePlanAsync(context, cancellationToken).ConfigureAwait(false);
        return response with
        {
            PlannedState = Encode(Conform(resource.Schema, context.Planned.Value), resource.Schema.Type),
            PlannedPrivate = privateState.Encode(),
            RequiresReplace =
            [
                .. replacements.Select(static p => p.BeforeSetElement()).Distinct()
                    .OrderBy(static p => p.ToString(), StringComparer.Ordinal),
            ],
            Deferred = context.Deferred,
        };
    }
}
