using System.Text.Json;
using System.Text.Json.Nodes;

namespace VeleroSandbox.ManagedFields;

/// <summary>
/// A set of field paths as a tree, in the form of <c>fieldsV1</c>: <c>f:name</c> for a field, <c>k:{...}</c> for a list
/// item by key, <c>v:...</c> for one by value. A node is a member itself (<c>"."</c>), or only on the way to one.
/// </summary>
internal sealed class FieldSet
{
    private readonly SortedDictionary<string, FieldSet> _children = new(StringComparer.Ordinal);

    public bool Member { get; set; }

    public IReadOnlyDictionary<string, FieldSet> Children => _children;

    public bool IsEmpty => !Member && _children.Count == 0;

    public FieldSet Child(string element) =>
        _children.TryGetValue(element, out var child) ? child : _children[element] = new FieldSet();

    public void Add(ReadOnlySpan<string> path)
    {
        var node = this;
        foreach (var element in path)
        {
            node = node.Child(element);
        }

        node.Member = true;
    }

    public bool Contains(ReadOnlySpan<string> path) => Find(path) is { Member: true };

    /// <summary>Whether the set has the path or anything below it.</summary>
    public bool Touches(ReadOnlySpan<string> path) => Find(path) is not null;

    public void Remove(ReadOnlySpan<string> path)
    {
        if (path.Length == 0)
        {
            Member = false;
            return;
        }

        if (_children.TryGetValue(path[0], out var child))
        {
            child.Remove(path[1..]);
            if (child.IsEmpty)
            {
                _children.Remove(path[0]);
            }
        }
    }

    /// <summary>All members, parents before children.</summary>
    public IEnumerable<string[]> Paths() => Paths([]);

    public JsonObject ToJson()
    {
        var json = new JsonObject();
        if (Member && _children.Count > 0)
        {
            json["."] = new JsonObject();
        }

        foreach (var (element, child) in _children)
        {
            json[element] = child.ToJson();
        }

        return json;
    }

    public static FieldSet FromJson(JsonObject? json, bool root = true)
    {
        var set = new FieldSet { Member = !root && (json is null || json.Count == 0 || json.ContainsKey(".")) };
        foreach (var (element, child) in json ?? [])
        {
            if (element != ".")
            {
                set._children[element] = FromJson(child as JsonObject, root: false);
            }
        }

        return set;
    }

    /// <summary>The path as conflicts print it: <c>.spec.schedule</c>.</summary>
    public static string Display(IEnumerable<string> path) =>
        string.Concat(path.Select(element => element[0] switch
        {
            'k' => "[" + KeyOf(element) + "]",
            'v' => "[=" + element[2..] + "]",
            _ => "." + element[2..],
        }));

    private static string KeyOf(string element)
    {
        using var key = JsonDocument.Parse(element[2..]);
        return string.Join(",", key.RootElement.EnumerateObject()
            .Select(part => $"{part.Name}={part.Value.GetRawText()}"));
    }

    private FieldSet? Find(ReadOnlySpan<string> path)
    {
        var node = this;
        foreach (var element in path)
        {
            if (!node._children.TryGetValue(element, out node))
            {
                return null;
            }
        }

        return node;
    }

    private IEnumerable<string[]> Paths(string[] prefix)
    {
        if (Member)
        {
            yield return prefix;
        }

        foreach (var (element, child) in _children)
        {
            foreach (var path in child.Paths([.. prefix, element]))
            {
                yield return path;
            }
        }
    }
}
