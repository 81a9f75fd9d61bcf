using VeleroSandbox.Json;

namespace VeleroSandbox.Tests.Contract.Velero;

/// <summary>The servers of one run: a sandbox for each version and purpose, or the one real server.</summary>
public sealed class VeleroTargets : IDisposable
{
    private readonly Dictionary<(string, string), VeleroTarget> _sandboxes = [];
    private VeleroTarget? _server;

    /// <param name="purpose"><c>backups</c>, <c>bound</c> (the claims are) or <c>restores</c>.</param>
    /// <returns>Null for a version that is not the real server's.</returns>
    internal async Task<VeleroTarget?> OfAsync(string version, string purpose)
    {
        if (VeleroTarget.RealCluster is { } kubeconfig)
        {
            _server ??= await VeleroTarget.OfServerAsync(kubeconfig);
            return _server.Version == version && purpose != "bound" ? _server : null;
        }

        if (!_sandboxes.TryGetValue((version, purpose), out var target))
        {
            target = VeleroTarget.OfSandbox(version);
            _sandboxes[(version, purpose)] = target;
            if (purpose == "bound")
            {
                RecordedInventory.BindVolumes(target.Cluster);
            }
            else if (purpose == "restores")
            {
                await RestoredState.PrepareAsync(target);
            }
        }

        return target;
    }

    public void Dispose()
    {
        _server?.Dispose();
        foreach (var target in _sandboxes.Values)
        {
            target.Dispose();
        }
    }
}
