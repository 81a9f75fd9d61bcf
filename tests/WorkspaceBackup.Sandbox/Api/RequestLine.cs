namespace VeleroSandbox.Api;

/// <summary>One request as the log keeps it.</summary>
/// <param name="Cluster">The cluster's name.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Verb">
/// The API's verb (<c>list</c>, <c>patch</c>, ...), or the method in lower case outside the resource scheme.
/// </param>
/// <param name="Path">Without the query.</param>
/// <param name="Query">With its question mark, or empty.</param>
public sealed record RequestLine(
    string Cluster, string Method, string Verb, string Path, string Query, string UserAgent, string User)
{
    /// <summary>The answer's status; 0 when there was none.</summary>
    public int Status { get; internal set; }

    /// <summary>The client's own name for the request, from <c>X-Request-Id</c>; empty where it gives none.</summary>
    public string Id { get; init; } = "";

    /// <summary>What was sent, as text.</summary>
    public string Body { get; init; } = "";

    /// <summary>Whether it asked for a dry run.</summary>
    public bool IsDryRun => Query.Contains("dryRun=", StringComparison.Ordinal);

    /// <summary>Whether it changes something, dry runs and access reviews excepted.</summary>
    public bool IsWrite =>
        Verb is "create" or "update" or "patch" or "delete" && !IsDryRun
        && Path != AccessReviewHandler.Path;
}
