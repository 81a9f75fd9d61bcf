using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Kubernetes;

/// <summary>
/// The one port to a cluster's API server. Retries, time limits, credentials and the limit on requests in flight are
/// its implementation's work; every failure comes back as a <see cref="Fault"/> that names the cluster.
/// </summary>
public interface IKubernetesApi
{
    /// <summary>
    /// How far the API server's clock was ahead of this machine's in its last answer (<c>Date</c>), to the second; null: it has
    /// not said so.
    /// </summary>
    TimeSpan? ClockAhead => null;

    /// <summary>One object. <see cref="FaultKind.NotFound"/> when the server answers 404 for this name.</summary>
    Task<Outcome<JsonObject>> GetAsync(ApiPath path, CancellationToken cancellationToken);

    /// <summary>
    /// All objects of a collection, page by page (<c>limit</c> and <c>continue</c>; a 410 in the middle starts again,
    /// so an object may come twice and is told apart by its uid). Ends with the fault, if there is one.
    /// </summary>
    IAsyncEnumerable<Outcome<JsonObject>> ListAsync(
        ApiPath collection, string? labelSelector, CancellationToken cancellationToken);

    /// <summary>POST. The answer is the object as the server stored it (or would have, for a dry run).</summary>
    Task<Outcome<JsonObject>> CreateAsync(
        ApiPath collection, JsonObject body, WriteOptions options, CancellationToken cancellationToken);

    /// <summary>A JSON merge patch (RFC 7386): <c>null</c> removes a field.</summary>
    Task<Outcome<JsonObject>> PatchAsync(
        ApiPath path, JsonObject mergePatch, WriteOptions options, CancellationToken cancellationToken);

    /// <summary>
    /// DELETE, only when the object has this uid (409 otherwise, as <see cref="FaultKind.Conflict"/>); 404 is
    /// <see cref="FaultKind.NotFound"/>.
    /// </summary>
    Task<Outcome<JsonObject>> DeleteAsync(
        ApiPath path, string? uid, WriteOptions options, CancellationToken cancellationToken);

    /// <summary>
    /// Changes of a collection from <paramref name="resourceVersion"/> on, until the server ends the stream or
    /// the connection is lost (the last outcome is then a fault; one of kind <see cref="FaultKind.NotFound"/> with
    /// the detail <c>Expired</c> means that the version is too old: list again).
    /// </summary>
    IAsyncEnumerable<Outcome<WatchEvent>> WatchAsync(
        ApiPath collection, string? labelSelector, string resourceVersion, CancellationToken cancellationToken);

    /// <summary>
    /// GET of a path outside the resource scheme: <c>/version</c>, <c>/readyz</c>, <c>/apis/velero.io/v1</c>. <c>/api</c> and
    /// <c>/apis</c> are asked for all resources at once, which API servers answer since Kubernetes 1.26.
    /// </summary>
    Task<Outcome<JsonNode>> GetRawAsync(string path, CancellationToken cancellationToken);
}

/// <param name="Type"><c>ADDED</c>, <c>MODIFIED</c>, <c>DELETED</c> or <c>BOOKMARK</c>.</param>
public sealed record WatchEvent(string Type, JsonObject Object);

/// <summary>
/// How a write is sent. Every create and patch carries <c>fieldManager=terraform-provider-workspace</c> and
/// <c>fieldValidation=Strict</c>; a delete knows neither.
/// </summary>
/// <param name="DryRun"><c>dryRun=All</c>: everything but the storing.</param>
public readonly record struct WriteOptions(bool DryRun = false);
