using System.IO.Compression;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Kubernetes.Credentials;
using WorkspaceBackup.Velero.Kubernetes.Transport;

namespace WorkspaceBackup.Velero.Downloads;

/// <summary>
/// Fetches a file by its signed address. Nothing of the cluster goes with it: no credential, no certificate; and the
/// signature goes to the host that it is for, and nowhere else.
/// </summary>
internal sealed class BucketClient(TimeProvider time, ProcessEnvironment environment, FetchLimits limits)
{
    private const int MaxRedirects = 3;

    /// <summary>What the system trusts, where a location's own certificate is added to it.</summary>
    public static X509Certificate2Collection SystemAuthorities()
    {
        if (OperatingSystem.IsLinux())
        {
            return SystemRoots.Certificates;
        }

        using var store = new X509Store(StoreName.Root, StoreLocation.LocalMachine);
        store.Open(OpenFlags.ReadOnly);
        return store.Certificates;
    }

    /// <param name="authorities">Null: the system's.</param>
    public async Task<FileRead> GetAsync(
        Uri address, X509Certificate2Collection? authorities, CancellationToken cancellationToken)
    {
        var endpoint = EndpointOf(address, authorities);
        using var timer = new CancellationTokenSource(limits.Time, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            using var handler = ConnectionHandler.Create(endpoint, null, limits.Time, time);
            using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
            return await GetAsync(client, address, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new FileRead.Unread($"{Host(address)} did not send it within {limits.Time.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException or JsonException or FaultException)
        {
            return Failed(address, endpoint, e);
        }
    }

    private static string Host(Uri address) => $"the object storage at {PlainText.Line(address.Authority, 200)}";

    private static FileRead Failed(Uri address, Endpoint endpoint, Exception e)
    {
        if (e is InvalidDataException or JsonException)
        {
            return new FileRead.Unread($"what {Host(address)} sent is damaged");
        }

        var kind = ConnectionFaults.From("", endpoint, e).Kind;
        return new FileRead.Unread(kind switch
        {
            FaultKind.HostUnknown or FaultKind.NameLookupFailed =>
                $"the name of {Host(address)} cannot be looked up from here; a host that only the cluster knows is made readable by "
                + "publicUrl in the location's config, an address of the object storage that works from outside",
            FaultKind.TlsUntrusted =>
                $"{Host(address)}: {FaultReason.Of(kind)}; the location's caCert adds the authority that it is signed by",
            _ => $"{Host(address)}: {FaultReason.Of(kind)}",
        });
    }

    private Endpoint EndpointOf(Uri address, X509Certificate2Collection? authorities)
    {
        var (proxy, credential) = EnvironmentProxy.For(address, environment);
        return new Endpoint
        {
            Server = new Uri(address.GetLeftPart(UriPartial.Authority)),
            CertificateAuthorities = authorities,
            Proxy = proxy,
            ProxyCredential = credential,
            Credentials = CredentialSettings.Anonymous,
        };
    }

    private async Task<FileRead> GetAsync(HttpClient client, Uri address, CancellationToken stop)
    {
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                return await ContentAsync(answer, address, stop);
            }

            if ((int)answer.StatusCode is not (301 or 302 or 303 or 307 or 308) || answer.Headers.Location is not { } location)
            {
                return answer.StatusCode == HttpStatusCode.NotFound
                    ? new FileRead.Absent("no such file")
                    : new FileRead.Unread($"{Host(address)} answers {(int)answer.StatusCode} for it");
            }

            var next = new Uri(address, location);
            if (Uri.Compare(next, address, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) != 0)
            {
                return new FileRead.Unread($"{Host(address)} sends on to another host ({PlainText.Line(next.Authority, 200)}), which is not followed");
            }

            if (redirects == MaxRedirects)
            {
                return new FileRead.Unread($"{Host(address)} sends on again and again");
            }

            address = next;
        }
    }

    private async Task<FileRead> ContentAsync(HttpResponseMessage answer, Uri address, CancellationToken stop)
    {
        if (await AnswerBody.ReadAsync(answer.Content, limits.Bytes, stop) is not { } packed
            || Unpacked(packed) is not { } body)
        {
            return new FileRead.Unread($"it is larger than {limits.UnpackedBytes / 1024 / 1024} MiB");
        }

        return new FileRead.Found(JsonTree.Parse(body.Span));
    }

    /// <returns>Null: it is larger than may be.</returns>
    private ReadOnlyMemory<byte>? Unpacked(ReadOnlyMemory<byte> body)
    {
        if (body.Span is not [0x1f, 0x8b, ..])
        {
            return body;
        }

        using var source = new MemoryStream(body.ToArray());
        using var gzip = new GZipStream(source, CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = gzip.Read(buffer)) > 0)
        {
            if (unpacked.Length + read > limits.UnpackedBytes)
            {
                return null;
            }

            unpacked.Write(buffer, 0, read);
        }

        return unpacked.GetBuffer().AsMemory(0, (int)unpacked.Length);
    }
}
