using YamlDotNet.RepresentationModel;

namespace WorkspaceBackup.Velero.Verdicts;

/// <summary>
/// The ConfigMap that a restore's <c>resourceModifier</c> names. Source: Velero's
/// <c>internal/resourcemodifiers/resource_modifiers.go</c> and <c>resource_modifiers_validator.go</c>, the same from 1.12 to
/// the main branch.
/// </summary>
internal static class ResourceModifiers
{
    private static readonly string[] s_operations = ["add", "remove", "replace", "test", "move", "copy"];

    private static readonly string[] s_kinds = ["patches", "mergePatches", "strategicPatches"];

    private static readonly YamlShape s_document = Fields(
        "ResourceModifiers",
        ("version", YamlShape.Text),
        ("resourceModifierRules", List(
            "ResourceModifierRule",
            ("conditions", Fields(
                "Conditions",
                ("namespaces", YamlShape.Texts),
                ("groupResource", YamlShape.Text),
                ("resourceNameRegex", YamlShape.Text),
                ("labelSelector", Fields(
                    "LabelSelector",
                    ("matchLabels", YamlShape.TextByKey),
                    ("matchExpressions", List(
                        "LabelSelectorRequirement",
                        ("key", YamlShape.Text), ("operator", YamlShape.Text), ("values", YamlShape.Texts))))),
                ("matches", List("MatchRule", ("path", YamlShape.Text), ("value", YamlShape.Text))))),
            ("patches", List(
                "JSONPatch",
                ("operation", YamlShape.Text), ("from", YamlShape.Text), ("path", YamlShape.Text), ("value", YamlShape.Text))),
            ("mergePatches", List("JSONMergePatch", ("patchData", YamlShape.Text))),
            ("strategicPatches", List("StrategicMergePatch", ("patchData", YamlShape.Text))))));

    /// <summary>Why Velero does not restore with it; null when it does.</summary>
    public static PolicyProblem? Read(IReadOnlyDictionary<string, string> data, string @namespace, string name)
    {
        if (data.Count != 1)
        {
            return new(
                $"it has {data.Count} entries, and Velero reads one that has exactly one",
                $"illegal resource modifiers {@namespace}/{name} configmap");
        }

        var root = YamlData.Parse(data.Values.First(), out var error);
        if (error is not null)
        {
            return Undecodable(error, error);
        }

        if (s_document.Check(root, "") is { } misfit)
        {
            return Undecodable(
                misfit.Text,
                "error unmarshaling JSON: while decoding JSON: json: " + (misfit.IsUnknownField
                    ? $"unknown field \"{YamlData.Scalar(misfit.At)}\""
                    : $"cannot unmarshal {JsonKind(misfit.At)} into Go value of type {misfit.GoType}"));
        }

        var version = YamlData.Text(Child(root, "version"));
        if (!version.Equals("v1", StringComparison.OrdinalIgnoreCase))
        {
            return Invalid(
                $"its version is \"{version}\", and Velero reads v1", $"unsupported resource modifier version {version}");
        }

        var rules = Items(root, "resourceModifierRules");
        return rules.Count == 0
            ? Invalid("it has no rules", "resource modifier rules cannot be empty")
            : rules.Select((rule, index) => OfRule(rule, $"resourceModifierRules[{index}]"))
                .FirstOrDefault(problem => problem is not null);
    }

    private static PolicyProblem? OfRule(YamlNode rule, string path)
    {
        if (YamlData.Text(Child(Child(rule, "conditions"), "groupResource")).Length == 0)
        {
            // The slip of the pen is the server's.
            return Invalid(
                $"{path}.conditions names no groupResource, such as \"deployments.apps\"", "groupkResource cannot be empty");
        }

        if (s_kinds.Where(kind => Items(rule, kind).Count > 0).ToList() is { Count: > 1 } kinds)
        {
            return Invalid(
                $"{path} has {string.Join(" and ", kinds)}, and a rule has patches of one kind",
                "only one of patches, mergePatches, strategicPatches can be specified");
        }

        return Items(rule, s_kinds[0])
            .Select((patch, index) => OfPatch(patch, $"{path}.{s_kinds[0]}[{index}]"))
            .FirstOrDefault(problem => problem is not null);
    }

    private static PolicyProblem? OfPatch(YamlNode patch, string path)
    {
        var operation = YamlData.Text(Child(patch, "operation"));
        if (!s_operations.Contains(operation, StringComparer.OrdinalIgnoreCase))
        {
            return Invalid(
                operation.Length == 0
                    ? $"{path} has no operation; they are {string.Join(", ", s_operations)}"
                    : $"{path} has the operation \"{operation}\"; they are {string.Join(", ", s_operations)}",
                operation.Length == 0 ? "operation cannot be empty" : $"unsupported operation {operation}");
        }

        return YamlData.Text(Child(patch, "path")).Length == 0
            ? Invalid($"{path} has no path, such as \"/spec/replicas\"", "path cannot be empty")
            : null;
    }

    private static PolicyProblem Undecodable(string text, string said) =>
        new(text, $"failed to decode yaml data into resource modifiers, err: {said}");

    private static PolicyProblem Invalid(string text, string said) => new(text, said, IsInvalid: true);

    private static YamlNode? Child(YamlNode? node, string key) => YamlData.Child(node, key)
        ?? (node as YamlMappingNode)?.Children
            .FirstOrDefault(item => YamlData.Scalar(item.Key).Equals(key, StringComparison.OrdinalIgnoreCase)).Value;

    private static IList<YamlNode> Items(YamlNode? node, string key) => (Child(node, key) as YamlSequenceNode)?.Children ?? [];

    private static string JsonKind(YamlNode node) => node switch
    {
        YamlMappingNode => "object",
        YamlSequenceNode => "array",
        _ => YamlData.GoKind(node) switch { "int" => "number", var kind => kind },
    };

    private static YamlShape.List List(string type, params (string Name, YamlShape Shape)[] fields) => new(Fields(type, fields));

    private static YamlShape.Fields Fields(string type, params (string Name, YamlShape Shape)[] fields) => new(
        type, fields.ToDictionary(field => field.Name, field => field.Shape, StringComparer.Ordinal), IgnoresCase: true);
}
