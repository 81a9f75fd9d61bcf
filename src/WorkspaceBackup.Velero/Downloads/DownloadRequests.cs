using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Downloads;

/// <summary>
/// Has Velero sign the address of a file. It signs one also for a file that is not there, and none for a backup that it does
/// not know or has not begun.
/// </summary>
/// <param name="time">The clock of the waiting.</param>
/// <param name="limit">How long to wait.</param>
internal sealed class DownloadRequests(TimeProvider time, TimeSpan limit)
{
    private static readonly TimeSpan s_firstPoll = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_slowestPoll = TimeSpan.FromMilliseconds(500);

    /// <summary>What it needs to be allowed.</summary>
    public static IReadOnlyList<AccessRight> Rights { get; } =
        [.. new[] { "create", "get", "delete" }.Select(verb =>
            new AccessRight(verb, "velero.io", "downloadrequests", IsInVeleroNamespace: true))];

    /// <returns>The address, which is a secret; or why there is none.</returns>
    public async Task<(Uri? Address, FileRead? Failure)> SignAsync(
        Cluster cluster, string kind, string name, CancellationToken cancellationToken)
    {
        var path = ApiPath.Velero("downloadrequests", cluster.VeleroNamespace, $"workspace-{Guid.NewGuid():N}");
        var created = await cluster.Api.CreateAsync(path with { Name = null }, Body(path, kind, name), default, cancellationToken);
        if (!created.TryGet(out var request, out var fault))
        {
            if (fault.IsUnhealthy || fault.Kind == FaultKind.Cancelled)
            {
                // The answer was lost, and the object may be there.
                await cluster.Api.DeleteAsync(path, null, default, CancellationToken.None);
            }

            return (null, Refused(fault, kind));
        }

        try
        {
            return await WaitAsync(cluster, path, cancellationToken);
        }
        finally
        {
            // Always, also after a stop. One that may not be deleted is removed by Velero, after ten minutes.
            await cluster.Api.DeleteAsync(path, Json.Text(request, "metadata", "uid"), default, CancellationToken.None);
        }
    }

    private static JsonObject Body(ApiPath path, string kind, string name) => new()
    {
        ["apiVersion"] = ApiPath.VeleroGroupVersion,
        ["kind"] = "DownloadRequest",
        ["metadata"] = new JsonObject
        {
            ["name"] = path.Name,
            ["namespace"] = path.Namespace,
            ["labels"] = new JsonObject { ["app.kubernetes.io/managed-by"] = KubernetesApi.FieldManager },
        },
        ["spec"] = new JsonObject { ["target"] = new JsonObject { ["kind"] = kind, ["name"] = name } },
    };

    private static FileRead Refused(Fault fault, string kind) => fault.Kind switch
    {
        // A definition that has no such kind of file.
        FaultKind.Invalid => new FileRead.Absent($"this Velero keeps no {kind}"),
        FaultKind.Forbidden => new FileRead.Unread("this identity may not have Velero sign addresses of files")
        {
            IsForAll = true,
            Needed = Rights,
        },
        _ => new FileRead.Unread($"it could not be asked for: {FaultReason.Of(fault.Kind)}") { IsForAll = true },
    };

    private async Task<(Uri? Address, FileRead? Failure)> WaitAsync(
        Cluster cluster, ApiPath path, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var pause = s_firstPoll;
        do
        {
            await Task.Delay(pause, time, cancellationToken);
            pause = pause * 2 < s_slowestPoll ? pause * 2 : s_slowestPoll;
            var outcome = await cluster.Api.GetAsync(path, cancellationToken);
            if (!outcome.TryGet(out var request, out var fault))
            {
                return (null, Refused(fault, ""));
            }

            switch (Json.Text(request, "status", "phase"))
            {
                case "Processed" when Json.Text(request, "status", "downloadURL") is { Length: > 0 } text:
                    return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                        ? (address, null)
                        : (null, new FileRead.Unread("Velero signed something that is no address of the web"));
                case "Failed":
                    return (null, new FileRead.Unread("Velero signed no URL: "
                        + (Json.Text(request, "status", "message") is { Length: > 0 } message
                            ? PlainText.Line(message, 300).TrimEnd('.')
                            : "its DownloadRequest failed without a message")));
            }
        }
        while (time.GetElapsedTime(started) < limit);

        return (null, new FileRead.Unread("Velero signed no URL") { IsForAll = true });
    }
}
