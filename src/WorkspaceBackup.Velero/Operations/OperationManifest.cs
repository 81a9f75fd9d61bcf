using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>A Backup or Restore to be made, once: it is never patched.</summary>
internal sealed class OperationManifest(
    ApiPath path, JsonObject body, string token, IReadOnlyDictionary<string, VeleroVersion?> fields) : IManifest
{
    public ApiPath Path => path;

    public string Token => token;

    public IReadOnlyDictionary<string, VeleroVersion?> Fields => fields;

    public StringSet ProviderAdded { get; init; } = StringSet.Empty;

    public JsonObject Body(JsonObject? current, StringSet leftOut)
    {
        var sent = (JsonObject)body.DeepClone();
        foreach (var field in leftOut)
        {
            SentFields.Remove(sent, field);
        }

        return sent;
    }

    public IEnumerable<FieldMismatch> Compare(JsonObject answer, JsonObject? current, StringSet leftOut) =>
        SentFields.NotIn((JsonObject)Body(current, leftOut)["spec"]!, answer["spec"] as JsonObject, "spec")
            .Select(field => new FieldMismatch(
                field.Path, field.Stored is null, field.Sent.ToJsonString(), field.Stored?.ToJsonString() ?? "null"));

    public string Consequence(string leftOutField, JsonObject? current) =>
        "volumes may still be backed up, as the server's own flags say";
}
