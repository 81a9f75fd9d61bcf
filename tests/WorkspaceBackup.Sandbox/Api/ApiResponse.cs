using System.Text;
using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.Storage;

namespace VeleroSandbox.Api;

/// <summary>An answer, whole. Watches alone are streamed.</summary>
internal sealed record ApiResponse(int Status, ReadOnlyMemory<byte> Body, string ContentType = "application/json")
{
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public static ApiResponse Of(JsonNode value, int status = 200) => new(status, JsonWriter.Write(value));

    public static ApiResponse Of(ApiException refused) => Of(refused.ToStatus(), refused.Code) with
    {
        Headers = refused.Code is 429 or 503 ? [new("Retry-After", "1")] : [],
    };

    public static ApiResponse Text(string text, int status = 200) =>
        new(status, Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8");
}
