using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>What a provider returns has no unknown values; where a bug left one, null stands in its place.</summary>
internal static class ResultValue
{
    /// <summary>The value without unknown parts; an error names each that there was.</summary>
    public static TerraformValue WhollyKnown(TerraformValue value, Diagnostics diagnostics) =>
        value.IsWhollyKnown ? value : Replace(value, AttributePath.Root, diagnostics);

    private static TerraformValue Replace(TerraformValue value, AttributePath path, Diagnostics diagnostics)
    {
        if (value.IsUnknown)
        {
            diagnostics.AddError("Unknown Value Returned",
                $"The provider returned an unknown value for {path}, where only known ones are legal; null is stored "
                + "in its place. This is a bug in the provider: please report it to its developers.", path);
            return TerraformValue.Null(value.Type);
        }

        return value.IsNull ? value : value.Type.Kind switch
        {
            TypeKind.List => TerraformValue.List(value.Type.Element!,
                value.Elements.Select((e, i) => Replace(e, path.Index(i), diagnostics))),
            TypeKind.Set => TerraformValue.Set(value.Type.Element!,
                value.Elements.Select(e => Replace(e, path.Element(e), diagnostics))),
            TypeKind.Tuple => TerraformValue.Tuple(value.Type,
                value.Elements.Select((e, i) => Replace(e, path.Index(i), diagnostics))),
            TypeKind.Map => TerraformValue.Map(value.Type.Element!, value.Entries.Select(e =>
                KeyValuePair.Create(e.Key, Replace(e.Value, path.Key(e.Key), diagnostics)))),
            TypeKind.Object => TerraformValue.Object(value.Type, value.Entries.Select(e =>
                KeyValuePair.Create(e.Key, Replace(e.Value, path.Attribute(e.Key), diagnostics)))),
            _ => value,
        };
    }
}
