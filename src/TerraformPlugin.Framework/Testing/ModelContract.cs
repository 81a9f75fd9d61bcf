using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>
/// Checks a model in a test: every handle has its attribute, every attribute its handle, and all values go there and
/// back. Run it on nested models too.
/// </summary>
/// <remarks>For tests only: it uses reflection, to find what no code names.</remarks>
public static class ModelContract
{
    private const BindingFlags Statics =
        BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>What is wrong, in words; empty: nothing.</summary>
    /// <exception cref="ArgumentException">The attributes are none that a schema can have.</exception>
    [RequiresUnreferencedCode("Looks for handles in all of the model's assembly.")]
    public static IReadOnlyList<string> Violations<TModel>()
        where TModel : class, IModel<TModel>
    {
        var type = new Schema(TModel.Attributes).Type;
        return
        [
            .. Strays<TModel>().Concat(Orphans<TModel>()).Concat(Losses<TModel>(type)).Concat(Misreadings<TModel>(type)).Distinct(),
        ];
    }

    /// <summary>Handles whose attribute is not in the list: they read nothing, and the schema lacks them.</summary>
    [RequiresUnreferencedCode("Reads all static members of the model.")]
    private static IEnumerable<string> Strays<TModel>()
        where TModel : class, IModel<TModel> =>
        StaticsOf(typeof(TModel))
            .Where(static member => member.Value is SchemaAttribute handle && !TModel.Attributes.Contains(handle))
            .Select(static member => $"{typeof(TModel).Name}.{member.Name} is the handle of "
                + $"{((SchemaAttribute)member.Value!).Name}, which is not in Attributes");

    /// <summary>Attributes that no code can read, because nothing holds their handle.</summary>
    [RequiresUnreferencedCode("Reads all static members of the model's assembly.")]
    private static IEnumerable<string> Orphans<TModel>()
        where TModel : class, IModel<TModel>
    {
        var held = HandlesIn([typeof(TModel)]);
        if (!held.IsSupersetOf(TModel.Attributes))
        {
            held.UnionWith(HandlesIn(typeof(TModel).Assembly.GetTypes()));
        }

        return TModel.Attributes.Where(attribute => !held.Contains(attribute))
            .Select(static attribute => $"{typeof(TModel).Name} has the attribute {attribute.Name}, and no handle of it");
    }

    private static IEnumerable<string> Losses<TModel>(TerraformType type)
        where TModel : class, IModel<TModel> =>
        from attribute in TModel.Attributes
        from value in new[]
        {
            TerraformValue.Null(attribute.Type), TerraformValue.Unknown(attribute.Type),
            Sample(attribute.Type, attribute.Name),
        }
        let model = TModel.Of(With(type, attribute.Name, value))
        let found = attribute.Recode(attribute.In(((Model)(object)model).Object))
        where !found.Equals(value)
        select $"{typeof(TModel).Name} was given {attribute.Name} = {value} and has {found}";

    /// <summary>Properties that read by the handle of another model, or by one of another type.</summary>
    [RequiresUnreferencedCode("Reads all properties of the model.")]
    private static IEnumerable<string> Misreadings<TModel>(TerraformType type)
        where TModel : class, IModel<TModel>
    {
        var model = TModel.Of(TerraformValue.Object(type, type.Attributes.Select(static a =>
            KeyValuePair.Create(a.Key, Sample(a.Value, a.Key)))));
        foreach (var property in typeof(TModel).GetProperties(
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        {
            // A read by a handle gives a Value<T>; whatever else a property computes may dislike the sample.
            if (property.PropertyType is not { IsGenericType: true } result
                || result.GetGenericTypeDefinition() != typeof(Value<>))
            {
                continue;
            }

            string? problem = null;
            try
            {
                property.GetValue(model);
            }
            catch (TargetInvocationException e)
            {
                problem = $"{typeof(TModel).Name}.{property.Name} cannot be read: {e.InnerException!.Message}";
            }

            if (problem is not null)
            {
                yield return problem;
            }
        }
    }

    [RequiresUnreferencedCode("Reads all static members of the types.")]
    private static HashSet<SchemaAttribute> HandlesIn(IEnumerable<Type> types) =>
        [.. types.SelectMany(StaticsOf).SelectMany(static member => member.Value switch
        {
            SchemaAttribute handle => [handle],
            // A table of attributes holds their handles; the list that is the schema does not count.
            IEnumerable<SchemaAttribute> table when member.Name != "Attributes" => table,
            _ => [],
        })];

    [RequiresUnreferencedCode("Reads all static members of the type.")]
    private static IEnumerable<(string Name, object? Value)> StaticsOf(Type type) => type.ContainsGenericParameters
        ? []
        : [
            .. type.GetFields(Statics).Where(static f => IsOfHandles(f.FieldType) && !f.Name.StartsWith('<'))
                .Select(static f => (f.Name, f.GetValue(null))),
            .. type.GetProperties(Statics)
                .Where(static p => IsOfHandles(p.PropertyType) && p.GetIndexParameters().Length == 0 && p.CanRead)
                .Select(static p => (p.Name, p.GetValue(null))),
        ];

    private static bool IsOfHandles(Type type) =>
        type.IsAssignableTo(typeof(SchemaAttribute)) || type.IsAssignableTo(typeof(IEnumerable<SchemaAttribute>));

    private static TerraformValue With(TerraformType type, string name, TerraformValue value) =>
        TerraformValue.Object(type, type.Attributes.Select(a =>
            KeyValuePair.Create(a.Key, a.Key == name ? value : TerraformValue.Null(a.Value))));

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
