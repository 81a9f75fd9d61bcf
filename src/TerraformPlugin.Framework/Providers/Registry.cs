using System.Collections.ObjectModel;

namespace TerraformPlugin.Framework;

internal static class Registry<T>
{
    public static IReadOnlyDictionary<string, Func<T>> Empty { get; } = ReadOnlyDictionary<string, Func<T>>.Empty;
}
