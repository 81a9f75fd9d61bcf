using Google.Protobuf;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using TerraformPlugin.Hosting.Rpc;

namespace TerraformPlugin.Hosting.Services;

/// <summary>Puts the Provider service's calls behind the boundary and makes them known to gRPC.</summary>
internal sealed class ProviderMethodTable(ServiceMethodProviderContext<PluginService> context, RpcBoundary boundary)
{
    internal const string Service = "tfplugin6.Provider";

    internal void Add<TRequest, TResponse>(UnaryRpc<TRequest, TResponse> rpc)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>, new() =>
        context.AddUnaryMethod(
            Wire.Unary<TRequest, TResponse>(Service, rpc.Name), [],
            (service, request, call) => AnswerAsync(rpc, service, request, call));

    /// <summary>For a stream of requests whose first says all that the answer depends on.</summary>
    internal void AddByFirstChunk<TChunk, TResponse>(UnaryRpc<TChunk, TResponse> rpc)
        where TChunk : class, IMessage<TChunk>, new()
        where TResponse : class, IMessage<TResponse>, new() =>
        context.AddClientStreamingMethod(
            Wire.ClientStreaming<TChunk, TResponse>(Service, rpc.Name), [],
            async (service, chunks, call) =>
            {
                var first = await chunks.MoveNext(call.CancellationToken) ? chunks.Current : new();
                return await AnswerAsync(rpc, service, first, call);
            });

    internal void Add<TRequest, TEvent>(StreamingRpc<TRequest, TEvent> rpc)
        where TRequest : class, IMessage<TRequest>, new()
        where TEvent : class, IMessage<TEvent>, new() =>
        context.AddServerStreamingMethod(
            Wire.ServerStreaming<TRequest, TEvent>(Service, rpc.Name), [],
            (service, request, stream, call) => boundary.RunAsync(
                rpc.Name,
                rpc.TypeName(request),
                async () =>
                {
                    var events = rpc.HandleAsync(await service.Provider, request, call.CancellationToken);
                    await foreach (var next in events.WithCancellation(call.CancellationToken))
                    {
                        await stream.WriteAsync(next, call.CancellationToken);
                    }

                    return true;
                },
                async diagnostic =>
                {
                    await stream.WriteAsync(rpc.Failed(diagnostic), call.CancellationToken);
                    return false;
                },
                call.CancellationToken));

    private Task<TResponse> AnswerAsync<TRequest, TResponse>(
        UnaryRpc<TRequest, TResponse> rpc, PluginService service, TRequest request, ServerCallContext call)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>, new() => boundary.RunAsync(
            rpc.Name,
            rpc.TypeName(request),
            async () => await rpc.HandleAsync(await service.Provider, request, call.CancellationToken),
            diagnostic => Task.FromResult(rpc.Failed(diagnostic)),
            call.CancellationToken);
}
