using System.Collections.Concurrent;

namespace WorkspaceBackup.Velero.Kubernetes.Kubeconfig;

/// <summary>
/// Kubeconfig files, each read once: five hundred clusters are often five hundred contexts of one file.
/// </summary>
internal sealed class KubeconfigFiles
{
    private readonly ConcurrentDictionary<string, Lazy<KubeconfigFile>> _files = new(StringComparer.Ordinal);

    /// <summary>One file that must exist.</summary>
    /// <exception cref="FaultException">It cannot be read, or is not valid.</exception>
    public KubeconfigFile Load(string path) =>
        _files.GetOrAdd(path, p => new(() => KubeconfigReader.Read(p))).Value;

    /// <summary>Several files, merged; those that do not exist are left out, as kubectl does.</summary>
    /// <exception cref="FaultException">None exists, or one cannot be read or is not valid.</exception>
    public KubeconfigFile LoadAll(IReadOnlyList<string> paths)
    {
        string[] existing = [.. paths.Where(path => File.Exists(path) || Directory.Exists(path) || !Shown.IsPath(path))];
        return existing.Length > 0
            ? KubeconfigFile.Merge([.. existing.Select(Load)])
            : throw new FaultException(
                Faults.FaultKind.KubeconfigUnreadable, $"none of these files exists: {Shown.Paths(paths)}");
    }
}
