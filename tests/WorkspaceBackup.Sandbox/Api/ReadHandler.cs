using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.Storage;

namespace VeleroSandbox.Api;

/// <summary>GET and LIST.</summary>
internal sealed class ReadHandler(ObjectStore store, TimeProvider time, Func<bool> hasCache)
{
    public ApiResponse Get(ApiRequest request)
    {
        var found = store.Get(request.Type, request.Namespace, request.Name)
            ?? throw ApiException.NotFound(request.Type, request.Name);
        if (TableWriter.Wanted(request.Accept))
        {
            return ApiResponse.Of(Table(request).Write([found], new JsonObject
            {
                ["resourceVersion"] = $"{found.ResourceVersion}",
            }));
        }

        return PartialMetadata.Wanted(request.Accept)
            ? ApiResponse.Of(PartialMetadata.Of(found))
            : new ApiResponse(200, found.Text);
    }

    public ApiResponse List(ApiRequest request)
    {
        var page = Page(request);
        var metadata = new JsonObject { ["resourceVersion"] = $"{page.Revision}" };
        if (page.NextKey is not null)
        {
            metadata["continue"] = new ContinueToken(page.Revision, page.NextKey).ToString();
            if (page.Remaining is { } remaining)
            {
                metadata["remainingItemCount"] = remaining;
            }
        }
        if (TableWriter.Wanted(request.Accept))
        {
            return ApiResponse.Of(Table(request).Write(page.Items, metadata));
        }

        if (PartialMetadata.Wanted(request.Accept))
        {
            return ApiResponse.Of(PartialMetadata.List(page.Items, metadata));
        }

        // Lists of custom resources are untyped on the server and keep the empty field.
        if (page.NextKey is null && request.Type.IsCustom)
        {
            metadata["continue"] = "";
        }

        // The stored texts are joined as they are: 50,000 objects are not parsed again.
        var body = new ArrayBufferWriter<byte>(256 + page.Items.Sum(item => item.Text.Length + 1));
        body.Write(Encoding.UTF8.GetBytes($"{{\"apiVersion\":\"{request.Type.GroupVersion}\",\"items\":["));
        for (var index = 0; index < page.Items.Count; index++)
        {
            if (index > 0)
            {
                body.Write(","u8);
            }

            body.Write(page.Items[index].Text);
        }

        body.Write(Encoding.UTF8.GetBytes($"],\"kind\":\"{request.Type.Kind}List\",\"metadata\":"));
        body.Write(JsonWriter.Write(metadata));
        body.Write("}"u8);
        return new ApiResponse(200, body.WrittenMemory);
    }

    private ObjectPage Page(ApiRequest request)
    {
        var selector = Selector(request);
        var limit = Number(request.Option("limit"));
        var @namespace = request.Namespace.Length == 0 ? null : request.Namespace;
        CheckVersion(request);
        if (request.Option("continue") is not { Length: > 0 } text)
        {
            // resourceVersion=0 is served from the cache, which knows no pages.
            var whole = request.Option("resourceVersion") == "0" && hasCache();
            return store.List(request.Type, @namespace, selector, whole ? 0 : limit, null, null)!;
        }

        var token = ContinueToken.Parse(text);
        var page = store.List(
            request.Type, @namespace, selector, limit, token.Key, token.Revision < 0 ? null : token.Revision);
        return page ?? throw Expired(token);
    }

    public static Func<StoredObject, bool>? Selector(ApiRequest request)
    {
        var labels = LabelSelector.Parse(request.Option("labelSelector"));
        var fields = FieldSelector.Parse(request.Option("fieldSelector"));
        return labels is null || fields is null ? labels ?? fields : item => labels(item) && fields(item);
    }

    private void CheckVersion(ApiRequest request)
    {
        if (request.Option("resourceVersion") is { Length: > 0 } text && long.TryParse(text, out var version)
            && version > store.Revision)
        {
            throw new ApiException(
                504,
                "Timeout",
                $"Timeout: Too large resource version: {version}, current: {store.Revision}",
                new JsonObject
                {
                    ["causes"] = new JsonArray(new JsonObject
                    {
                        ["reason"] = "ResourceVersionTooLarge",
                        ["message"] = "Too large resource version",
                    }),
                    ["retryAfterSeconds"] = 1,
                });
        }
    }

    // The token of the answer goes on at the same key with what is there now.
    private static ExpiredException Expired(ContinueToken token) => new(
        "The provided continue parameter is too old to display a consistent list result. You can start a new list "
        + "without the continue parameter, or use the continue token in this response to retrieve the remainder of "
        + "the results. Continuing with the provided token results in an inconsistent list - objects that were "
        + "created, modified, or deleted between the time the first chunk was returned and now may show up in the "
        + "list.",
        token with { Revision = -1 });

    private static int Number(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return 0;
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw ApiException.BadRequest($"strconv.ParseInt: parsing \"{text}\": invalid syntax");
    }

    private TableWriter Table(ApiRequest request) =>
        new(request.Type, time.GetUtcNow(), request.Option("includeObject") ?? "Metadata");
}
