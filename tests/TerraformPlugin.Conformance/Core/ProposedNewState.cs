using TerraformPlugin.Conformance.Schemas;
using TerraformPlugin.Values;

namespace TerraformPlugin.Conformance.Core;

/// <summary>
/// The state that Terraform proposes to a provider: what is configured, and what is in state for computed attributes
/// that are not. The rules are those of <c>objchange.ProposedNew</c> in Terraform's core.
/// </summary>
internal static class ProposedNewState
{
    public static TerraformValue Of(ObjectSchema schema, TerraformValue prior, TerraformValue config) =>
        config.IsNull ? prior : Merge(schema, prior, config);

    /// <summary>
    /// The configuration as it is sent: that there is no block which the provider may set itself is null then, and not
    /// an empty collection.
    /// </summary>
    public static TerraformValue WithoutComputedBlocks(ObjectSchema schema, TerraformValue config)
    {
        foreach (var block in config.IsKnown ? schema.Blocks : [])
        {
            var held = config.Entries[block.Name];
            config = config.With(block.Name, !held.IsKnown ? held
                : block is { Computed: true, Nested.Mode: not Nesting.Single } && held.Count() == 0
                    ? TerraformValue.Null(held.Type)
                : block.Nested.Mode switch
                {
                    Nesting.List => TerraformValue.List(held.Type.Element!, held.Elements.Select(Within)),
                    Nesting.Set => TerraformValue.Set(held.Type.Element!, held.Elements.Select(Within)),
                    Nesting.Map => TerraformValue.Map(held.Type.Element!,
                        held.Entries.Select(e => KeyValuePair.Create(e.Key, Within(e.Value)))),
                    _ => Within(held),
                });

            TerraformValue Within(TerraformValue one) => WithoutComputedBlocks(block.Nested.Object, one);
        }

        return config;
    }

    private static TerraformValue Merge(ObjectSchema schema, TerraformValue prior, TerraformValue config) =>
        TerraformValue.Object(schema.Type,
        [
            .. schema.Attributes.Select(a => KeyValuePair.Create(
                a.Name, Attribute(a, prior.Attribute(a.Name), config.Attribute(a.Name)))),
            .. schema.Blocks.Select(b => KeyValuePair.Create(
                b.Name, Nested(b.Nested, prior.Attribute(b.Name), config.Attribute(b.Name)))),
        ]);

    private static TerraformValue Attribute(AttributeSchema attribute, TerraformValue prior, TerraformValue config)
    {
        if (attribute.Computed && config.IsNull)
        {
            return attribute is { Optional: true, Nested: { } within } && HoldsWhatIsNotComputed(within.Object, prior)
                ? config
                : prior;
        }

        return attribute.Nested is { } nested ? Nested(nested, prior, config) : config;
    }

    private static TerraformValue Nested(NestedSchema nested, TerraformValue prior, TerraformValue config)
    {
        if (!config.IsKnown)
        {
            return config;
        }

        var (schema, element) = (nested.Object, nested.Object.Type);
        switch (nested.Mode)
        {
            case Nesting.Single or Nesting.Group:
                return Merge(schema, prior, config);
            case Nesting.List:
                return TerraformValue.List(element, config.Elements.Select((c, i) =>
                    prior.At(i) is { } before ? Merge(schema, before, c) : c));
            case Nesting.Map:
                return TerraformValue.Map(element, config.Entries.Select(c => KeyValuePair.Create(
                    c.Key, Merge(schema, prior.At(c.Key) ?? TerraformValue.Null(element), c.Value))));
            default:
                var left = prior.IsKnown ? prior.Elements.ToList() : [];
                return TerraformValue.Set(element, config.Elements.Select(c =>
                {
                    var index = left.FindIndex(p => CanHaveComeFrom(schema, p, c));
                    var before = index < 0 ? TerraformValue.Null(element) : left[index];
                    left.RemoveRange(Math.Max(index, 0), index < 0 ? 0 : 1);
                    return Merge(schema, before, c);
                }));
        }
    }

    /// <summary>Then it was configured once, at least in part, and the null that is configured now counts.</summary>
    private static bool HoldsWhatIsNotComputed(ObjectSchema schema, TerraformValue value) =>
        Objects(value).Any(o => schema.Attributes.Any(a => o.Attribute(a.Name) is { IsNull: false } v
            && (!a.Computed || (a.Nested is { } nested && HoldsWhatIsNotComputed(nested.Object, v)))));

    private static IEnumerable<TerraformValue> Objects(TerraformValue value) => !value.IsKnown ? [] : value.Type.Kind switch
    {
        TypeKind.Object => [value],
        TypeKind.Map => value.Entries.Values.Where(static e => e.IsKnown),
        _ => value.Elements.Where(static e => e.IsKnown),
    };

    /// <summary>Whether an element of a set is a configured one with computed values filled in.</summary>
    private static bool CanHaveComeFrom(ObjectSchema schema, TerraformValue prior, TerraformValue config) =>
        prior.Equals(config)
        || schema.Attributes.All(a => Same(a.Nested, a.Computed, prior.Attribute(a.Name), config.Attribute(a.Name)))
        && schema.Blocks.All(b => Same(b.Nested, false, prior.Attribute(b.Name), config.Attribute(b.Name)));

    private static bool Same(NestedSchema? nested, bool computed, TerraformValue prior, TerraformValue config)
    {
        if (prior.Equals(config))
        {
            return true;
        }

        // Elements of a set within a set have nothing to be told apart by.
        if (config.Type.Kind == TypeKind.Set)
        {
            return false;
        }

        if (nested is null)
        {
            return computed && config.IsNull;
        }

        // What is null in state has nothing within that could differ.
        return !prior.IsKnown || (config.IsKnown && nested.Mode switch
        {
            Nesting.List => prior.Elements.Select((p, i) => config.At(i) is { } c
                && (!p.IsKnown || (c.IsKnown && CanHaveComeFrom(nested.Object, p, c)))).All(static same => same),
            Nesting.Map => prior.Entries.All(p => config.At(p.Key) is { } c
                && (!p.Value.IsKnown || (c.IsKnown && CanHaveComeFrom(nested.Object, p.Value, c)))),
            _ => CanHaveComeFrom(nested.Object, prior, config),
        });
    }
}
