using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using VeleroSandbox.Json;

namespace VeleroSandbox.Tests.Contract;

/// <summary>Runs a case against a target and returns its answers in the form they are compared in.</summary>
internal static class ContractRun
{
    public static async Task<JsonArray> AnswersAsync(ContractCase contract, Target target, string @namespace)
    {
        await target["admin"].ExchangeAsync("POST", "/api/v1/namespaces", new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Namespace",
            ["metadata"] = new JsonObject { ["name"] = @namespace },
        }.ToJsonString());
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["{s}"] = $"/apis/velero.io/v1/namespaces/{@namespace}/schedules",
            ["{b}"] = $"/apis/velero.io/v1/namespaces/{@namespace}/backups",
            ["{ns}"] = @namespace,
            ["{uid}"] = "",
            ["{rv}"] = "",
            ["{continue}"] = "",
        };
        string? Fill(string? text) => values
            .Aggregate(text, (filled, value) => filled?.Replace(value.Key, value.Value, StringComparison.Ordinal));

        var normalizer = new Normalizer(@namespace);
        var answers = new JsonArray();
        foreach (var exchange in contract.Exchanges)
        {
            using var response = await target[exchange.As].SendAsync(
                exchange.Method, Fill(exchange.Path)!, Fill(exchange.Body), exchange.ContentType, exchange.Accept);
            var text = await response.Content.ReadAsStringAsync();
            var body = Parse(text, response.Content.Headers.ContentType, exchange.Path);
            if (body.Text("metadata", "uid") is { } uid)
            {
                values["{uid}"] = uid;
                values["{rv}"] = body.Text("metadata", "resourceVersion") ?? "";
            }

            if (body.Text("metadata", "continue") is { Length: > 0 } token)
            {
                values["{continue}"] = Uri.EscapeDataString(token);
            }

            answers.Add(new JsonObject
            {
                ["status"] = (int)response.StatusCode,
                ["type"] = response.Content.Headers.ContentType?.MediaType,
                ["body"] = normalizer.Normalize(body, exchange),
            });
        }

        return answers;
    }

    // A watch answers one event a line.
    private static JsonNode? Parse(string text, MediaTypeHeaderValue? type, string path)
    {
        if (type?.MediaType != "application/json")
        {
            return JsonValue.Create(text.Trim());
        }

        return path.Contains("watch=", StringComparison.Ordinal)
            ? new JsonArray([.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonNode.Parse(line))])
            : JsonNode.Parse(text);
    }
}
