using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>
/// Checks that a model writes what it reads: an attribute left out of Write, or two swapped, are found by reading and
/// writing objects that hold one value at a time. Run it on nested models too.
/// </summary>
public static class ModelContract
{
    /// <summary>What is wrong, in words; empty: nothing.</summary>
    public static IReadOnlyList<string> Violations<TModel>()
        where TModel : class, IModel<TModel>
    {
        var violations = new List<string>();
        var type = new Schema(TModel.Attributes).Type;
        foreach (var (name, attributeType) in type.Attributes)
        {
            foreach (var value in new[] { TerraformValue.Unknown(attributeType), Sample(attributeType, name) })
            {
                var violation = RoundTrip<TModel>(type, name, value);
                if (violation is not null && !violations.Contains(violation))
                {
                    violations.Add(violation);
                }
            }
        }

        return violations;
    }

    private static string? RoundTrip<TModel>(TerraformType type, string name, TerraformValue value)
        where TModel : class, IModel<TModel>
    {
        var read = TerraformValue.Object(type, type.Attributes.Select(a =>
            KeyValuePair.Create(a.Key, a.Key == name ? value : TerraformValue.Null(a.Value))));
        var writer = new ModelWriter(type);
        TModel.Read(new(read)).Write(writer);
        if (writer.Missing.ToList() is { Count: > 0 } missing)
        {
            return $"{typeof(TModel).Name}.Write leaves out {string.Join(", ", missing)}";
        }

        var written = writer.Build();
        if (written.Equals(read))
        {
            return null;
        }

        var found = string.Join(", ", written.Entries
            .Where(static e => !e.Value.IsNull)
            .Select(static e => $"{e.Key} = {e.Value}")
            .DefaultIfEmpty("nothing"));
        return $"{typeof(TModel).Name} read {name} = {value} and wrote {found}";
    }

    /// <summary>A known value, with different text in every place, so that two swapped attributes differ.</summary>
    private static TerraformValue Sample(TerraformType type, string name) => type.Kind switch
    {
        TypeKind.Bool => TerraformValue.Bool(true),
        TypeKind.Number => TerraformValue.Number(name.Aggregate(17L, static (n, c) => (n * 31 % 1_000_003) + c)),
        TypeKind.List => TerraformValue.List(type.Element!, [Sample(type.Element!, name)]),
        TypeKind.Set => TerraformValue.Set(type.Element!, [Sample(type.Element!, name)]),
        TypeKind.Map => TerraformValue.Map(type.Element!, [new("key", Sample(type.Element!, name))]),
        TypeKind.Tuple => TerraformValue.Tuple(type, type.Elements.Select(e => Sample(e, name))),
        TypeKind.Object => TerraformValue.Object(type, type.Attributes.Select(a =>
            KeyValuePair.Create(a.Key, Sample(a.Value, $"{name}.{a.Key}")))),
        _ => TerraformValue.String(name),
    };
}
