using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Clusters;

/// <summary>
/// What a list gave. Each object is kept as its text, a fifth of what it takes as a tree, until somebody asks for all of
/// them: of a hundred resources each looks for its own one.
/// </summary>
public sealed class SharedObjects
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _byName;
    private ImmutableArray<byte[]> _texts;
    private ImmutableArray<JsonObject> _trees;

    private SharedObjects(ImmutableArray<byte[]> texts, Dictionary<string, int> byName) => (_texts, _byName) = (texts, byName);

    /// <summary>Every object, as trees that are shared: whoever wants to change one takes a deep clone.</summary>
    public ImmutableArray<JsonObject> All
    {
        get
        {
            lock (_lock)
            {
                if (_trees.IsDefault)
                {
                    _trees = [.. _texts.Select(Read)];
                    _texts = default;
                }

                return _trees;
            }
        }
    }

    /// <summary>The first object of a name; null: there is none.</summary>
    public JsonObject? Find(string name)
    {
        if (!_byName.TryGetValue(name, out var index))
        {
            return null;
        }

        byte[] text;
        lock (_lock)
        {
            if (!_trees.IsDefault)
            {
                return _trees[index];
            }

            text = _texts[index];
        }

        return Read(text);
    }

    private static JsonObject Read(byte[] text) => (JsonObject)JsonTree.Parse(text)!;

    /// <summary>Takes the objects as they come.</summary>
    internal sealed class Builder
    {
        private readonly ArrayBufferWriter<byte> _buffer = new();
        private readonly ImmutableArray<byte[]>.Builder _texts = ImmutableArray.CreateBuilder<byte[]>();
        private readonly List<string> _names = [];
        private readonly Dictionary<string, int> _byUid = new(StringComparer.Ordinal);

        /// <summary>Adds an object; one with the uid of another takes its place.</summary>
        public void Add(JsonObject found)
        {
            var metadata = found["metadata"] as JsonObject;
            if (metadata?["managedFields"] is JsonArray managedFields)
            {
                // Half of an object's tree, and looked at only where something differs.
                metadata["managedFields"] = managedFields.ToJsonString();
            }

            _buffer.ResetWrittenCount();
            using (var writer = new Utf8JsonWriter(_buffer, s_options))
            {
                found.WriteTo(writer);
            }

            // A list that had to start again names objects twice; the later reading is the newer one.
            var text = _buffer.WrittenSpan.ToArray();
            var uid = metadata?["uid"]?.ToString();
            if (uid is not null && _byUid.TryGetValue(uid, out var index))
            {
                (_texts[index], _names[index]) = (text, Json.Name(found));
                return;
            }

            if (uid is not null)
            {
                _byUid[uid] = _texts.Count;
            }

            _texts.Add(text);
            _names.Add(Json.Name(found));
        }

        public SharedObjects Build()
        {
            var byName = new Dictionary<string, int>(_names.Count, StringComparer.Ordinal);
            for (var i = 0; i < _names.Count; i++)
            {
                byName.TryAdd(_names[i], i);
            }

            return new(_texts.ToImmutable(), byName);
        }
    }
}
