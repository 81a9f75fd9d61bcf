using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using VeleroSandbox.Access;
using VeleroSandbox.Faults;
using VeleroSandbox.Storage;

namespace VeleroSandbox.Api;

/// <summary>One cluster's API: who asks, may they, which handler answers, and which fault stands in the way.</summary>
internal sealed class ApiHandler(SandboxCluster cluster)
{
    private const int BodyLimit = 3 * 1024 * 1024;

    private readonly ReadHandler _read = new(cluster.Registry.Store, cluster.Time, () => cluster.HasCache);
    private readonly WriteHandler _write = new(cluster.Registry, cluster.IsModern);
    private readonly WatchHandler _watch = new(cluster.Registry.Store, cluster.Time);
    private readonly DiscoveryHandler _discovery = new(cluster.Registry.Catalog, cluster.KubernetesMinor);

    public async Task HandleAsync(HttpContext context)
    {
        context.Response.Headers.Date = cluster.AnsweredAt.ToString("R", CultureInfo.InvariantCulture);
        var body = await ReadBodyAsync(context);
        var identity = cluster.Access.Authenticate(
            context.Request.Headers.Authorization, context.Connection.ClientCertificate, cluster.Certificates.Root);
        var request = Resource(context, body);
        var line = Line(context, request, identity, body);
        cluster.Requests.Add(line);
        var fault = cluster.Faults.Take(line);
        try
        {
            if (fault is not null && await FaultInjection.BeforeAsync(fault, cluster, line, context))
            {
                return;
            }

            if (request is { Verb: "watch" } && identity is not null)
            {
                Authorize(identity, request, context);
                line.Status = 200;
                await _watch.StreamAsync(request, context);
                return;
            }

            var response = Answer(context, request, identity, body);
            line.Status = response.Status;
            if (fault is not null && await FaultInjection.AfterAsync(fault, response, context))
            {
                return;
            }

            await SendAsync(response, context);
        }
        catch (ApiException refused)
        {
            var response = ApiResponse.Of(refused);
            line.Status = response.Status;
            await SendAsync(response, context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; nobody is left to tell.
        }
    }

    public static async Task SendAsync(ApiResponse response, HttpContext context)
    {
        context.Response.StatusCode = response.Status;
        context.Response.ContentType = response.ContentType;
        context.Response.ContentLength = response.Body.Length;
        foreach (var header in response.Headers)
        {
            context.Response.Headers.Append(header.Key, header.Value);
        }

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.BodyWriter.WriteAsync(response.Body, context.RequestAborted);
        }
    }

    private ApiResponse Answer(HttpContext context, ApiRequest? request, Identity? identity, byte[] body)
    {
        try
        {
            if (identity is null)
            {
                throw new ApiException(401, "Unauthorized", "Unauthorized");
            }

            if (context.Request.Path == AccessReviewHandler.Path && HttpMethods.IsPost(context.Request.Method))
            {
                return AccessReviewHandler.Answer(identity, body);
            }

            Authorize(identity, request, context);
            return request is null ? Discovery(context) : Answer(request);
        }
        catch (ApiException refused)
        {
            return ApiResponse.Of(refused);
        }
        catch (ExpiredException expired)
        {
            var status = new ApiException(410, "Expired", expired.Message).ToStatus();
            status["metadata"] = new JsonObject { ["continue"] = expired.Next.ToString() };
            return ApiResponse.Of(status, 410);
        }
    }

    private ApiResponse Answer(ApiRequest request) => request.Verb switch
    {
        // Velero's kinds have no subresource, not even status.
        _ when request.Subresource.Length > 0 => throw ApiException.NotFound(request.Type, request.Name),
        "get" => _read.Get(request),
        "list" => _read.List(request),
        "create" => _write.Create(request),
        "update" => _write.Replace(request),
        "patch" => _write.Patch(request),
        "delete" => _write.Delete(request),
        _ => throw new ApiException(
            405, "MethodNotAllowed", "the server does not allow this method on the requested resource", []),
    };

    private ApiResponse Discovery(HttpContext context)
    {
        var found = _discovery.Find(context.Request.Path.Value!.TrimEnd('/'), context.Request.Headers.Accept.ToString());
        if (found is not null && !HttpMethods.IsGet(context.Request.Method)
            && !HttpMethods.IsHead(context.Request.Method))
        {
            throw new ApiException(
                405, "MethodNotAllowed", "the server does not allow this method on the requested resource", []);
        }

        return found ?? ApiResponse.Text("404 page not found\n", 404);
    }

