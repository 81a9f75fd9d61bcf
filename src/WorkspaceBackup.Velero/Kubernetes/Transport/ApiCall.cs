namespace WorkspaceBackup.Velero.Kubernetes.Transport;

/// <summary>One request, whatever the number of attempts.</summary>
internal sealed record ApiCall
{
    public required HttpMethod Method { get; init; }

    /// <summary>Path and query, after the server's own path prefix.</summary>
    public required string Target { get; init; }

    /// <summary>What it is about; null for a path outside the resource scheme.</summary>
    public ApiPath? Path { get; init; }

    public byte[]? Body { get; init; }

    public string ContentType { get; init; } = "application/json";

    /// <summary>What the answer is to be; an API server that does not know it answers in plain JSON.</summary>
    public string Accept { get; init; } = "application/json";

    public bool IsWrite => Method != HttpMethod.Get;

    /// <summary>Its answer is one object that has a name.</summary>
    public bool IsOfOneObject { get; init; }

    /// <summary>
    /// It goes on from an earlier answer, which can be too old by then: the next page of a list, or a watch.
    /// </summary>
    public bool IsContinued => Target.Contains("&continue=", StringComparison.Ordinal)
        || Target.Contains("?watch=true", StringComparison.Ordinal);

    /// <summary>Its answer may quote what was sent, which no message may.</summary>
    public bool IsSecret => Path is { Resource: "secrets" };

    /// <summary><c>Kind namespace/name</c>, for messages; null when it is about no single object.</summary>
    public string? Object { get; init; }
}
