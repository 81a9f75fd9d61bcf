using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Downloads;

/// <summary>
/// Velero signs an address for a file (a DownloadRequest, which is deleted afterwards), and the file is fetched from the
/// bucket itself, by a connection that knows nothing of the cluster's.
/// </summary>
/// <param name="time">The clock of all waiting.</param>
/// <param name="environment">Tells the proxy.</param>
/// <param name="signLimit">How long to wait for a signed address; 10 s. A server that runs takes some 40 ms.</param>
/// <param name="limits">How much is read, and for how long.</param>
public sealed class BackupFiles(
    TimeProvider time, ProcessEnvironment environment, TimeSpan? signLimit = null, FetchLimits? limits = null) : IBackupFiles
{
    private readonly DownloadRequests _requests = new(time, signLimit ?? TimeSpan.FromSeconds(10));
    private readonly BucketClient _bucket = new(time, environment, limits ?? new FetchLimits());

    public async Task<FileRead> ReadAsync(
        Cluster cluster, string kind, string name, string? location, CancellationToken cancellationToken)
    {
        try
        {
            var (address, failure) = await _requests.SignAsync(cluster, kind, name, cancellationToken);
            if (address is null)
            {
                return failure!;
            }

            var (authorities, unread) = address.Scheme == "https"
                ? await AuthoritiesAsync(cluster, location, cancellationToken)
                : (null, null);
            return unread ?? await _bucket.GetAsync(address, authorities, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new FileRead.Unread("it was stopped");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new FileRead.Unread(ClusterWork.FaultOf(cluster.Name, e).Detail);
        }
    }

    /// <summary>The certificates that the location adds to the system's, as Velero's own client does.</summary>
    private static async Task<(X509Certificate2Collection? Authorities, FileRead? Unread)> AuthoritiesAsync(
        Cluster cluster, string? location, CancellationToken cancellationToken)
    {
        var listed = await BackupLocation.ListAsync(cluster, cancellationToken);
        var storage = location is not null && listed.TryGet(out var locations, out _)
            && locations.FirstOrDefault(found => Json.Name(found) == location) is { } found
            ? MergePatch.Find(found, "spec", "objectStorage")
            : null;
        var pem = Decoded(Json.Text(storage, "caCert"));
        if (pem is null && Json.Text(storage, "caCertRef", "name") is { Length: > 0 } secret
            && Json.Text(storage, "caCertRef", "key") is { } key)
        {
            var path = new ApiPath("v1", "secrets", cluster.VeleroNamespace, secret);
            var read = await cluster.Api.GetAsync(path, cancellationToken);
            if (!read.TryGet(out var content, out var fault))
            {
                return (null, new FileRead.Unread(
                    $"the certificate of its location is in the Secret \"{secret}\", which could not be read ({FaultReason.Of(fault.Kind)})")
                {
                    Needed = fault.Kind == FaultKind.Forbidden
                        ? [new AccessRight("get", "", "secrets", IsInVeleroNamespace: true)]
                        : [],
                });
            }

            pem = Decoded(Json.Text(content, "data", key));
        }

        if (pem is null)
        {
            return (null, null);
        }

        var added = new X509Certificate2Collection();
        try
        {
            added.ImportFromPem(pem);
        }
        catch (CryptographicException)
        {
            return (null, new FileRead.Unread("the CA certificate of its location is none"));
        }

        added.AddRange(BucketClient.SystemAuthorities());
        return (added, null);
    }

    private static string? Decoded(string? base64)
    {
        var buffer = new byte[(base64?.Length ?? 0) + 3];
        return base64 is { Length: > 0 } && Convert.TryFromBase64String(base64, buffer, out var length)
            ? System.Text.Encoding.UTF8.GetString(buffer, 0, length)
            : null;
    }
}
