using System.Text.Json.Nodes;
using System.Text.Json;
using WorkspaceBackup.Velero.Durations;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.Operations;

/// <summary>
/// Restore hooks in Velero's own structure: they hold whole containers, which Terraform's types cannot describe.
/// </summary>
internal static class RestoreHooks
{
    private static readonly (string Hook, string Field)[] s_durations =
        [("exec", "execTimeout"), ("exec", "waitTimeout"), ("init", "timeout")];

    private static readonly Keys s_keys = new("hooks", new()
    {
        ["resources"] = new("a hook", new()
        {
            ["name"] = null,
            ["includedNamespaces"] = null,
            ["excludedNamespaces"] = null,
            ["includedResources"] = null,
            ["excludedResources"] = null,
            ["labelSelector"] = new("labelSelector", new() { ["matchLabels"] = null, ["matchExpressions"] = null }),
            ["postHooks"] = new("an entry of postHooks", new()
            {
                ["exec"] = new("exec", new()
                {
                    ["container"] = null,
                    ["command"] = null,
                    ["onError"] = null,
                    ["execTimeout"] = null,
                    ["waitTimeout"] = null,
                    ["waitForReady"] = null,
                }),
                ["init"] = new("init", new() { ["initContainers"] = null, ["timeout"] = null }),
            }),
        }),
    });

    /// <summary>Null: the text is no JSON object, or holds a key twice.</summary>
    public static JsonObject? Parse(string text) => Parse(text, allowTwice: false);

    private static JsonObject? Parse(string text, bool allowTwice)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: new() { AllowDuplicateProperties = allowTwice }) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What is wrong, as a sentence. The API server checks all but the durations.</summary>
    public static string? Problem(string text)
    {
        if (Parse(text) is null && Parse(text, allowTwice: true) is not null)
        {
            return "holds a key twice, of which Velero would read the last. Write it once.";
        }

        if (Parse(text)?["resources"] is not JsonArray resources)
        {
            return "must be a JSON object with a list \"resources\", as jsonencode({ resources = [...] }) gives.";
        }

        if (Misspelt(Parse(text)!, s_keys) is { } misspelt)
        {
            return misspelt;
        }

        // One text that is no duration stops Velero for all Restores.
        var wrong = from resource in resources.OfType<JsonObject>()
                    from hook in (resource["postHooks"] as JsonArray ?? []).OfType<JsonObject>()
                    from duration in s_durations
                    let value = (hook[duration.Hook] as JsonObject)?[duration.Field]
                    where value is not null
                    let given = Text(value)
                    where !GoDuration.TryParse(given, out _, out _)
                    select $"{duration.Field} = \"{given}\" is not a duration that Velero can read; write it as \"1h30m\" or "
                        + "\"45s\".";
        return wrong.FirstOrDefault();
    }

    /// <summary>A key that Velero does not know, and that is near one it knows; other ones may be of a newer Velero.</summary>
    private static string? Misspelt(JsonObject node, Keys keys)
    {
        foreach (var (key, value) in node)
        {
            if (!keys.Below.TryGetValue(key, out var below))
            {
                if (NearestWord.To(key, keys.Below.Keys) is { } meant)
                {
                    return $"\"{key}\" is not a key of {keys.Name}; you probably mean \"{meant}\".";
                }
            }
            else if (below is not null)
            {
                var children = value is JsonArray list ? list.OfType<JsonObject>() : value is JsonObject one ? [one] : [];
                if (children.Select(child => Misspelt(child, below)).FirstOrDefault(found => found is not null) is { } found)
                {
                    return found;
                }
            }
        }

        return null;
    }

    private static string Text(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();

    /// <param name="Below">The keys, and those of what stands below each; null: not looked at.</param>
    private sealed record Keys(string Name, Dictionary<string, Keys?> Below);
}
