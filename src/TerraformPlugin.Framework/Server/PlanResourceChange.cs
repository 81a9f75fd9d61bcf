using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public async Task<PlanResourceChangeResponse> PlanResourceChange(
        PlanResourceChangeRequest request, CancellationToken cancellationToken)
    {
        var diagnostics = new Diagnostics();
        var response = new PlanResourceChangeResponse
        {
            PlannedState = request.ProposedNewState,
            PlannedPrivate = request.PriorPrivate,
            PlannedIdentity = request.PriorIdentity,
        };
        await GuardAsync(
            diagnostics,
            async token =>
            {
                var resource = _resources.Get(request.TypeName);
                var type = resource.Schema.Type;
                var prior = Decode(request.PriorState, type, "prior state");
                var proposed = Decode(request.ProposedNewState, type, "proposed state");
                response = proposed.IsNull
                    ? await PlanDestroyAsync(resource, request, response, prior, diagnostics, token)
                        .ConfigureAwait(false)
                    : await PlanAsync(resource, request, response, prior, proposed, diagnostics, token)
                        .ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return response with { Diagnostics = diagnostics.ForWire() };
    }

    private static IReadOnlyList<AttributePath> SortedDistinct(IEnumerable<AttributePath> paths) =>
    [
        .. paths.Select(static p => p.BeforeSetElement()).Distinct()
            .OrderBy(static p => p.ToString(), StringComparer.Ordinal),
    ];

    private async Task<PlanResourceChangeResponse> PlanDestroyAsync(
        Resource resource, PlanResourceChangeRequest request, PlanResourceChangeResponse response,
        TerraformValue prior, Diagnostics diagnostics, CancellationToken cancellationToken)
    {
        if (resource is IDestroyPlanStep step && prior.IsKnown)
        {
            var context = new DestroyPlanContext
            {
                Prior = new(prior),
                Private = DecodePrivate(request.PriorPrivate),
                Data = _data,
                Diagnostics = diagnostics,
            };
            await step.PlanDestroyAsync(context, cancellationToken).ConfigureAwait(false);
        }

        var type = resource.Schema.Type;
        return response with { PlannedState = Encode(TerraformValue.Null(type), type) };
    }

    /// <summary>The planning order; see docs/design/framework.md for why it is this.</summary>
    private async Task<PlanResourceChangeResponse> PlanAsync(
        Resource resource, PlanResourceChangeRequest request, PlanResourceChangeResponse response,
        TerraformValue prior, TerraformValue proposed, Diagnostics diagnostics, CancellationToken cancellationToken)
    {
        var attributes = resource.Schema.Attributes;
        var config = DecodeObject(request.Config, resource.Schema.Type, "configuration");
        var known = prior.IsKnown ? prior : null;
        var replacements = new List<AttributePath>();

        var planned = DefaultsPass.Instance.Run(attributes, proposed, config, known, AttributePath.Root);
        planned = WriteOnlyPass.Instance.Run(attributes, planned, config, known, AttributePath.Root);
        // Another spelling of what is in state is no difference: it must not make computed values unknown.
        var respelled = PriorSpellingPass.Instance.Run(attributes, planned, config, known, AttributePath.Root);
        if (!respelled.Equals(prior))
        {
            planned = UnknownPass.Instance.Run(attributes, planned, config, known, AttributePath.Root);
        }

        planned = new ModifiersPass(known is not null, replacements, diagnostics)
            .Run(attributes, planned, config, known, AttributePath.Root);
        new SetSizePass(diagnostics).Run(attributes, planned, config, known, AttributePath.Root);
        if (diagnostics.HasErrors)
        {
            return response;
        }

        var privateState = DecodePrivate(request.PriorPrivate);
        if (resource is IPlanStep step)
        {
            var context = new PlanContext
            {
                Config = new(config),
                Prior = known is null ? null : new(known),
                Planned = new(planned),
                Private = privateState,
                Replacements = replacements,
                Data = _data,
                ClientCapabilities = request.ClientCapabilities,
                Diagnostics = diagnostics,
            };
            await step.PlanAsync(context, cancellationToken).ConfigureAwait(false);
            planned = context.Planned.Value;
            response = response with { Deferred = context.Deferred };
        }

        return response with
        {
            PlannedState = Encode(planned, resource.Schema.Type),
            PlannedPrivate = privateState.Encode(),
            RequiresReplace = SortedDistinct(replacements),
        };
    }
}
