using System.Text.Json.Nodes;
using VeleroSandbox.Json;

namespace VeleroSandbox.Tests.Contract.Velero;

/// <summary>One spec, and what a server made of it.</summary>
internal sealed record RecordedCase(string Name, JsonObject Content)
{
    private const string Stuck = "InProgress for ever";

    public JsonObject Spec => (JsonObject)Content["spec"]!.DeepClone();

    /// <summary>The API server's words; null when it took the object.</summary>
    public string? Refusal => Content.Text("refused");

    /// <summary>Null when none was set, or the object was gone before it could be read.</summary>
    public string? Phase => (Content.Text("status", "phase") ?? "") is var phase
        && phase.StartsWith(Stuck, StringComparison.Ordinal) ? "InProgress"
        : phase.StartsWith("deleted at once", StringComparison.Ordinal) || phase.Length == 0 ? null
        : phase;

    /// <summary>The server crashed on it: nothing more was seen of it than that it began.</summary>
    public bool IsStuck => Content.Text("status", "phase")?.StartsWith(Stuck, StringComparison.Ordinal) == true;

    public bool WasDeletedAtOnce =>
        Content.Text("status", "phase")?.StartsWith("deleted at once", StringComparison.Ordinal) == true;

    public IReadOnlyList<string> ValidationErrors => Content.Texts("status", "validationErrors");

    public string? FailureReason => Content.Text("status", "failureReason");

    public int Number(params string[] path) => Content.At(["status", .. path])?.GetValue<int>() ?? 0;

    /// <summary>The spec afterwards; null when it was not read.</summary>
    public JsonObject? Stored => Content["stored"] as JsonObject;

    /// <summary>The names of each kind; null when the list was not read.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Items => (Content["items"] as JsonObject)?
        .ToDictionary(
            item => item.Key,
            item => (IReadOnlyList<string>)[.. ((JsonArray)item.Value!).Select(name => name!.GetValue<string>())],
            StringComparer.Ordinal);
}
