namespace WorkspaceBackup.Velero.Kubernetes.Kubeconfig;

/// <summary>One kubeconfig file, or several merged. An entry is read, and may be found wrong, when it is used.</summary>
internal sealed record KubeconfigFile
{
    public static KubeconfigFile Empty { get; } = new();

    public string? CurrentContext { get; init; }

    public IReadOnlyDictionary<string, Lazy<KubeconfigCluster>> Clusters { get; init; } =
        new Dictionary<string, Lazy<KubeconfigCluster>>();

    public IReadOnlyDictionary<string, Lazy<KubeconfigUser>> Users { get; init; } = new Dictionary<string, Lazy<KubeconfigUser>>();

    public IReadOnlyDictionary<string, Lazy<KubeconfigContext>> Contexts { get; init; } =
        new Dictionary<string, Lazy<KubeconfigContext>>();

    /// <summary>
    /// kubectl's rule: the first file that has an entry gives all of it, and the first that names a current context
    /// decides.
    /// </summary>
    public static KubeconfigFile Merge(IReadOnlyList<KubeconfigFile> files) => files.Count == 1 ? files[0] : new()
    {
        CurrentContext = files.Select(f => f.CurrentContext).FirstOrDefault(c => c is not null),
        Clusters = First(files.SelectMany(f => f.Clusters)),
        Users = First(files.SelectMany(f => f.Users)),
        Contexts = First(files.SelectMany(f => f.Contexts)),
    };

    private static Dictionary<string, T> First<T>(IEnumerable<KeyValuePair<string, T>> entries)
    {
        var merged = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach ((string name, T entry) in entries)
        {
            merged.TryAdd(name, entry);
        }

        return merged;
    }
}
