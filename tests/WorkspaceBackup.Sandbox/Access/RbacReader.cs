using System.Text.Json.Nodes;
using VeleroSandbox.Json;

namespace VeleroSandbox.Access;

/// <summary>Roles and bindings from manifests: what a group may do.</summary>
internal static class RbacReader
{
    public static IReadOnlyList<AccessRule> RulesOf(string group, string folder)
    {
        var documents = Directory.GetFiles(folder, "*.yaml")
            .SelectMany(file =>
            {
                using var text = File.OpenText(file);
                return YamlReader.ReadAll(text);
            })
            .OfType<JsonObject>()
            .ToList();
        return [.. documents
            .Where(binding => (binding.Text("kind") ?? "").EndsWith("RoleBinding", StringComparison.Ordinal)
                && (binding["subjects"] as JsonArray ?? []).Any(subject => subject.Text("name") == group))
            .SelectMany(binding => documents.Where(role =>
                role.Text("kind") == binding.Text("roleRef", "kind")
                && role.Text("metadata", "name") == binding.Text("roleRef", "name")
                && role.Text("metadata", "namespace") == binding.Text("metadata", "namespace")))
            .SelectMany(Rules)];
    }

    private static IEnumerable<AccessRule> Rules(JsonObject role) =>
        (role["rules"] as JsonArray ?? []).Select(rule => new AccessRule(
            rule.Texts("verbs"),
            rule.Texts("apiGroups"),
            rule.Texts("resources"),
            role.Text("metadata", "namespace") is { } @namespace ? [@namespace] : null));
}
