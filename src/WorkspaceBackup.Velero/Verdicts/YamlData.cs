using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using WorkspaceBackup.Velero.Kubernetes.Kubeconfig;

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
            return yaml.Documents.Count == 0 ? null : yaml.Documents[0].RootNode;
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

    public static string Scalar(YamlNode? node) => (node as YamlScalarNode)?.Value ?? "";

    public static bool IsNull(YamlNode? node) => node is null
        || node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" };

    /// <summary>Go's words for a value of the wrong kind.</summary>
    public static string Mismatch(YamlNode node, string type)
    {
        var (tag, shown) = node switch
        {
            YamlMappingNode => ("!!map", ""),
            YamlSequenceNode => ("!!seq", ""),
            _ => (TagOf(Scalar(node)), $" `{Short(Scalar(node))}`"),
        };
        return $"yaml: unmarshal errors:\n  line {node.Start.Line}: cannot unmarshal {tag}{shown} into {type}";
    }

    public static string UnknownField(YamlNode key, string type) =>
        $"yaml: unmarshal errors:\n  line {key.Start.Line}: field {Scalar(key)} not found in type {type}";

    private static string TagOf(string text) =>
        long.TryParse(text, out _) ? "!!int"
        : bool.TryParse(text, out _) ? "!!bool"
        : "!!str";

    private static string Short(string text) => text.Length > 10 ? text[..7] + "..." : text;
}
