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

        bool ConfiguredEqual(TerraformValue item, TerraformValue before) => item.IsKnown && nested.Attributes.All(a =>
            item.Entries[a.Name].Equals(before.Entries[a.Name]) || (a.IsComputed && item.Entries[a.Name].IsNull));
    }
}
