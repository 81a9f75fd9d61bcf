using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Kubernetes.Transport;

/// <summary>Reads the answer of a success, or says what it is instead of a Kubernetes one.</summary>
internal static class JsonAnswer
{
    /// <summary>A JSON object.</summary>
    public static async Task<Outcome<JsonObject>> ReadObjectAsync(
        string cluster, ApiCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        Outcome<JsonNode> answer = await ReadAsync(cluster, call, response, cancellationToken);
        return !answer.TryGet(out JsonNode? node, out Fault? fault) ? fault
            : node is JsonObject json ? json
            : Unexpected(cluster, call, "the answer is no JSON object");
    }

    /// <summary>Any JSON; a plain text comes as a JSON string.</summary>
    public static async Task<Outcome<JsonNode>> ReadAsync(
        string cluster, ApiCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using HttpResponseMessage answer = response;
        string media = answer.Content.Headers.ContentType?.MediaType ?? "no content type";
        bool isPlain = media == "text/plain" && call.Path is null;
        if (media != "application/json" && !isPlain)
        {
            return Unexpected(
                cluster,
                call,
                $"HTTP {(int)answer.StatusCode} with {PlainText.Of(media, 100)} instead of application/json: "
                + "is the address a proxy's or a login page's?");
        }

        if (await AnswerBody.ReadAsync(answer.Content, AnswerBody.Limit, cancellationToken) is not { } body)
        {
            return Unexpected(cluster, call, $"the answer is larger than {AnswerBody.Limit / 1024 / 1024} MiB");
        }

        if (isPlain)
        {
            return JsonValue.Create(Encoding.UTF8.GetString(body.Span));
        }

        try
        {
            return JsonTree.Parse(body.Span) ?? (Outcome<JsonNode>)Unexpected(cluster, call, "the answer is null");
        }
        catch (JsonException e)
        {
            return Unexpected(
                cluster, call, $"the answer is not valid JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine}");
        }
    }

    public static Fault Unexpected(string cluster, ApiCall call, string what) =>
        new(
            FaultKind.UnexpectedAnswer,
            cluster,
            $"{call.Method} {call.Target.Split('?')[0]}: {what}",
            Object: call.Object);
}
