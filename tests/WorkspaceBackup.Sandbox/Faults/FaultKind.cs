namespace VeleroSandbox.Faults;

/// <summary>What goes wrong with a request or with the connections of a cluster.</summary>
public enum FaultKind
{
    /// <summary>The cluster stops listening and drops its connections, until the fault is removed.</summary>
    Refused,

    /// <summary>The connection is reset; the server has done nothing.</summary>
    Reset,

    /// <summary>The server does what was asked; then the connection is reset.</summary>
    ResetAfterActing,

    /// <summary>The server closes its side of the connection and says nothing.</summary>
    HalfClosed,

    /// <summary>New connections get garbage for a TLS handshake, until the fault is removed.</summary>
    TlsFailure,

    /// <summary>No answer; the server has done nothing.</summary>
    Hang,

    /// <summary>The server does what was asked; no answer.</summary>
    HangAfterActing,

    /// <summary>The answer comes in drops.</summary>
    SlowBytes,

    /// <summary>A status of choice; the server has done nothing.</summary>
    Status,

    /// <summary>A 200 whose JSON cannot be read.</summary>
    MalformedJson,

    /// <summary>The answer ends in the middle, with the connection closed in order.</summary>
    TruncatedJson,

    /// <summary>The answer is an HTML page.</summary>
    WrongContentType,

    /// <summary>A valid answer with a very large body.</summary>
    HugeBody,

    /// <summary>The server does what was asked, and says of its answer that it is packed, which it is not.</summary>
    NotGzip,

    /// <summary>The server does what was asked; the objects of its answer have no metadata.</summary>
    WithoutMetadata,

    /// <summary>A list that says again and again that there is more.</summary>
    EndlessList,

    /// <summary>History is compacted before the request: continue tokens and watches expire (410).</summary>
    Compacted,

    /// <summary>The cluster's clock jumps before the request.</summary>
    ClockJump,

    /// <summary>Something of the test's choice happens before the request.</summary>
    Meanwhile,
}
