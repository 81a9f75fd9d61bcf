using TerraformPlugin.Framework;
using TerraformPlugin.Values;

namespace TerraformPlugin.Hosting.TestPlugin;

/// <summary>Decides what was left to the provider.</summary>
internal static class MadeUp
{
    private static int s_count;

    public static string Next(string prefix) => $"{prefix}-{Interlocked.Increment(ref s_count)}";

    /// <summary>The object with every unknown value known, and every computed one there.</summary>
    public static TerraformValue Fill(IReadOnlyList<SchemaAttribute> attributes, TerraformValue value)
    {
        foreach (var attribute in attributes)
        {
            var held = value.Entries[attribute.Name];
            var computed = attribute.Presence is Presence.Computed or Presence.OptionalComputed;
            if (held.IsUnknown || (held.IsNull && computed))
            {
                held = Make(attribute.Nested, held.Type);
            }
            else if (held.IsKnown && attribute.Nested is { } nested)
            {
                held = Within(nested, held);
            }

            value = value.With(attribute.Name, held);
        }

        return value;
    }

    private static TerraformValue Within(NestedObject nested, TerraformValue value)
    {
        TerraformValue One(TerraformValue item) => item.IsKnown ? Fill(nested.Attributes, item) : item;
        return nested.Mode switch
        {
            NestingMode.Single => Fill(nested.Attributes, value),
            NestingMode.List => TerraformValue.List(value.Type.Element!, value.Elements.Select(One)),
            NestingMode.Set => TerraformValue.Set(value.Type.Element!, value.Elements.Select(One)),
            _ => TerraformValue.Map(value.Type.Element!,
                value.Entries.Select(e => KeyValuePair.Create(e.Key, One(e.Value)))),
        };
    }

    private static TerraformValue Make(NestedObject? nested, TerraformType type) => type.Kind switch
    {
        TypeKind.String => TerraformValue.String(Next("made")),
        TypeKind.Number => TerraformValue.Number(7),
        TypeKind.Bool => TerraformValue.Bool(true),
        TypeKind.List => TerraformValue.List(type.Element!, []),
        TypeKind.Set => TerraformValue.Set(type.Element!, []),
        TypeKind.Map => TerraformValue.Map(type.Element!, []),
        TypeKind.Object when nested is not null => Fill(nested.Attributes, TerraformValue.Object(
            type, type.Attributes.Select(static a => KeyValuePair.Create(a.Key, TerraformValue.Unknown(a.Value))))),
        _ => TerraformValue.Null(type),
    };
}
