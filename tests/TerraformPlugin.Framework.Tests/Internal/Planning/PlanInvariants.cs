using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Tests.Internal.Planning;

/// <summary>What Terraform demands of every plan, and refuses the provider for.</summary>
internal static class PlanInvariants
{
    /// <summary>
    /// An attribute that is configured is planned as configured, or as it was before when neither is null; one that is
    /// not is planned null unless the provider computes it.
    /// </summary>
    public static IEnumerable<string> Violations(
        IReadOnlyList<SchemaAttribute> attributes, TerraformValue config, TerraformValue? prior,
        TerraformValue planned, AttributePath path)
    {
        foreach (var attribute in attributes)
        {
            var at = attribute.Under(path);
            var c = config.Entries[attribute.Name];
            var p = planned.Entries[attribute.Name];
            var before = prior is { IsKnown: true } ? prior.Entries[attribute.Name] : null;
            if (attribute.WriteOnly)
            {
                if (!p.IsNull)
                {
                    yield return $"{at} is write-only and planned";
                }
            }
            else if (c.IsKnown && attribute.Nested is { } nested && p.IsKnown)
            {
                foreach (var violation in Nested(nested, c, before, p, at))
                {
                    yield return violation;
                }
            }
            else if (!p.Equals(c) && !(c.IsNull && attribute.IsComputed)
                && !(before is { IsNull: false } && !c.IsNull && p.Equals(before)))
            {
                yield return $"{at} is planned {p}, was {before}, configured {c}";
            }
        }
    }

    /// <summary>Between a plan and the one at apply, unknown values may turn known; known ones must stay.</summary>
    public static IEnumerable<string> Changes(TerraformValue first, TerraformValue second, AttributePath path)
    {
        if (first.IsUnknown || first.Type.Kind == TypeKind.Set || first.Equals(second))
        {
            yield break;
        }

        if (first.IsKnown && second.IsKnown && first.Type.Kind is TypeKind.List
            && first.Elements.Length == second.Elements.Length)
        {
            foreach (var change in first.Elements.SelectMany((e, i) => Changes(e, second.Elements[i], path.Index(i))))
            {
                yield return change;
            }
        }
        else if (first.IsKnown && second.IsKnown && first.Type.Kind is TypeKind.Map or TypeKind.Object
            && first.Entries.Keys.SequenceEqual(second.Entries.Keys))
        {
            foreach (var change in first.Entries.SelectMany(e =>
                Changes(e.Value, second.Entries[e.Key], path.Key(e.Key))))
            {
                yield return change;
            }
        }
        else
        {
            yield return $"{path} was planned {first}, then {second}";
        }
    }

    private static IEnumerable<string> Nested(
        NestedObject nested, TerraformValue config, TerraformValue? prior, TerraformValue planned, AttributePath path)
    {
        var before = prior is { IsKnown: true } ? prior : null;
        switch (nested.Mode)
        {
            case NestingMode.Single:
                return Violations(nested.Attributes, config, before, planned, path);
            case NestingMode.List when config.Elements.Length == planned.Elements.Length:
                return config.Elements.SelectMany((c, i) => One(
                    c, i < before?.Elements.Length ? before.Elements[i] : null, planned.Elements[i], path.Index(i)));
            case NestingMode.Map when config.Entries.Keys.SequenceEqual(planned.Entries.Keys):
                return config.Entries.SelectMany(c => One(
                    c.Value, before?.Entries.GetValueOrDefault(c.Key), planned.Entries[c.Key], path.Key(c.Key)));
            case NestingMode.Set when config.Elements.Length == planned.Elements.Length:
                // As Terraform: each planned element answers to some configured one.
                return planned.Elements
                    .Where(p => !config.Elements.Any(c => !One(c, null, p, path).Any()))
                    .Select(p => $"{path} is planned with {p}, which is not configured");
            default:
                return [$"{path} is planned with other elements than configured"];
        }

        IEnumerable<string> One(TerraformValue c, TerraformValue? b, TerraformValue p, AttributePath at) =>
            c.IsKnown && p.IsKnown ? Violations(nested.Attributes, c, b, p, at)
            : c.Equals(p) ? []
            : [$"{at} is planned {p}, configured {c}"];
    }
}
