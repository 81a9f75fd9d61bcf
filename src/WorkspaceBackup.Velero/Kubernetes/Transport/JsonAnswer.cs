using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Kubernetes.Transport;

/// <summary>Reads the answer of a success, or says what it is instead of a Kubernetes one.</summary>
internal static class JsonAnswer
{
    /// <summary>A JSON object; where the call is about one object of the API, one with a name.</summary>
    public static async Task<Outcome<JsonObject>> ReadObjectAsync(
        string cluster, ApiCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        Outcome<JsonNode> answer = await ReadAsync(cluster, call, response, cancellationToken);
        return !answer.TryGet(out JsonNode? node, out Fault? fault) ? fault
            : node is not JsonObject json ? Unexpected(cluster, call, "the answer is not a JSON object")
            : call.IsOfOneObject && !IsNamed(json)
                ? Unexpected(cluster, call, "the answer is not an object with a name in its metadata")
            : json;
    }

    /// <summary>Any JSON; a plain text comes as a JSON string.</summary>
    public static async Task<Outcome<JsonNode>> ReadAsync(
        string cluster, ApiCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using HttpResponseMessage answer = response;
        bool isPlain = answer.Content.Headers.ContentType?.MediaType == "text/plain" && call.Path is null;
        if (!isPlain && OtherThanJson(cluster, call, answer) is { } other)
        {
            return other;
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
            return Broken(cluster, call, e);
        }
    }

    /// <summary>One page of a list, its objects handed on as they come.</summary>
    public static async Task<Outcome<ListPage>> ReadListAsync(
        string cluster,
        ApiCall call,
        HttpResponseMessage response,
        ListBudget budget,
        Func<JsonObject, CancellationToken, ValueTask> take,
        CancellationToken cancellationToken)
    {
        using HttpResponseMessage answer = response;
        if (OtherThanJson(cluster, call, answer) is { } other)
        {
            return other;
        }

        using Stream stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var list = new ListStream(stream, budget);
        try
        {
            while (await list.NextAsync(cancellationToken) is { } item)
            {
                await take(item, cancellationToken);
            }

            if (list.Continue is { } next)
            {
                budget.TakePage(list.Count, next);
            }

            return new ListPage(list.Continue);
        }
        catch (JsonException e)
        {
            return Broken(cluster, call, e);
        }
        catch (MalformedListException e)
        {
            return Unexpected(cluster, call, e.Message);
        }
    }

    /// <summary>What nothing of ours can read.</summary>
    public static Fault Unexpected(string cluster, ApiCall call, string what) =>
        new(
            FaultKind.UnexpectedAnswer,
            cluster,
            $"{call.Method} {call.Target.Split('?')[0]}: {what}",
            Object: call.Object);

    /// <summary>Whether it is what every object of the API is: one with a name.</summary>
    public static bool IsNamed(JsonNode? found) =>
        Json.Filled(found, "metadata", "name") is not null;

    private static Fault? OtherThanJson(string cluster, ApiCall call, HttpResponseMessage answer)
    {
        string media = answer.Content.Headers.ContentType?.MediaType ?? "no content type";
        return media == "application/json" ? null : Unexpected(
            cluster,
            call,
            $"HTTP {(int)answer.StatusCode} with {PlainText.Of(media, 100)} instead of application/json: "
            + "is the address a proxy's or a login page's?");
    }

    private static Fault Broken(string cluster, ApiCall call, JsonException e) => Unexpected(
        cluster,
        call,
        e is { LineNumber: { } line, BytePositionInLine: { } position }
            ? $"the answer is not valid JSON at line {line + 1}, byte {position}"
            : $"the answer is not valid JSON: {PlainText.Of(e.Message, 200)}");
}

/// <summary>One page of a list was read.</summary>
/// <param name="Continue">Where it goes on; null: nowhere.</param>
internal sealed record ListPage(string? Continue);
