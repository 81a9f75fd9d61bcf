using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Clusters;

/// <summary>
/// Drops the shared lists that a write of ours makes stale: after every answer, a failed one too, because a write whose
/// answer was lost may have been stored. Dry runs store nothing and drop nothing.
/// </summary>
internal sealed class ListInvalidatingApi(string cluster, IKubernetesApi inner) : IKubernetesApi
{
    public TimeSpan? ClockAhead => inner.ClockAhead;

    public SharedList Lists { get; } = new(cluster, inner);

    public Task<Outcome<JsonObject>> GetAsync(ApiPath path, CancellationToken cancellationToken) =>
        inner.GetAsync(path, cancellationToken);

    public IAsyncEnumerable<Outcome<JsonObject>> ListAsync(
        ApiPath collection, string? labelSelector, CancellationToken cancellationToken) =>
        inner.ListAsync(collection, labelSelector, cancellationToken);

    public Task<Outcome<JsonObject>> CreateAsync(
        ApiPath collection, JsonObject body, WriteOptions options, CancellationToken cancellationToken) =>
        WriteAsync(collection, options, inner.CreateAsync(collection, body, options, cancellationToken));

    public Task<Outcome<JsonObject>> PatchAsync(
        ApiPath path, JsonObject mergePatch, WriteOptions options, CancellationToken cancellationToken) =>
        WriteAsync(path, options, inner.PatchAsync(path, mergePatch, options, cancellationToken));

    public Task<Outcome<JsonObject>> DeleteAsync(
        ApiPath path, string? uid, WriteOptions options, CancellationToken cancellationToken) =>
        WriteAsync(path, options, inner.DeleteAsync(path, uid, options, cancellationToken));

    public IAsyncEnumerable<Outcome<WatchEvent>> WatchAsync(
        ApiPath collection, string? labelSelector, string resourceVersion, CancellationToken cancellationToken) =>
        inner.WatchAsync(collection, labelSelector, resourceVersion, cancellationToken);

    public Task<Outcome<JsonNode>> GetRawAsync(string path, CancellationToken cancellationToken) =>
        inner.GetRawAsync(path, cancellationToken);

    private async Task<Outcome<JsonObject>> WriteAsync(
        ApiPath path, WriteOptions options, Task<Outcome<JsonObject>> write)
    {
        try
        {
            return await write;
        }
        finally
        {
            if (!options.DryRun)
            {
                Lists.Invalidate(path);
            }
        }
    }
}
