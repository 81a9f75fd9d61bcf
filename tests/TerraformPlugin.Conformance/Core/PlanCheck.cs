using TerraformPlugin.Conformance.Schemas;
using TerraformPlugin.Values;

namespace TerraformPlugin.Conformance.Core;

/// <summary>
/// What Terraform demands of a plan (<c>objchange.AssertPlanValid</c>): an argument is planned as configured or as it
/// was, and only what is computed and not configured is the provider's. Elements of sets are checked too, which core
/// leaves to the provider: each planned one has to answer to a configured one.
/// </summary>
internal static class PlanCheck
{
    public static IEnumerable<Broken> Violations(
        ObjectSchema schema, TerraformValue prior, TerraformValue config, TerraformValue planned) =>
        Block(schema, prior, config, planned, AttributePath.Root);

    private static IEnumerable<Broken> Block(
        ObjectSchema schema, TerraformValue prior, TerraformValue config, TerraformValue planned, AttributePath path)
    {
        if (planned.IsNull != config.IsNull)
        {
            return [NotAsConfigured(path, $"is planned {Presence(planned)} and configured {Presence(config)}")];
        }

        return planned.IsNull ? [] :
        [
            .. Attributes(schema, prior, config, planned, path),
            .. schema.Blocks.SelectMany(b => NestedBlocks(
                b, prior.Attribute(b.Name), config.Attribute(b.Name), planned.Attribute(b.Name),
                path.Attribute(b.Name))),
        ];
    }

    private static IEnumerable<Broken> Attributes(
        ObjectSchema schema, TerraformValue prior, TerraformValue config, TerraformValue planned, AttributePath path) =>
        schema.Attributes.SelectMany(a => Attribute(
            a, prior.Attribute(a.Name), config.Attribute(a.Name), planned.Attribute(a.Name), path.Attribute(a.Name)));

    private static IEnumerable<Broken> Attribute(
        AttributeSchema attribute, TerraformValue prior, TerraformValue config, TerraformValue planned,
        AttributePath path)
    {
        if (attribute.WriteOnly)
        {
            return planned.IsNull ? [] : [new(Rule.PlanKeepsWriteOnly, path, "is write-only and planned")];
        }

        if (planned.Equals(config)
            || (planned.Equals(prior) && !prior.IsNull && !config.IsNull)
            || (attribute.Computed && (!attribute.Optional || config.IsNull)))
        {
            return [];
        }

        if (config.IsNull)
        {
            return [NotAsConfigured(path, "is planned, not configured and not computed")];
        }

        return attribute.Nested is { } nested ? Objects(nested, prior, config, planned, path)
            : [NotAsConfigured(path, $"is planned {planned}, configured {config}, was {prior}")];
    }

    private static IEnumerable<Broken> Objects(
        NestedSchema nested, TerraformValue prior, TerraformValue config, TerraformValue planned, AttributePath path)
    {
        if (planned.IsNull || planned.IsUnknown)
        {
            return [NotAsConfigured(path, $"is planned {planned} and configured")];
        }

        if (config.IsUnknown)
        {
            return [NotAsConfigured(path, "is planned known and configured unknown")];
        }

        return nested.Mode == Nesting.Set
            ? SetElements(nested, prior, config, planned, path)
            : Elements(nested, prior, config, planned, path, Attributes);
    }

    private static IEnumerable<Broken> NestedBlocks(
        BlockSchema block, TerraformValue prior, TerraformValue config, TerraformValue planned, AttributePath path)
    {
        var nested = block.Nested;
        if (planned.IsNull && nested.Mode != Nesting.Single)
        {
            return [NotAsConfigured(path, "is planned null: without blocks it is empty")];
        }

        if (planned.Equals(config))
        {
            return [];
        }

        if (config.IsNull && block.Computed)
        {
            return [];
        }

        if (config.IsUnknown || planned.IsUnknown)
        {
            return [NotAsConfigured(path, $"is planned {planned}, configured {config}")];
        }

        return nested.Mode == Nesting.Set
            ? SetElements(nested, prior, config, planned, path)
            : Elements(nested, prior, config, planned, path, Block);
    }

    private delegate IEnumerable<Broken> Check(
        ObjectSchema schema, TerraformValue prior, TerraformValue config, TerraformValue planned, AttributePath path);

    private static IEnumerable<Broken> Elements(
        NestedSchema nested, TerraformValue prior, TerraformValue config, TerraformValue planned, AttributePath path,
        Check check)
    {
        var nothing = TerraformValue.Null(nested.Object.Type);
        switch (nested.Mode)
        {
            case Nesting.List when planned.Elements.Length == config.Elements.Length:
                return planned.Elements.SelectMany((p, i) => check(
                    nested.Object, prior.At(i) ?? nothing, config.Elements[i], p, path.Index(i)));
            case Nesting.Map when planned.Entries.Keys.SequenceEqual(config.Entries.Keys):
                return planned.Entries.SelectMany(p => check(
                    nested.Object, prior.At(p.Key) ?? nothing, config.Entries[p.Key], p.Value, path.Key(p.Key)));
            case Nesting.List or Nesting.Map:
                return [NotAsConfigured(path, "is planned with other elements than are configured")];
            default:
                return check(nested.Object, prior, config, planned, path);
        }
    }

    private static IEnumerable<Broken> SetElements(
        NestedSchema nested, TerraformValue prior, TerraformValue config, TerraformValue planned, AttributePath path)
    {
        // Elements with unknown values may turn out to be equal.
        var count = planned.Elements.Length;
        if (config.IsWhollyKnown && (planned.IsWhollyKnown ? count != config.Elements.Length
            : count < 1 || count < config.Elements.Length))
        {
            return [NotAsConfigured(path, $"is planned with {count} elements, configured {config.Elements.Length}")];
        }

        var before = prior.IsKnown ? prior.Elements : [];
        bool Answers(TerraformValue p, TerraformValue c) =>
            before.Append(TerraformValue.Null(nested.Object.Type))
                .Any(b => !Block(nested.Object, b, c, p, path).Any());

        return planned.Elements.Where(p => !config.Elements.Any(c => Answers(p, c)))
            .Select(_ => new Broken(
                Rule.PlanChangesSetElement, path, "has a planned element that no configured one answers to"))
            .Concat(config.Elements.Where(c => !planned.Elements.Any(p => Answers(p, c))).Select(_ => new Broken(
                Rule.PlanChangesSetElement, path, "has a configured element that no planned one answers to")));
    }

    private static Broken NotAsConfigured(AttributePath path, string text) =>
        new(Rule.PlanNotAsConfigured, path, text);

    private static string Presence(TerraformValue value) => value.IsNull ? "absent" : "present";
}
