namespace WorkspaceBackup.Velero.Kubernetes.Transport;

/// <summary>
/// How many requests are in flight: over all clusters that answer as configured, to one cluster never more than 8.
/// </summary>
internal sealed class RequestGate(int parallelism)
{
    public const int PerCluster = 8;

    private readonly SemaphoreSlim _all = new(parallelism);

    public ClusterGate ForCluster() => new(_all);

    internal sealed class ClusterGate(SemaphoreSlim all)
    {
        private readonly SemaphoreSlim _own = new(PerCluster);

        /// <summary>Waits for a place; disposing it gives it back.</summary>
        /// <param name="ofAll">Among all clusters too, and not among this cluster's alone.</param>
        public async Task<Place> EnterAsync(bool ofAll, CancellationToken cancellationToken)
        {
            // The cluster's own first: whoever queues for a slow cluster must not hold a place of all.
            await _own.WaitAsync(cancellationToken);
            if (!ofAll)
            {
                return new Place(_own, null);
            }

            try
            {
                await all.WaitAsync(cancellationToken);
            }
            catch
            {
                _own.Release();
                throw;
            }

            return new Place(_own, all);
        }
    }

    internal readonly struct Place(SemaphoreSlim own, SemaphoreSlim? all) : IDisposable
    {
        public void Dispose()
        {
            all?.Release();
            own.Release();
        }
    }
}
