using System.Collections.Concurrent;

namespace VeleroSandbox.Velero;

/// <summary>The object storage that clusters share: buckets by provider and name.</summary>
public sealed class BucketStore
{
    private readonly ConcurrentDictionary<(string Provider, string Name), Bucket> _buckets = new();

    /// <summary>Makes a bucket, or finds it.</summary>
    public Bucket Make(string provider, string name) => _buckets.GetOrAdd(Key(provider, name), _ => new Bucket());

    /// <summary>Deletes a bucket with all that is in it. Locations notice at their next validation.</summary>
    public void Remove(string provider, string name) => _buckets.TryRemove(Key(provider, name), out _);

    internal Bucket? Find(string provider, string name) => _buckets.GetValueOrDefault(Key(provider, name));

    // Velero takes a plugin's name without a slash for one of its own (pkg/plugin/clientmgmt/manager.go, sanitizeName).
    private static (string Provider, string Name) Key(string provider, string name) =>
        (provider.Contains('/') ? provider : $"velero.io/{provider}", name);
}
