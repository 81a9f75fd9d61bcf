using TerraformPlugin.Framework;

namespace TerraformProviderWorkspaceBackup.Operations;

/// <summary>Maps by cluster of which some entries are known anew.</summary>
internal static class ByCluster
{
    public static Value<IReadOnlyDictionary<string, T>> Merged<T>(
        Value<IReadOnlyDictionary<string, T>> before, IEnumerable<KeyValuePair<string, T>> now)
        where T : notnull
    {
        var merged = before.TryGetKnown(out var known)
            ? new SortedDictionary<string, T>(known.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal)
            : new SortedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var (cluster, value) in now)
        {
            merged[cluster] = value;
        }

        return Value.Of<IReadOnlyDictionary<string, T>>(merged);
    }
}
