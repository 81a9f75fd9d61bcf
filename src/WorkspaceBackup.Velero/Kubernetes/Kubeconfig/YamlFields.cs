using System.Globalization;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace WorkspaceBackup.Velero.Kubernetes.Kubeconfig;

/// <summary>
/// The fields of one YAML mapping in one file. A field that is null or empty counts as absent, as it does in Go;
/// messages name the file, the line and the field, never a value.
/// </summary>
internal sealed class YamlFields
{
    private const int MergeLimit = 8;

    private static readonly YamlScalarNode s_merge = new("<<");

    private readonly string _file;
    private readonly string _path;
    private readonly YamlMappingNode _node;

    public YamlFields(string file, string path, YamlNode node)
    {
        _file = file;
        _path = path;
        _node = node as YamlMappingNode ?? throw Wrong(node, path, "is not a mapping");
    }

    public string? Text(string field) => Scalar(field) is { Value.Length: > 0 } scalar ? scalar.Value : null;

    public string RequiredText(string field) =>
        Text(field) ?? throw Wrong(_node, Name(field), "is missing");

    public bool Flag(string field) => Scalar(field) switch
    {
        null => false,
        { Value: "true" or "True" or "TRUE" } => true,
        { Value: "false" or "False" or "FALSE" or "" } => false,
        { } other => throw Wrong(other, Name(field), "is not true or false"),
    };

    public byte[]? Base64(string field)
    {
        if (Scalar(field) is not { Value.Length: > 0 } scalar)
        {
            return null;
        }

        try
        {
            return Convert.FromBase64String(scalar.Value);
        }
        catch (FormatException)
        {
            throw Wrong(scalar, Name(field), "is not base64" + PemText.InsteadOfData(scalar.Value, field));
        }
    }

    public YamlFields? Mapping(string field) => Child(field) is { } node ? new(_file, Name(field), node) : null;

    /// <summary>Without those that are null, which nothing can name.</summary>
    public IReadOnlyList<YamlFields> Mappings(string field) =>
    [
        .. Sequence(field).Index()
            .Where(static item => !IsNull(item.Item))
            .Select(item => new YamlFields(_file, $"{Name(field)}[{item.Index}]", item.Item)),
    ];

    public IReadOnlyList<string> Texts(string field) =>
        [.. Sequence(field).Select(item =>
            (item as YamlScalarNode ?? throw Wrong(item, Name(field), "holds more than texts")).Value ?? "")];

    public IReadOnlyDictionary<string, IReadOnlyList<string>> TextLists(string field)
    {
        var lists = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (Mapping(field) is { } mapping)
        {
            foreach (YamlNode key in mapping._node.Children.Keys)
            {
                string name =
                    (key as YamlScalarNode)?.Value ?? throw Wrong(key, Name(field), "has a key that is not a text");
                lists[name] = mapping.Texts(name);
            }
        }

        return lists;
    }

    public JsonNode? Json(string field)
    {
        int budget = 10_000;
        return Child(field) is { } node ? ToJson(node, ref budget) : null;
    }

    public FaultException Wrong(string field, string what) => Wrong(Child(field) ?? _node, Name(field), what);

    private string Name(string field) => _path.Length == 0 ? field : _path + "." + field;

    private YamlNode? Child(string field) =>
        Find(_node, field, MergeLimit) is { } node && !IsNull(node) ? node : null;

    // A merge key gives what the mapping itself does not have, as kubectl's parser has it.
    private YamlNode? Find(YamlMappingNode mapping, string field, int depth)
    {
        if (mapping.Children.TryGetValue(new YamlScalarNode(field), out YamlNode? node))
        {
            return node;
        }

        if (!mapping.Children.TryGetValue(s_merge, out YamlNode? merged))
        {
            return null;
        }

        if (depth == 0)
        {
            throw Wrong(merged, Name("<<"), "merges too many mappings");
        }

        return merged switch
        {
            YamlMappingNode one => Find(one, field, depth - 1),
            YamlSequenceNode several when several.Children.All(m => m is YamlMappingNode) => several.Children
                .Select(m => Find((YamlMappingNode)m, field, depth - 1)).FirstOrDefault(found => found is not null),
            _ => throw Wrong(merged, Name("<<"), "is not a mapping to merge"),
        };
    }

    private YamlScalarNode? Scalar(string field) => Child(field) switch
    {
        null => null,
        YamlScalarNode scalar => scalar,
        { } other => throw Wrong(other, Name(field), "is not a text"),
    };

    private IEnumerable<YamlNode> Sequence(string field) => Child(field) switch
    {
        null => [],
        YamlSequenceNode sequence => sequence.Children,
        { } other => throw Wrong(other, Name(field), "is not a list"),
    };

    private static bool IsNull(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" or "Null" or "NULL" };

    // The budget ends what aliases of aliases could make of a small file.
    private JsonNode? ToJson(YamlNode node, ref int budget)
    {
        if (--budget < 0)
        {
            throw Wrong(node, _path, "is too large");
        }

        switch (node)
        {
            case YamlMappingNode mapping:
                var json = new JsonObject();
                foreach ((YamlNode key, YamlNode value) in mapping.Children)
                {
                    json[((YamlScalarNode)key).Value ?? ""] = ToJson(value, ref budget);
                }

                return json;
            case YamlSequenceNode sequence:
                var array = new JsonArray();
                foreach (YamlNode item in sequence.Children)
                {
                    array.Add(ToJson(item, ref budget));
                }

                return array;
            case YamlScalarNode scalar when IsNull(scalar):
                return null;
            case YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } flag:
                return JsonValue.Create(flag.Value == "true");
            case YamlScalarNode { Style: ScalarStyle.Plain } number
                when long.TryParse(
                    number.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole):
                return JsonValue.Create(whole);
            case YamlScalarNode { Style: ScalarStyle.Plain } number
                when decimal.TryParse(number.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal part):
                return JsonValue.Create(part);
            case YamlScalarNode scalar:
                return JsonValue.Create(scalar.Value);
            default:
                throw Wrong(node, _path, "cannot be read");
        }
    }

    private FaultException Wrong(YamlNode node, string path, string what) =>
        new(
            FaultKind.KubeconfigInvalid,
            $"{_file}, line {node.Start.Line}: {(path.Length == 0 ? "the document" : path)} {what}");
}
