using TerraformPlugin.Framework.Internal.Planning;
using TerraformPlugin.Framework.Tests.Fakes;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Tests.Internal.Planning;

/// <summary>Random configurations and states of <see cref="Thing"/>.</summary>
internal sealed class RandomThing(int seed)
{
    private readonly Random _random = new(seed);

    public TerraformValue Config() => OfSchema(Thing.Schema.Attributes, isState: false);

    public TerraformValue State() => OfSchema(Thing.Schema.Attributes, isState: true);

    /// <summary>The configuration with its unknown values decided.</summary>
    public TerraformValue Decide(TerraformValue config, IReadOnlyList<SchemaAttribute> attributes)
    {
        foreach (var attribute in attributes)
        {
            var value = config.Entries[attribute.Name];
            if (value.IsUnknown)
            {
                config = config.With(attribute.Name, Configured(attribute, canBeUnknown: false));
            }
            else if (value.IsKnown && attribute.Nested is { } nested)
            {
                config = config.With(attribute.Name, NestedObjects.Replace(
                    nested, new(attribute.Path, value, value, null), item => Decide(item.Planned, nested.Attributes)));
            }
        }

        return config;
    }

    private TerraformValue OfSchema(IReadOnlyList<SchemaAttribute> attributes, bool isState) =>
        Make.Object(attributes, [.. attributes.Select(a => ((SchemaAttribute)a,
            isState ? Stored(a)
            : a.Presence == Presence.Computed ? TerraformValue.Null(a.Type)
            : Configured(a, canBeUnknown: true)))]);

    private TerraformValue Stored(SchemaAttribute attribute) =>
        attribute.WriteOnly ? TerraformValue.Null(attribute.Type)
        : attribute.Presence is Presence.Required || attribute.IsComputed || _random.Next(2) == 0
            ? Content(attribute, isState: true)
            : Absent(attribute);

    private TerraformValue Configured(SchemaAttribute attribute, bool canBeUnknown) => _random.Next(10) switch
    {
        < 2 when attribute.Presence != Presence.Required => Absent(attribute),
        < 4 when canBeUnknown && attribute.Presence != Presence.Block => TerraformValue.Unknown(attribute.Type),
        _ => Content(attribute, isState: false),
    };

    private TerraformValue Content(SchemaAttribute attribute, bool isState)
    {
        if (attribute.Nested is not { } nested)
        {
            return Make.S(attribute == Thing.Expiry ? Pick("720h", "30d", "24h") : Pick("a", "b"));
        }

        var element = nested.ObjectType;
        return nested.Mode switch
        {
            NestingMode.Single => OfSchema(nested.Attributes, isState),
            NestingMode.Map => TerraformValue.Map(element, new[] { "x", "y" }.Where(_ => _random.Next(3) > 0)
                .Select(k => KeyValuePair.Create(k, OfSchema(nested.Attributes, isState)))),
            NestingMode.Set => TerraformValue.Set(element, Many()),
            _ => TerraformValue.List(element, Many()),
        };

        IEnumerable<TerraformValue> Many() =>
            [.. Enumerable.Range(0, _random.Next(3)).Select(_ => OfSchema(nested.Attributes, isState))];
    }

    private static TerraformValue Absent(SchemaAttribute attribute) => attribute.Presence == Presence.Block
        ? TerraformValue.List(attribute.Type.Element!, [])
        : TerraformValue.Null(attribute.Type);

    private string Pick(params string[] of) => of[_random.Next(of.Length)];
}
