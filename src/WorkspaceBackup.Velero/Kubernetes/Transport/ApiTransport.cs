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
    private const long Unknown = long.MinValue;

    private volatile bool _hasAnswered;
    private long _clockAhead = Unknown;

    public string Cluster => cluster;

    public TimeProvider Time => time;

    /// <inheritdoc cref="IKubernetesApi.ClockAhead"/>
    public TimeSpan? ClockAhead => Interlocked.Read(ref _clockAhead) is not Unknown and var ticks ? new TimeSpan(ticks) : null;

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
            // Before a place at the gate is taken: a plugin that hangs must not keep other clusters waiting.
            ICredentialSource credentials = connection.Credentials(endpoint);
            Credential credential = await credentials.GetAsync(cancellationToken);
            Outcome<T> outcome = await GatedAsync(call, endpoint, credential, read, cancellationToken);
            // A 401 was turned away before anything was done, so that even a write may be sent again.
            if (outcome.Fault is { Kind: FaultKind.Unauthorized }
                && await credentials.RenewAsync(credential, cancellationToken) is { } renewed)
            {
                credential = renewed;
                outcome = await GatedAsync(call, endpoint, renewed, read, cancellationToken);
            }

            return outcome.Fault is { } refused ? Explain(refused, credential) : outcome;
        }
        catch (FaultException e)
        {
            return e.For(cluster);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Cancelled(call);
        }
        catch (Exception) when (connection.IsDisposed)
        {
            return Cancelled(call);
        }
        catch (Exception e)
        {
            // Whatever it is, it is this cluster's, and must not take the others along.
            return ConnectionFaults.From(cluster, endpoint, e) with { Object = call.Object };
        }
    }

    /// <summary>
    /// Whether the API server answers anything at all, after one request had no answer in time: then it is not
    /// unreachable.
    /// </summary>
    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        var call = new ApiCall { Method = HttpMethod.Get, Target = "/version" };
        Outcome<bool> asked = await SendAsync<bool>(
            call,
            static (response, _) =>
            {
                response.Dispose();
                return Task.FromResult<Outcome<bool>>(true);
            },
            cancellationToken);
        return asked.Succeeded
            || asked.Fault.Kind is FaultKind.Unauthorized or FaultKind.CredentialsMissing or FaultKind.Forbidden
                or FaultKind.NotFound or FaultKind.TooManyRequests or FaultKind.ServerError;
    }

    public Fault TooSlow(ApiCall call) => new(
        FaultKind.AnswerSlow,
        cluster,
        $"{call.Method} {call.Target.Split('?')[0]} was not answered within {requestTimeout.TotalSeconds:0.###} s, "
        + "while the API server answers other requests",
        Object: call.Object);

    /// <summary>What became of a connection, as a fault.</summary>
    public Fault Lost(Exception exception) => connection.Endpoint.TryGet(out Endpoint? endpoint, out Fault? fault)
        ? ConnectionFaults.From(cluster, endpoint, exception)
        : fault;

    public Fault Cancelled(ApiCall call) =>
        new(FaultKind.Cancelled, cluster, "stopped before it was done", Object: call.Object);

    private async Task<Outcome<T>> GatedAsync<T>(
        ApiCall call,
        Endpoint endpoint,
        Credential credential,
        Func<HttpResponseMessage, CancellationToken, Task<Outcome<T>>> read,
        CancellationToken cancellationToken)
    {
        // Of forty clusters thirty-six may be down: until one has answered it waits in nobody's way.
        using RequestGate.Place place = await gate.EnterAsync(_hasAnswered, cancellationToken);
        return await AttemptsAsync(call, endpoint, credential, read, cancellationToken);
    }

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
            _hasAnswered = true;
            if (response.Headers.Date is { } date)
            {
                Interlocked.Exchange(ref _clockAhead, (date - time.GetUtcNow()).Ticks);
            }

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
        catch (Exception e) when (!connection.IsDisposed)
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
        headers.TryAddWithoutValidation("Accept", call.Accept);
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

    private Fault Explain(Fault refused, Credential credential) => (refused.Kind, credential) switch
    {
        (FaultKind.Unauthorized, { Authorization: null, Certificate: { } certificate })
            when certificate.NotAfter < time.GetUtcNow() => new Fault(
                FaultKind.ClientCertificateInvalid,
                cluster,
                $"the client certificate expired at {certificate.NotAfter:u}"),
        // To grant rights to everybody who has no credentials is nobody's wish.
        (FaultKind.Unauthorized or FaultKind.Forbidden, { Authorization: null, Certificate: null }) =>
            refused with { Kind = FaultKind.CredentialsMissing },
        _ => refused,
    };
}
