using Google.Protobuf.Reflection;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Routing;
using TerraformPlugin.Hosting.Protocol;
using TerraformPlugin.Hosting.Protocol.GoPlugin;
using TerraformPlugin.Hosting.Protocol.Health;

namespace TerraformPlugin.Hosting.Tests.Services;

public sealed class PluginMethodsTests
{
    [Fact]
    public async Task Every_call_of_the_proto_files_is_registered_with_its_kind()
    {
        await using var built = new BuiltServer();

        var registered = ((IEndpointRouteBuilder)built.Server).DataSources
            .SelectMany(static source => source.Endpoints)
            .Select(static endpoint => endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method)
            .OfType<IMethod>()
            .Select(static method => $"{method.FullName} {method.Type}")
            .Order(StringComparer.Ordinal);

        Assert.Equal(Declared().Order(StringComparer.Ordinal), registered);
    }

    private static IEnumerable<string> Declared() =>
        new[]
            {
                Tfplugin6Reflection.Descriptor, GrpcControllerReflection.Descriptor, GrpcStdioReflection.Descriptor,
                GrpcBrokerReflection.Descriptor, GrpcHealthReflection.Descriptor,
            }
            .SelectMany(static file => file.Services)
            .SelectMany(static service => service.Methods)
            .Select(static method => $"/{method.Service.FullName}/{method.Name} {Kind(method)}");

    private static MethodType Kind(MethodDescriptor method) =>
        (method.IsClientStreaming, method.IsServerStreaming) switch
        {
            (false, false) => MethodType.Unary,
            (false, true) => MethodType.ServerStreaming,
            (true, false) => MethodType.ClientStreaming,
            (true, true) => MethodType.DuplexStreaming,
        };
}
