using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Tests.Fakes;

/// <summary>
/// Terraform's own merge of configuration and prior state: what is configured, and for computed attributes that are
/// not, what is in state. Elements of lists and maps are merged by index and key, those of sets where all that is
/// configured equals.
/// </summary>
internal static class Proposal
{
    public static TerraformValue Of(
        IReadOnlyList<SchemaAttribute> attributes, TerraformValue config, TerraformValue? prior)
    {
        var result = config;
        foreach (var attribute in attributes)
        {
            var c = config.Entries[attribute.Name];
            var p = prior is { IsKnown: true } ? prior.Entries[attribute.Name] : TerraformValue.Null(attribute.Type);
            var proposed = c.IsNull && attribute.IsComputed ? p
                : c.IsKnown && attribute.Nested is { } nested ? Nested(nested, c, p)
                : c;
            result = result.With(attribute.Name, proposed);
        }

        return result;
    }

    private static TerraformValue Nested(NestedObject nested, TerraformValue config, TerraformValue prior)
    {
        var element = config.Type.Element;
        return nested.Mode switch
        {
            NestingMode.Single => Of(nested.Attributes, config, prior),
            NestingMode.List => TerraformValue.List(element!, config.Elements.Select((e, i) => One(e,
                prior.IsKnown && i < prior.Elements.Length ? prior.Elements[i] : null))),
            NestingMode.Set => TerraformValue.Set(element!, config.Elements.Select(e => One(e,
                prior.IsKnown ? prior.Elements.FirstOrDefault(p => ConfiguredEqual(e, p)) : null))),
            _ => TerraformValue.Map(element!, config.Entries.Select(e => KeyValuePair.Create(e.Key, One(e.Value,
                prior.IsKnown ? prior.Entries.GetValueOrDefault(e.Key) : null)))),
        };

        TerraformValue One(TerraformValue item, TerraformValue? before) =>
            item.IsKnown ? Of(nested.Attributes, item, before) : item;

        bool ConfiguredEqual(TerraformValue item, TerraformValue before) =>
            item.IsKnown && CanHaveComeFrom(nested.Attributes, before, item);
    }

    /// <summary>Whether a prior element of a set is a configured one with nothing but computed values added.</summary>
    private static bool CanHaveComeFrom(
        IReadOnlyList<SchemaAttribute> attributes, TerraformValue prior, TerraformValue config) =>
        attributes.All(a =>
        {
            var (p, c) = (prior.Entries[a.Name], config.Entries[a.Name]);
            return p.Equals(c) || (a.IsComputed && c.IsNull)
                || (a.Nested is { } nested && p.IsKnown && c.IsKnown && nested.Mode switch
                {
                    NestingMode.Single => CanHaveComeFrom(nested.Attributes, p, c),
                    NestingMode.List => p.Elements.Length == c.Elements.Length
                        && p.Elements.Zip(c.Elements).All(e => CanHaveComeFrom(nested.Attributes, e.First, e.Second)),
                    NestingMode.Map => p.Entries.Keys.SequenceEqual(c.Entries.Keys)
                        && p.Entries.All(e => CanHaveComeFrom(nested.Attributes, e.Value, c.Entries[e.Key])),
                    _ => false,
                });
        });
}
