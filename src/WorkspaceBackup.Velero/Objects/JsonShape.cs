using System.Text.Json.Nodes;

namespace WorkspaceBackup.Velero.Objects;

/// <summary>
/// How one type of value stands in Velero's JSON. <typeparamref name="T"/> is nullable: null is absent, and reading
/// gives null for whatever Velero treats as absent.
/// </summary>
/// <param name="read">From a node that is there, its path for messages, and where to report.</param>
/// <param name="write">Null leaves the field out.</param>
internal sealed class JsonShape<T>(Func<JsonNode, string, ObjectFindings, T?> read, Func<T, JsonNode?> write)
{
    public T? Read(JsonNode? node, string path, ObjectFindings findings) =>
        node is null ? default : read(node, path, findings);

    public JsonNode? Write(T? value) => value is null ? null : write(value);
}
