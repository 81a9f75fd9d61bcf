using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Planning;

/// <summary>What a provider returns has no unknown values; where a bug left one, null stands in its place.</summary>
internal static class ResultValue
{
    /// <summary>The value without unknown parts.</summary>
    /// <param name="unknown">Told of each that there was.</param>
    public static TerraformValue WhollyKnown(TerraformValue value, Action<AttributePath> unknown) =>
        value.IsWhollyKnown ? value : Replace(value, AttributePath.Root, unknown);

    private static TerraformValue Replace(TerraformValue value, AttributePath path, Action<AttributePath> unknown)
    {
        if (value.IsUnknown)
        {
            unknown(path);
            return TerraformValue.Null(value.Type);
        }

        return value.IsNull ? value : value.Type.Kind switch
        {
            TypeKind.List => TerraformValue.List(value.Type.Element!,
                value.Elements.Select((e, i) => Replace(e, path.Index(i), unknown))),
            TypeKind.Set => TerraformValue.Set(value.Type.Element!,
                value.Elements.Select(e => Replace(e, path.Element(e), unknown))),
            TypeKind.Tuple => TerraformValue.Tuple(value.Type,
                value.Elements.Select((e, i) => Replace(e, path.Index(i), unknown))),
            TypeKind.Map => TerraformValue.Map(value.Type.Element!, value.Entries.Select(e =>
                KeyValuePair.Create(e.Key, Replace(e.Value, path.Key(e.Key), unknown)))),
            TypeKind.Object => TerraformValue.Object(value.Type, value.Entries.Select(e =>
                KeyValuePair.Create(e.Key, Replace(e.Value, path.Attribute(e.Key), unknown)))),
            _ => value,
        };
    }
}
