using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Kubernetes.Transport;

/// <summary>What a refusal of the API server, a <c>Status</c> object as a rule, says about the cluster.</summary>
internal static partial class StatusFaults
{
    private const int MessageLimit = 2000;

    /// <summary>Of an answer that is no success.</summary>
    public static Fault From(
        string cluster, ApiCall call, int code, MediaTypeHeaderValue? contentType, ReadOnlyMemory<byte>? body)
    {
        if (code is >= 300 and < 400)
        {
            return New(FaultKind.UnexpectedAnswer, $"HTTP {code}: it redirects, which an API server does not");
        }

        if (Status(contentType, body) is { } status)
        {
            return From(cluster, call, code, status);
        }

        if (code == 400 && body is { } plain
            && plain.Span.StartsWith("Client sent an HTTP request to an HTTPS server"u8))
        {
            return New(FaultKind.UnexpectedAnswer, "the server expects https, and its address begins with http");
        }

        string media = PlainText.Of(contentType?.MediaType ?? "no content type", 100);
        return code switch
        {
            // The text an API server answers on a path it does not serve: the group's CRDs are missing.
            404 when media == "text/plain" && call.Path is not null => NotServed(cluster, call, "404 page not found"),
            401 => New(FaultKind.Unauthorized, $"HTTP 401 ({media})"),
            429 => New(FaultKind.TooManyRequests, $"HTTP 429 ({media})"),
            >= 500 when call.Target.StartsWith("/readyz", StringComparison.Ordinal) =>
                New(FaultKind.NotReady, FailedChecks(body)),
            >= 500 => New(FaultKind.ServerError, $"HTTP {code} ({media})"),
            _ => New(FaultKind.UnexpectedAnswer, $"HTTP {code} with {media} instead of a Kubernetes Status"),
        };

        Fault New(FaultKind kind, string detail) => new(kind, cluster, detail, Object: call.Object);
    }

    /// <summary>Of a <c>Status</c> object, from an answer or a watch.</summary>
    public static Fault From(string cluster, ApiCall call, int code, JsonObject status)
    {
        string reason = Text(status["reason"]);
        string message = Text(status["message"]);
        var details = status["details"] as JsonObject;
        JsonObject[] causes = [.. (details?["causes"] as JsonArray ?? []).OfType<JsonObject>()];
        string? field = causes.Select(c => Text(c["field"])).FirstOrDefault(f => f.Length > 0);
        bool namesNamespace = Text(details?["kind"]) == "namespaces" && call.Path is { Namespace: not null };

        int strict = message.IndexOf("strict decoding error", StringComparison.Ordinal);
        if (strict >= 0
            && code is 400 or 422
            && UnknownField().Match(message, strict) is { Success: true } unknown)
        {
            // Before it, a refused patch is quoted in full.
            message = message[strict..];
            return New(FaultKind.FieldDropped, unknown.Groups["field"].Value);
        }

        if (message.StartsWith("admission webhook ", StringComparison.Ordinal)
            || message.Contains("failed calling webhook", StringComparison.Ordinal)
            || (message.Contains("denied request", StringComparison.Ordinal) && code is 403 or 422)
            || message.Contains("exceeded quota", StringComparison.Ordinal)
            || causes.Any(c => Text(c["reason"]) == "NamespaceTerminating"))
        {
            return New(FaultKind.WriteRefused, field);
        }

        return code switch
        {
            401 => New(FaultKind.Unauthorized, null),
            403 => New(FaultKind.Forbidden, null),
            404 when namesNamespace => New(FaultKind.VeleroNamespaceMissing, null),
            404 when call.Path is not null && Text(details?["name"]).Length == 0 => NotServed(cluster, call, message),
            404 => New(FaultKind.NotFound, null),
            409 when reason == "AlreadyExists" => New(FaultKind.AlreadyExists, null),
            409 => New(FaultKind.Conflict, field),

            // Of an object it would be taken for the object's absence, and a delete for done.
            410 when call.IsContinued => New(FaultKind.NotFound, null) with { Detail = Expired },
            400 or 413 when call.IsWrite => New(FaultKind.WriteRefused, field),
            422 => New(FaultKind.Invalid, field),
            429 => New(FaultKind.TooManyRequests, null),
            >= 500 when call.Target.StartsWith("/readyz", StringComparison.Ordinal) => New(FaultKind.NotReady, null),
            >= 500 => New(FaultKind.ServerError, null),
            _ => New(FaultKind.UnexpectedAnswer, null),
        };

        Fault New(FaultKind kind, string? about) => new(
            kind,
            cluster,
            call.IsSecret ? $"HTTP {code} {reason}".TrimEnd()
                : message.Length > 0 ? PlainText.Of(message, MessageLimit)
                : $"HTTP {code} {reason}".TrimEnd(),
            about,
            call.Object);
    }

    /// <summary>The detail of a version or a continue token that is too old.</summary>
    public const string Expired = "Expired";

    private static Fault NotServed(string cluster, ApiCall call, string message) => new(
        call.Path is { GroupVersion: ApiPath.VeleroGroupVersion } ? FaultKind.VeleroNotInstalled : FaultKind.NotFound,
        cluster,
        $"the API server does not serve {call.Path?.Resource} of {call.Path?.GroupVersion} "
        + $"({PlainText.Of(message, 200)})",
        Object: call.Object);

    private static JsonObject? Status(MediaTypeHeaderValue? contentType, ReadOnlyMemory<byte>? body)
    {
        if (body is not { } bytes || contentType?.MediaType != "application/json")
        {
            return null;
        }

        try
        {
            return JsonTree.Parse(bytes.Span) is JsonObject json && Text(json["kind"]) == "Status" ? json : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // "[-]poststarthook/rbac/bootstrap-roles failed: reason withheld"
    private static string FailedChecks(ReadOnlyMemory<byte>? body)
    {
        string text = body is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : "";
        string[] failed =
            [.. text.Split('\n').Where(l => l.StartsWith("[-]", StringComparison.Ordinal)).Select(l => l[3..])];
        return failed.Length == 0 ? "/readyz fails" : PlainText.Of(string.Join("; ", failed), 500);
    }

    private static string Text(JsonNode? node) =>
        Json.Text(node) ?? "";

    [GeneratedRegex("unknown field \"(?<field>[^\"]+)\"")]
    private static partial Regex UnknownField();
}
