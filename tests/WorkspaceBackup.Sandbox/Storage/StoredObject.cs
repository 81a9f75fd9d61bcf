using System.Text.Json.Nodes;
using VeleroSandbox.Json;

namespace VeleroSandbox.Storage;

/// <summary>
/// One object as stored, never changed. The JSON is kept as text, so that tens of thousands of objects stay small and a
/// LIST copies bytes; what selectors and controllers look at again and again is kept beside it.
/// </summary>
internal sealed class StoredObject
{
    private StoredObject(string key) => Key = key;

    /// <summary><c>namespace/name</c>, or the name alone: the order of a LIST.</summary>
    public string Key { get; }

    public string Namespace { get; private init; } = "";

    public string Name { get; private init; } = "";

    public string Uid { get; private init; } = "";

    public long ResourceVersion { get; private init; }

    public IReadOnlyDictionary<string, string> Labels { get; private init; } = new Dictionary<string, string>();

    /// <summary><c>status.phase</c>, or empty.</summary>
    public string Phase { get; private init; } = "";

    /// <summary><c>status.expiration</c>.</summary>
    public DateTimeOffset? Expiration { get; private init; }

    public bool Deleting { get; private init; }

    public byte[] Text { get; private init; } = [];

    public static StoredObject Probe(string key) => new(key);

    public static string KeyOf(string @namespace, string name) =>
        @namespace.Length == 0 ? name : $"{@namespace}/{name}";

    public static StoredObject Of(JsonObject value)
    {
        var @namespace = value.Text("metadata", "namespace") ?? "";
        var name = value.Text("metadata", "name") ?? "";
        return new StoredObject(KeyOf(@namespace, name))
        {
            Namespace = @namespace,
            Name = name,
            Uid = value.Text("metadata", "uid") ?? "",
            ResourceVersion = long.TryParse(value.Text("metadata", "resourceVersion"), out var version) ? version : 0,
            Labels = value.At("metadata", "labels") is JsonObject labels
                ? labels.ToDictionary(label => label.Key, label =>
                    label.Value?.ToString() ?? "", StringComparer.Ordinal)
                : new Dictionary<string, string>(),
            Phase = value.Text("status", "phase") ?? "",
            Expiration = value.Time("status", "expiration"),
            Deleting = value.At("metadata", "deletionTimestamp") is not null,
            Text = JsonWriter.Write(value),
        };
    }

    /// <summary>A copy that may be changed.</summary>
    public JsonObject Read() => JsonReader.ReadObject(Text);
}
