using TerraformPlugin.Framework.Internal.Planning;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>What a plan modifier sees of its attribute, and what it may change.</summary>
public sealed class PlanModifierContext<T>
    where T : notnull
{
    private readonly Codec<T> _codec;
    private readonly AttributePlan _plan;

    internal PlanModifierContext(Codec<T> codec, AttributePlan plan)
    {
        _codec = codec;
        _plan = plan;
        PlannedRaw = plan.Planned;
    }

    public AttributePath Path => _plan.Path;

    public Value<T> Config => _codec.Decode(_plan.Config, Path);

    /// <summary>In state; null too when <see cref="HasPrior"/> is false.</summary>
    public Value<T> Prior => _codec.Decode(_plan.PriorOrNull, Path);

    /// <summary>Whether the resource is there already: false at a create.</summary>
    public bool IsUpdate => _plan.IsUpdate;

    /// <summary>
    /// Whether the object that holds the attribute was there before: false at a create, and in a new nested object.
    /// </summary>
    public bool HasPrior => _plan.Prior is not null;

    public Value<T> Planned
    {
        get => _codec.Decode(PlannedRaw, Path);
        set => PlannedRaw = _codec.Encode(value);
    }

    public Diagnostics Diagnostics => _plan.Diagnostics;

    /// <summary>Whether the planned value is exactly the prior one.</summary>
    public bool IsUnchanged => PlannedRaw.Equals(_plan.PriorOrNull);

    internal TerraformValue PlannedRaw { get; private set; }

    /// <summary>Plans exactly what is in state.</summary>
    public void PlanPrior() => PlannedRaw = _plan.PriorOrNull;

    /// <summary>The resource is replaced because of this attribute.</summary>
    public void RequireReplacement() => _plan.Replacements.Add(Path);
}
