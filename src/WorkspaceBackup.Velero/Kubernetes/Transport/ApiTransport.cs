using System.Net.Http.Headers;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes.Credentials;

namespace WorkspaceBackup.Velero.Kubernetes.Transport;

/// <summary>
/// Sends one cluster's requests: a place at the gate, credentials, the time limit over all attempts, retries. What
/// cannot be had comes back as a fault; nothing is thrown.
/// </summary>
internal sealed class ApiTransport(
    string cluster,
    ClusterConnection connection,
    RequestGate.ClusterGate gate,
    TimeSpan requestTimeout,
    string userAgent,
    TimeProvider time,
    Func<double> jitter)
{
    public string Cluster => cluster;

    public ApiWarnings Warnings { get; } = new();

    /// <summary>
    /// Sends, and reads the answer of a success by <paramref name="read"/> within the same time limit; a reading that
    /// breaks off is an attempt that failed. The response is disposed unless the reading keeps it.
    /// </summary>
    public async Task<Outcome<T>> SendAsync<T>(
        ApiCall call,
        Func<HttpResponseMessage, CancellationToken, Task<Outcome<T>>> read,
        CancellationToken cancellationToken)
    {
        if (call.Path is { Name: "." or ".." } or { Namespace: "." or ".." })
        {
            // In a URL they would be steps to another path.
            return new Fault(FaultKind.Invalid, cluster, "no object has such a name", Object: call.Object);
        }

        if (!connection.Endpoint.TryGet(out Endpoint? endpoint, out Fault? fault))
        {
            return fault;
        }

        try
        {
            using RequestGate.Place place = await gate.EnterAsync(cancellationToken);
            ICredentialSource credentials = connection.Credentials(endpoint);
            Credential credential = await credentials.GetAsync(cancellationToken);
            Outcome<T> outcome = await AttemptsAsync(call, endpoint, credential, read, cancellationToken);
            // A 401 was turned away before anything was done, so that even a write may be sent again.
            if (outcome.Fault is { Kind: FaultKind.Unauthorized }
                && await credentials.RenewAsync(credential, cancellationToken) is { } renewed)
            {
                credential = renewed;
                outcome = await AttemptsAsync(call, endpoint, renewed, read, cancellationToken);
            }

            return outcome.Fault is { Kind: FaultKind.Unauthorized } refused ? Explain(refused, credential) : outcome;
        }
        catch (FaultException e)
        {
            return e.For(cluster);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Cancelled(call);
        }
        catch (ObjectDisposedException)
        {
            return Cancelled(call);
        }
    }

    /// <summary>What became of a connection, as a fault.</summary>
    public Fault Lost(Exception exception) => connection.Endpoint.TryGet(out Endpoint? endpoint, out Fault? fault)
        ? ConnectionFaults.From(cluster, endpoint, exception)
        : fault;

    public Fault Cancelled(ApiCall call) =>
        new(FaultKind.Cancelled, cluster, "stopped before it was done", Object: call.Object);

    private async Task<Outcome<T>> AttemptsAsync<T>(
        ApiCall call,
        Endpoint endpoint,
        Credential credential,
        Func<HttpResponseMessage, CancellationToken, Task<Outcome<T>>> read,
        CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        using var limit = new CancellationTokenSource(requestTimeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        for (int attempts = 1; ; attempts++)
        {
            (Outcome<T> outcome, AttemptFailure? failure) =
                await AttemptAsync(call, endpoint, credential, read, cancellationToken, stop.Token);
            if (failure is null)
            {
                return outcome;
            }

            TimeSpan? delay = RetryRules.Delay(failure, attempts, call.IsWrite, jitter());
            if (delay is not { } wait || time.GetElapsedTime(started) + wait >= requestTimeout)
            {
                return failure.Fault;
            }

            try
            {
                await Task.Delay(wait, time, stop.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return failure.Fault;
            }
        }
    }

    private async Task<(Outcome<T> Outcome, AttemptFailure? Failure)> AttemptAsync<T>(
        ApiCall call,
        Endpoint endpoint,
        Credential credential,
        Func<HttpResponseMessage, CancellationToken, Task<Outcome<T>>> read,
        CancellationToken cancellationToken,
        CancellationToken stop)
    {
        HttpMessageInvoker invoker = connection.Invoker(endpoint, credential.Certificate);
        using HttpRequestMessage request = Request(call, endpoint, credential);
        try
        {
            HttpResponseMessage response = await invoker.SendAsync(request, stop);
            Warnings.Add(response.Headers);
            int status = (int)response.StatusCode;
            if (status is >= 200 and < 300)
            {
                return (await read(response, stop), null);
            }

            using (response)
            {
                ReadOnlyMemory<byte>? body =
                    await AnswerBody.ReadAsync(response.Content, AnswerBody.RefusalLimit, stop);
                Fault fault = StatusFaults.From(cluster, call, status, response.Content.Headers.ContentType, body);
                return (fault, new AttemptFailure(fault, status, RetryAfter(response.Headers.RetryAfter)));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            Fault fault = ConnectionFaults.From(cluster, endpoint, e);
            return (fault, new AttemptFailure(fault));
        }
    }

    private HttpRequestMessage Request(ApiCall call, Endpoint endpoint, Credential credential)
    {
        string server = endpoint.Server.GetLeftPart(UriPartial.Path).TrimEnd('/');
        var request = new HttpRequestMessage(call.Method, server + call.Target)
        {
            Version = System.Net.HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        HttpRequestHeaders headers = request.Headers;
        headers.TryAddWithoutValidation("User-Agent", userAgent);
        headers.TryAddWithoutValidation("Accept", "application/json");
        if (endpoint.TlsServerName is { } name)
        {
            // .NET takes the name of the TLS handshake, sent and checked, from this header.
            headers.Host = name;
        }

        if (credential.Authorization is { } authorization)
        {
            headers.TryAddWithoutValidation("Authorization", authorization);
        }

        foreach ((string header, string value) in endpoint.Impersonation?.Single ?? [])
        {
            headers.TryAddWithoutValidation(header, value);
        }

        if (endpoint.Impersonation is { Repeated.Count: > 0 })
        {
            request.Version = System.Net.HttpVersion.Version11;
            headers.TryAddWithoutValidation(RepeatedHeaderStream.MarkName, RepeatedHeaderStream.MarkValue);
        }

        if (call.Body is { } body)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", call.ContentType);
        }

        return request;
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) => header switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow() is { Ticks: > 0 } wait ? wait : TimeSpan.Zero,
        _ => null,
    };

    private Fault Explain(Fault unauthorized, Credential credential) =>
        credential is { Authorization: null, Certificate: { } certificate } && certificate.NotAfter < time.GetUtcNow()
            ? new Fault(
                FaultKind.ClientCertificateInvalid,
                cluster,
                $"the client certificate expired at {certificate.NotAfter:u}")
            : unauthorized;
}
