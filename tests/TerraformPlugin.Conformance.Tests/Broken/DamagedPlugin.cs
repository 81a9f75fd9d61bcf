using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace TerraformPlugin.Conformance.Tests.Broken;

/// <summary>Stands between Terraform and a good plugin, and spoils its answers.</summary>
/// <param name="spoil">Given the request and the answer, which it changes or replaces by others.</param>
internal sealed class DamagedPlugin(Func<IMessage, IMessage, int, IReadOnlyList<IMessage>> spoil) : Interceptor
{
    private int _underWay;

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
        AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var together = Interlocked.Increment(ref _underWay);
        var call = continuation(request, context);
        return new(
            SpoiledAsync(), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);

        async Task<TResponse> SpoiledAsync()
        {
            try
            {
                return (TResponse)spoil((IMessage)request, (IMessage)await call, together)[0];
            }
            finally
            {
                Interlocked.Decrement(ref _underWay);
            }
        }
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
        AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation(request, context);
        var stream = new SpoiledStream<TResponse>(
            call.ResponseStream, answer => spoil((IMessage)request, (IMessage)answer!, 1).Cast<TResponse>());
        return new(stream, call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    private sealed class SpoiledStream<T>(IAsyncStreamReader<T> stream, Func<T, IEnumerable<T>> spoil)
        : IAsyncStreamReader<T>
    {
        private readonly Queue<T> _ready = new();

        public T Current { get; private set; } = default!;

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            while (_ready.Count == 0)
            {
                if (!await stream.MoveNext(cancellationToken))
                {
                    return false;
                }

                foreach (var answer in spoil(stream.Current))
                {
                    _ready.Enqueue(answer);
                }
            }

            Current = _ready.Dequeue();
            return true;
        }
    }
}
