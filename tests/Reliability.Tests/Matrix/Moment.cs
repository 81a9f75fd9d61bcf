namespace Reliability.Tests.Matrix;

/// <summary>When in an operation a fault begins, and for how long.</summary>
internal enum Moment
{
    /// <summary>From the first request on, until the operation is over.</summary>
    FromTheStart,

    /// <summary>From the request that the operation is about on, until the operation is over.</summary>
    FromTheMainRequest,

    /// <summary>The request that the operation is about, and no other.</summary>
    TheMainRequestAlone,
}
