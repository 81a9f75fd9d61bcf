using System.Text;
using System.Text.Json.Nodes;

namespace Fuzz.Tests;

/// <summary>Valid inputs, made of the parts their grammars have.</summary>
internal sealed class Grammar(Random random)
{
    private static readonly string[] s_texts =
        ["", "a", "daily-eu", "720h0m0s", "2026-01-02T03:04:05Z", "Completed", "*", "shop", "ключ", "v1.18.1", "0 2 * * *"];

    private static readonly string[] s_fields =
    [
        "apiVersion", "kind", "metadata", "name", "namespace", "labels", "annotations", "managedFields", "spec",
        "status", "template", "schedule", "paused", "ttl", "hooks", "resources", "labelSelector", "matchLabels",
        "matchExpressions", "includedNamespaces", "orderedResources", "uploaderConfig", "phase", "startTimestamp",
        "completionTimestamp", "expiration", "progress", "totalItems", "errors", "validationErrors", "message", "code",
        "reason", "details", "causes", "field", "items", "continue", "provider", "objectStorage", "bucket",
        "velero.io/schedule-name", "workspace-backup.io/clusters", "workspace-backup.io/schedule", "time", "manager",
        "pvcName", "pvcNamespace", "pvbInfo", "result", "skipped", "skippedReason", "warnings", "namespaces", "velero", "v1/ConfigMap",
    ];

    public string Cron()
    {
        var zone = Pick("", "", "CRON_TZ=Europe/Berlin ", "TZ=America/New_York ", "CRON_TZ=UTC ");
        return zone + Pick(
            $"{Field(0, 59)} {Field(0, 23)} {Field(1, 31)} {Field(1, 12)} {Field(0, 6)}",
            Pick("@daily", "@hourly", "@weekly", "@monthly", "@yearly", "@midnight"),
            $"@every {Duration(days: false)}");
    }

    public string Duration(bool days) => string.Concat(Enumerable.Range(0, 1 + random.Next(3)).Select(
        _ => $"{random.Next(1, 400)}{Pick("", ".5")}{(days ? Pick("h", "m", "s", "d", "w") : Pick("h", "m", "s"))}"));

    public string Kubeconfig()
    {
        var text = new StringBuilder("apiVersion: v1\nkind: Config\ncurrent-context: c0\n");
        var count = 1 + random.Next(3);
        Entries("clusters", "cluster", () =>
            $"server: https://127.0.0.1:{random.Next(1, 65536)}, {Pick("insecure-skip-tls-verify: true", "tls-server-name: a",
                "certificate-authority-data: YQ==", "proxy-url: 'http://p:1'",
                "extensions: [{name: client.authentication.k8s.io/exec, extension: {a: [1, 2.5, x], b: {c: null}}}]")}");
        Entries("users", "user", () => Pick(
            "token: t", "username: u, password: p", "client-certificate-data: YQ==, client-key-data: YQ==",
            "tokenFile: t.txt", "as: x, as-groups: [a, b], as-user-extra: {k: [v, w]}",
            "exec: {apiVersion: client.authentication.k8s.io/v1, command: get-token, args: [a], env: [{name: N, value: V}], interactiveMode: Never, provideClusterInfo: true}"));
        Entries("contexts", "context", () => $"cluster: c{random.Next(count)}, user: c{random.Next(count)}, namespace: &n default");
        return text.ToString();

        void Entries(string list, string content, Func<string> entry)
        {
            text.Append(list).Append(":\n");
            for (var index = 0; index < count; index++)
            {
                text.Append($"- name: c{index}\n  {content}: {{{entry()}}}\n");
            }
        }
    }

    /// <summary>An object of the fields that the API's objects have, wherever they belong.</summary>
    public JsonObject Object(int depth = 4)
    {
        var json = new JsonObject();
        for (var count = random.Next(6); count >= 0; count--)
        {
            json[Pick(s_fields)] = Any(depth - 1);
        }

        return json;
    }

    public JsonObject Status() => new()
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["status"] = "Failure",
        ["message"] = Pick(
            "strict decoding error: unknown field \"spec.a\", unknown field \"spec.b\"",
            "admission webhook \"a\" denied the request: no", "schedules.velero.io \"a\" not found"),
        ["reason"] = Pick("NotFound", "Invalid", "AlreadyExists", "Expired"),
        ["details"] = Any(3),
        ["code"] = random.Next(400, 600),
    };

    public string Text() => Pick(s_texts);

    public T Pick<T>(params T[] values) => values[random.Next(values.Length)];

    private JsonNode? Any(int depth) => random.Next(depth > 0 ? 8 : 5) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => random.NextInt64(),
        3 => random.NextDouble(),
        4 => Text(),
        5 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Any(depth - 1))]),
        _ => Object(depth),
    };

    private string Field(int from, int to) => Pick(
        "*", $"{random.Next(from, to + 1)}", $"*/{random.Next(1, to + 1)}", $"{from}-{to}/{random.Next(1, 9)}",
        $"{random.Next(from, to + 1)},{random.Next(from, to + 1)}");
}
