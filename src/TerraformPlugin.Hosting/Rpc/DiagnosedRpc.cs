using Google.Protobuf;

namespace TerraformPlugin.Hosting.Rpc;

/// <summary>A call whose answer has diagnostics: all but two.</summary>
internal abstract class DiagnosedRpc<TRequest, TResponse>(string name) : UnaryRpc<TRequest, TResponse>(name)
    where TRequest : class, IMessage<TRequest>, new()
    where TResponse : class, IMessage<TResponse>, Protocol.IDiagnosed, new()
{
    internal override TResponse Failed(Protocol.Diagnostic diagnostic)
    {
        var response = new TResponse();
        response.Diagnostics.Add(diagnostic);
        return response;
    }
}
