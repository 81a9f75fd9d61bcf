using System.Text.Json.Nodes;
using VeleroSandbox.Faults;
using VeleroSandbox.Json;

namespace VeleroSandbox.Admin;

/// <summary>
/// A fault from JSON: <c>{"kind": "Status", "status": 503, "verb": "patch", "path": "/schedules", "skip": 1, "times":
/// 2}</c>.
/// </summary>
internal static class FaultReader
{
    /// <exception cref="FormatException">It describes none.</exception>
    public static Fault Read(JsonObject json)
    {
        if (!Enum.TryParse<FaultKind>(json.Text("kind"), ignoreCase: true, out var kind))
        {
            throw new FormatException($"kind is one of {string.Join(", ", Enum.GetNames<FaultKind>())}");
        }

        var fault = kind switch
        {
            FaultKind.Status => Status(json),
            FaultKind.MalformedJson => Fault.MalformedJson(),
            FaultKind.WrongContentType => Fault.WrongContentType(),
            FaultKind.SlowBytes => Fault.SlowBytes((int)Number(json, "size", 1), Span(json)),
            FaultKind.HugeBody => Fault.HugeBody(Number(json, "size", 100_000_000)),
            FaultKind.ClockJump => Fault.ClockJump(Span(json) ?? throw new FormatException("span is missing")),
            FaultKind.Meanwhile => throw new FormatException("Meanwhile runs code, which no command can bring"),
            _ => new Fault(kind),
        };
        if (json.Text("verb") is not null || json.Text("path") is not null)
        {
            fault = fault.On(json.Text("verb"), json.Text("path"));
        }

        return fault with
        {
            SkipFirst = (int)Number(json, "skip", 0),
            Count = json["times"] is null ? null : (int)Number(json, "times", 0),
        };
    }

    private static Fault Status(JsonObject json)
    {
        var fault = Fault.Status((int)Number(json, "status", 500), json.Text("message"), json.Text("reason"));
        return json["retry_after"] is null ? fault : fault with
        {
            Headers = [new("Retry-After", $"{Number(json, "retry_after", 1)}")],
        };
    }

    private static long Number(JsonObject json, string name, long otherwise) =>
        json[name]?.GetValue<long>() ?? otherwise;

    private static TimeSpan? Span(JsonObject json) =>
        json.Text("span") is { } text ? Durations.Parse(text) : null;
}
