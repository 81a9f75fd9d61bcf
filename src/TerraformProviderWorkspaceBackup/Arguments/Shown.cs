using TerraformPlugin.Framework;

namespace TerraformProviderWorkspaceBackup.Arguments;

/// <summary>Attributes that the provider alone sets, and the values they take.</summary>
internal static class Shown
{
    public static SchemaAttribute<T> As<T>(string name, Codec<T> codec, string description)
        where T : notnull => new(name, codec) { Presence = Presence.Computed, Description = description };

    public static Value<IReadOnlyList<T>> List<T>(IEnumerable<T>? items) =>
        items is null ? Value<IReadOnlyList<T>>.Null : Value.Of<IReadOnlyList<T>>([.. items]);

    public static Value<IReadOnlyDictionary<string, T>> Map<T, TSource>(
        IEnumerable<KeyValuePair<string, TSource>>? entries, Func<TSource, T> convert) => entries is null
        ? Value<IReadOnlyDictionary<string, T>>.Null
        : Value.Of<IReadOnlyDictionary<string, T>>(new SortedDictionary<string, T>(
            entries.ToDictionary(static e => e.Key, e => convert(e.Value)), StringComparer.Ordinal));
}
