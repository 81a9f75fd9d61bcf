using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using TerraformPlugin.Conformance.Core;
using TerraformPlugin.Hosting.Protocol;

namespace TerraformPlugin.Conformance.Scenarios;

/// <summary>Makes a call by its name, with nothing in its request.</summary>
internal static class EmptyCall
{
    public static async Task<StatusCode> StatusAsync(Provider.ProviderClient client, MethodDescriptor method)
    {
        try
        {
            var request = method.InputType.Parser.ParseFrom(ByteString.Empty);
            var call = (method.IsClientStreaming, method.IsServerStreaming) switch
            {
                (true, _) => Start(client, method.Name, []),
                (_, true) => Start(client, method.Name, [request]),
                _ => Start(client, method.Name + "Async", [request]),
            };
            await EndAsync((dynamic)call, (dynamic)request);
            return StatusCode.OK;
        }
        catch (RpcException e)
        {
            return e.StatusCode;
        }
    }

    private static object Start(Provider.ProviderClient client, string name, object[] arguments)
    {
        var start = client.GetType().GetMethod(name, [.. arguments.Select(static a => a.GetType()), typeof(CallOptions)])!;
        try
        {
            return start.Invoke(client, [.. arguments, Session.Options])!;
        }
        catch (TargetInvocationException e) when (e.InnerException is RpcException inner)
        {
            throw inner;
        }
    }

    private static async Task EndAsync<T>(AsyncUnaryCall<T> call, IMessage request) => await call;

    private static async Task EndAsync<T>(AsyncServerStreamingCall<T> call, IMessage request)
    {
        await foreach (var _ in call.ResponseStream.ReadAllAsync())
        {
        }
    }

    private static async Task EndAsync<TRequest, TResponse>(
        AsyncClientStreamingCall<TRequest, TResponse> call, TRequest request)
    {
        await call.RequestStream.WriteAsync(request);
        await call.RequestStream.CompleteAsync();
        await call;
    }
}
