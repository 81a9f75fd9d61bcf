using System.Text.Json.Nodes;
using VeleroSandbox.Access;
using VeleroSandbox.Json;
using VeleroSandbox.Storage;

namespace VeleroSandbox.Api;

/// <summary>SelfSubjectAccessReview: may I?</summary>
internal static class AccessReviewHandler
{
    public const string Path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

    public static ApiResponse Answer(Identity identity, ReadOnlyMemory<byte> body)
    {
        if (identity.User == "system:anonymous")
        {
            throw Forbidden(identity, "create", "authorization.k8s.io", "selfsubjectaccessreviews", "", "");
        }

        var review = ProtobufBody.Review(body.Span) ?? JsonReader.ReadObject(body);
        var wanted = review.At("spec", "resourceAttributes");
        var allowed = wanted is null
            ? identity.IsAdmin
            : identity.May(
                wanted.Text("verb") ?? "",
                wanted.Text("group") ?? "",
                wanted.Text("resource") ?? "",
                wanted.Text("namespace") ?? "");
        review["kind"] = "SelfSubjectAccessReview";
        review["apiVersion"] = "authorization.k8s.io/v1";
        review["metadata"] = new JsonObject { ["creationTimestamp"] = null };
        review["status"] = new JsonObject { ["allowed"] = allowed };
        return ApiResponse.Of(review, 201);
    }

    public static ApiException Forbidden(
        Identity identity, string verb, string group, string resource, string @namespace, string name)
    {
        var details = new JsonObject();
        if (name.Length > 0)
        {
            details["name"] = name;
        }

        if (group.Length > 0)
        {
            details["group"] = group;
        }

        details["kind"] = resource;
        var what = (group.Length == 0 ? resource : $"{resource}.{group}") + (name.Length > 0 ? $" \"{name}\"" : "");
        return new ApiException(
            403,
            "Forbidden",
            $"{what} is forbidden: User \"{identity.User}\" cannot {verb} resource "
            + $"\"{resource}\" in API group \"{group}\" "
            + (@namespace.Length > 0 ? $"in the namespace \"{@namespace}\"" : "at the cluster scope"),
            details);
    }
}