    private static void Authorize(Identity identity, ApiRequest? request, HttpContext context)
    {
        if (request is not null)
        {
            var @namespace = request.Type.Plural == "namespaces" ? request.Name : request.Namespace;
            if (!identity.May(request.Verb, request.Type.Group, request.Type.Plural, @namespace))
            {
                throw AccessReviewHandler.Forbidden(
                    identity, request.Verb, request.Type.Group, request.Type.Plural, @namespace, request.Name);
            }

            return;
        }

        // Discovery, version and health are open to every authenticated user, health and version to all.
        var path = context.Request.Path.Value!;
        string[] open = identity.User == "system:anonymous"
            ? ["/healthz", "/livez", "/readyz", "/version"]
            : ["/healthz", "/livez", "/readyz", "/version", "/api", "/apis", "/openapi"];
        if (!identity.IsAdmin
            && !open.Any(prefix => path == prefix || path.StartsWith(prefix + "/", StringComparison.Ordinal)))
        {
            var verb = context.Request.Method.ToLowerInvariant();
            throw new ApiException(
                403, "Forbidden", $"forbidden: User \"{identity.User}\" cannot {verb} path \"{path}\"", []);
        }
    }

    // /api/v1/... and /apis/<group>/<version>/..., with or without namespaces/<namespace>.
    private ApiRequest? Resource(HttpContext context, byte[] body)
    {
        var parts = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var (groupVersion, rest) = parts switch
        {
            ["api", var version, .. var more] => (version, more),
            ["apis", var group, var version, .. var more] => ($"{group}/{version}", more),
            _ => ("", []),
        };
        var (@namespace, resource, name, subresource) = rest switch
        {
            ["namespaces", var only] => ("", "namespaces", only, ""),
            ["namespaces", var only, "finalize" or "status"] => ("", "namespaces", only, rest[2]),
            ["namespaces", var within, var plural] => (within, plural, "", ""),
            ["namespaces", var within, var plural, var one] => (within, plural, one, ""),
            ["namespaces", var within, var plural, var one, var sub] => (within, plural, one, sub),
            [var plural] => ("", plural, "", ""),
            [var plural, var one] => ("", plural, one, ""),
            [var plural, var one, var sub] => ("", plural, one, sub),
            _ => ("", "", "", ""),
        };
        if (resource.Length == 0 || cluster.Registry.Catalog.Find(groupVersion, resource) is not { } type
            || (type.Namespaced && @namespace.Length == 0
                && (name.Length > 0 || HttpMethods.IsPost(context.Request.Method))))
        {
            return null;
        }

        return new ApiRequest(Verb(context, name), type, @namespace, name, subresource, context.Request.Query)
        {
            Accept = context.Request.Headers.Accept.ToString(),
            UserAgent = context.Request.Headers.UserAgent.ToString(),
            ContentType = (context.Request.ContentType ?? "").Split(';')[0].Trim(),
            Body = body,
        };
    }

    private static string Verb(HttpContext context, string name) => context.Request.Method switch
    {
        "GET" or "HEAD" when context.Request.Query["watch"].ToString() is "true" or "1" => "watch",
        "GET" or "HEAD" => name.Length > 0 ? "get" : "list",
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => name.Length > 0 ? "delete" : "deletecollection",
        var other => other.ToLowerInvariant(),
    };

    private RequestLine Line(HttpContext context, ApiRequest? request, Identity? identity, byte[] body) => new(
        cluster.Name,
        context.Request.Method,
        request?.Verb
            ?? (context.Request.Path == AccessReviewHandler.Path ? "create"
                : context.Request.Method.ToLowerInvariant()),
        context.Request.Path.Value!,
        context.Request.QueryString.Value ?? "",
        context.Request.Headers.UserAgent.ToString(),
        identity?.User ?? "")
    {
        Id = context.Request.Headers["X-Request-Id"].ToString(),
        Body = Encoding.UTF8.GetString(body),
    };

    private static async Task<byte[]> ReadBodyAsync(HttpContext context)
    {
        if (context.Request.ContentLength is null or 0 && HttpMethods.IsGet(context.Request.Method))
        {
            return [];
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return body.Length <= BodyLimit ? body.ToArray() : [];
    }
}
