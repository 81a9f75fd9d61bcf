using Microsoft.AspNetCore.Http;
using VeleroSandbox.Schemas;

namespace VeleroSandbox.Api;

/// <summary>A request to the resource scheme, taken apart.</summary>
/// <param name="Verb">The API's verb: <c>get</c>, <c>list</c>, <c>watch</c>, <c>create</c>, ...</param>
/// <param name="Namespace">Empty for cluster-scoped resources and for all namespaces.</param>
/// <param name="Name">Empty for a collection.</param>
internal sealed record ApiRequest(
    string Verb, ResourceType Type, string Namespace, string Name, string Subresource, IQueryCollection Query)
{
    public string Accept { get; init; } = "";

    public string UserAgent { get; init; } = "";

    public string ContentType { get; init; } = "";

    public ReadOnlyMemory<byte> Body { get; init; }

    public string? Option(string name) => Query.TryGetValue(name, out var values) ? values.ToString() : null;

    public bool Flag(string name) => Option(name) is "true" or "1";

    /// <summary>The manager writes are recorded under: as given, else the user agent's first word.</summary>
    public string Manager => Option("fieldManager") is { Length: > 0 } manager ? manager : UserAgent.Split('/')[0];
}
