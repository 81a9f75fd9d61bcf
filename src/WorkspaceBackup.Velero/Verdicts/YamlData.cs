using WorkspaceBackup.Velero.Kubernetes.Kubeconfig;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace WorkspaceBackup.Velero.Verdicts;

/// <summary>The one document of a ConfigMap that Velero reads, and what Go's YAML library says about its shape.</summary>
internal static class YamlData
{
    public static YamlNode? Parse(string text, out string? error)
    {
        error = null;
        try
        {
            var yaml = new YamlStream();
            using var reader = new StringReader(text);
            yaml.Load(new PlainYamlParser(new Parser(reader)));
            var root = yaml.Documents.Count == 0 ? null : yaml.Documents[0].RootNode;
            Merge(root, new HashSet<YamlNode>(ReferenceEqualityComparer.Instance));
            return root;
        }
        catch (YamlException e)
        {
            error = $"it is no YAML: line {e.Start.Line}";
            return null;
        }
        catch (UnusableYamlException e)
        {
            error = $"it is no YAML that can be read: line {e.At.Line} {e.Message}";
            return null;
        }
    }

    public static YamlNode? Child(YamlNode? node, string key) =>
        node is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;

    /// <summary>As Go reads it into a text: nothing is an empty one.</summary>
    public static string Text(YamlNode? node) => IsNull(node) ? "" : Scalar(node);

    public static string Scalar(YamlNode? node) => (node as YamlScalarNode)?.Value ?? "";

    public static bool IsNull(YamlNode? node) => node is null
        || node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" or "Null" or "NULL" };

    /// <summary>Puts in what <c>&lt;&lt;: *anchor</c> takes from elsewhere; a key of its own goes before.</summary>
    private static void Merge(YamlNode? node, HashSet<YamlNode> seen)
    {
        if (node is null || !seen.Add(node))
        {
            return;
        }

        foreach (var child in (node as YamlSequenceNode)?.Children ?? (node as YamlMappingNode)?.Children.Values ?? Enumerable.Empty<YamlNode>())
        {
            Merge(child, seen);
        }

        if (node is not YamlMappingNode mapping || Child(mapping, "<<") is not { } merged)
        {
            return;
        }

        foreach (var (key, value) in (merged is YamlSequenceNode list ? list.Children : [merged])
            .OfType<YamlMappingNode>().SelectMany(static source => source.Children).ToList())
        {
            mapping.Children.TryAdd(key, value);
        }

        mapping.Children.Remove(new YamlScalarNode("<<"));
    }

    /// <summary>Go's words for a value of the wrong kind.</summary>
    /// <param name="line">Null: where it stands.</param>
    public static string Mismatch(YamlNode node, string type, long? line = null)
    {
        var (tag, shown) = node switch
        {
            YamlMappingNode => ("!!map", ""),
            YamlSequenceNode => ("!!seq", ""),
            _ => ($"!!{KindOf(node)}", $" `{Short(Scalar(node))}`"),
        };
        return $"yaml: unmarshal errors:\n  line {line ?? node.Start.Line}: cannot unmarshal {tag}{shown} into {type}";
    }

    public static string UnknownField(YamlNode key, string type, long? line = null) =>
        $"yaml: unmarshal errors:\n  line {line ?? key.Start.Line}: field {Scalar(key)} not found in type {type}";

    /// <summary>What Go calls the type of the value.</summary>
    public static string GoKind(YamlNode node) => node switch
    {
        _ when IsNull(node) => "<nil>",
        YamlMappingNode => "map[string]interface {}",
        YamlSequenceNode => "[]interface {}",
        _ => KindOf(node) switch { "str" => "string", var kind => kind },
    };

    private static string KindOf(YamlNode node) =>
        node is not YamlScalarNode { Style: ScalarStyle.Plain, Value: { } text } ? "str"
        : long.TryParse(text, out _) ? "int"
        : bool.TryParse(text, out _) ? "bool"
        : "str";

    private static string Short(string text) => text.Length > 10 ? text[..7] + "..." : text;
}
