using VeleroSandbox.Api;

namespace VeleroSandbox.Faults;

/// <summary>
/// One scripted fault: what happens, to which requests, how often. Without a condition it meets every request. An
/// answered fault (<see cref="Status(int, string?, string?)"/> and the like) leaves the connection alive.
/// </summary>
public sealed record Fault(FaultKind Kind)
{
    /// <summary>The requests it meets.</summary>
    public Func<RequestLine, bool> Meets { get; init; } = _ => true;

    /// <summary>How many matching requests pass before it begins.</summary>
    public int SkipFirst { get; init; }

    /// <summary>How many requests it meets; null until it is removed.</summary>
    public int? Count { get; init; }

    /// <summary>Whether it has a condition; without one, faults of a connection begin at once.</summary>
    public bool Conditional { get; init; }

    public int StatusCode { get; init; }

    public string? Body { get; init; }

    public string ContentType { get; init; } = "application/json";

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>
    /// Of <see cref="FaultKind.SlowBytes"/>: the pause between drops. Of <see cref="FaultKind.ClockJump"/>: how far.
    /// </summary>
    public TimeSpan Span { get; init; }

    /// <summary>
    /// Of <see cref="FaultKind.HugeBody"/>: bytes. Of <see cref="FaultKind.SlowBytes"/>: bytes a drop.
    /// </summary>
    public long Size { get; init; }

    public Action<RequestLine>? Action { get; init; }

    public static Fault Refused() => new(FaultKind.Refused);

    public static Fault Reset(bool afterActing = false) =>
        new(afterActing ? FaultKind.ResetAfterActing : FaultKind.Reset);

    public static Fault HalfClosed() => new(FaultKind.HalfClosed);

    public static Fault TlsFailure() => new(FaultKind.TlsFailure);

    public static Fault Hang(bool afterActing = false) => new(afterActing ? FaultKind.HangAfterActing : FaultKind.Hang);

    public static Fault SlowBytes(int size = 1, TimeSpan? pause = null) =>
        new(FaultKind.SlowBytes) { Size = size, Span = pause ?? TimeSpan.FromMilliseconds(50) };

    /// <summary>Answers a Kubernetes <c>Status</c> of this code.</summary>
    /// <param name="reason">The machine-readable reason; the code's usual one unless given.</param>
    public static Fault Status(int code, string? message = null, string? reason = null) =>
        new(FaultKind.Status) { StatusCode = code, Body = FaultInjection.StatusBody(code, message, reason) };

    /// <summary>429 with <c>Retry-After</c>.</summary>
    public static Fault TooManyRequests(TimeSpan retryAfter) => Status(429) with
    {
        Headers = [new("Retry-After", $"{(int)retryAfter.TotalSeconds}")],
    };

    public static Fault MalformedJson() => new(FaultKind.MalformedJson) { Body = "{\"kind\": \"Schedule\", oops" };

    public static Fault TruncatedJson() => new(FaultKind.TruncatedJson);

    public static Fault WrongContentType() => new(FaultKind.WrongContentType)
    {
        StatusCode = 200,
        ContentType = "text/html",
        Body = "<html><body>Please log in</body></html>",
    };

    public static Fault HugeBody(long size = 100_000_000) => new(FaultKind.HugeBody) { Size = size };

    public static Fault NotGzip() => new(FaultKind.NotGzip);

    public static Fault WithoutMetadata() => new(FaultKind.WithoutMetadata);

    public static Fault EndlessList() => new(FaultKind.EndlessList);

    public static Fault Compacted() => new(FaultKind.Compacted);

    public static Fault ClockJump(TimeSpan by) => new(FaultKind.ClockJump) { Span = by };

    /// <summary>
    /// Runs an action before the request is worked on: an object changes between two pages of a LIST.
    /// </summary>
    public static Fault Meanwhile(Action<RequestLine> action) => new(FaultKind.Meanwhile) { Action = action };

    /// <summary>Only requests of this API verb, whose path holds this text.</summary>
    /// <param name="verb">
    /// <c>get</c>, <c>list</c>, <c>watch</c>, <c>create</c>, <c>update</c>, <c>patch</c>, <c>delete</c>; null for any.
    /// </param>
    public Fault On(string? verb, string? path = null) => When(line =>
        (verb is null || string.Equals(line.Verb, verb, StringComparison.OrdinalIgnoreCase)
            || string.Equals(line.Method, verb, StringComparison.OrdinalIgnoreCase))
        && (path is null || (line.Path + line.Query).Contains(path, StringComparison.Ordinal)));

    public Fault When(Func<RequestLine, bool> condition)
    {
        var before = Meets;
        return this with { Meets = line => before(line) && condition(line), Conditional = true };
    }

    public Fault Times(int count) => this with { Count = count };

    public Fault After(int requests) => this with { SkipFirst = requests };
}
