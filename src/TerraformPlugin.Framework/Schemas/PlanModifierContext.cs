using TerraformPlugin.Framework.Internal.Planning;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>What a plan modifier sees of its attribute and of the resource, and what it may change.</summary>
public sealed class PlanModifierContext<T>
    where T : notnull
{
    private readonly Codec<T> _codec;
    private readonly AttributePlan _plan;

    internal PlanModifierContext(Codec<T> codec, AttributePlan plan)
    {
        _codec = codec;
        _plan = plan;
        PlannedRaw = plan.Visit.Planned;
    }

    /// <summary>Where the attribute is.</summary>
    public AttributePath Path => _plan.Visit.Path;

    /// <summary>As configured; null where the configuration has none.</summary>
    public Value<T> Config => _codec.Decode(_plan.Visit.Config, Path);

    /// <summary>In state; null too when <see cref="HasPrior"/> is false.</summary>
    public Value<T> Prior => _codec.Decode(_plan.PriorOrNull, Path);

    /// <summary>Whether the resource is there already: false at a create.</summary>
    public bool IsUpdate => WholePrior is not null;

    /// <summary>
    /// Whether the object that holds the attribute was there before: false at a create, and in a new nested object.
    /// </summary>
    public bool HasPrior => _plan.Visit.Prior is not null;

    /// <summary>As planned so far; what is set here is planned.</summary>
    public Value<T> Planned
    {
        get => _codec.Decode(PlannedRaw, Path);
        set => PlannedRaw = _codec.Encode(value);
    }

    /// <summary>The whole configuration of the resource; any of its values may be unknown.</summary>
    public ModelReader WholeConfig => _plan.Whole.Config;

    /// <summary>The whole state of the resource; null: a create.</summary>
    public ModelReader? WholePrior => _plan.Whole.Prior;

    /// <summary>
    /// The whole plan of the resource as it was before any modifier ran: what it says does not depend on their order.
    /// </summary>
    public ModelReader WholePlanned => _plan.Whole.Planned;

    /// <summary>As in state; what it holds at the end goes on to the plan step and the apply.</summary>
    public PrivateState Private => _plan.Whole.Private;

    /// <summary>Takes what the user should know; an error ends the plan.</summary>
    public Diagnostics Diagnostics => _plan.Whole.Diagnostics;

    /// <summary>Whether the planned value is exactly the prior one.</summary>
    public bool IsUnchanged => PlannedRaw.Equals(_plan.PriorOrNull);

    internal TerraformValue PlannedRaw { get; private set; }

    /// <summary>Plans exactly what is in state.</summary>
    public void PlanPrior() => PlannedRaw = _plan.PriorOrNull;

    /// <summary>
    /// The resource is replaced because of this attribute. Terraform drops it where the value does not change.
    /// </summary>
    public void RequireReplacement() => _plan.Whole.Replacements.Add(Path);
}
