namespace Reliability.Tests.Driver;

/// <summary>Tells the server which of the clock's requests each one is, so that it can say which will stay without an answer.</summary>
internal sealed class NumberedRequests(HttpMessageHandler inner, IdleTime time) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (time.Request is { } id)
        {
            request.Headers.Add("X-Request-Id", id);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
