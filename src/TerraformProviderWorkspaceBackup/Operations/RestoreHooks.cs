using System.Text.Json;
using System.Text.Json.Nodes;
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

    /// <summary>
    /// Null: the text is no JSON object, or holds a key twice. Without the nulls, which jsonencode writes for what is left open and an
    /// API server refuses.
    /// </summary>
    public static JsonObject? Parse(string text) => Parse(text, allowTwice: false) is { } hooks ? WithoutNulls(hooks) : null;

    private static JsonObject WithoutNulls(JsonObject node) => new(node
        .Where(static item => item.Value is not null)
        .Select(static item => KeyValuePair.Create(item.Key, Below(item.Value!))));

    private static JsonNode? Below(JsonNode value) => value switch
    {
        JsonObject node => WithoutNulls(node),
        JsonArray list => new JsonArray([.. list.Select(static item => item is null ? null : Below(item))]),
        _ => value.DeepClone(),
    };

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

        if (Unknown(Parse(text)!, s_keys) is { } unknown)
        {
            return unknown;
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

    /// <summary>A key that no Velero knows, or a value of another form than it reads: it would refuse the Restore, or do nothing.</summary>
    private static string? Unknown(JsonObject node, Keys keys)
    {
        foreach (var (key, value) in node)
        {
            if (!keys.Below.TryGetValue(key, out var below))
            {
                return $"\"{key}\" is not a key of {keys.Name}; " + (NearestWord.To(key, keys.Below.Keys) is { } meant
                    ? $"you probably mean \"{meant}\"."
                    : $"its keys are {string.Join(", ", keys.Below.Keys)}.");
            }

            if (below is not null)
            {
                var children = value is JsonArray list ? list.ToList() : [value];
                if (children.Any(static child => child is not JsonObject))
                {
                    return $"\"{key}\" of {keys.Name} must hold {(value is JsonArray ? "objects alone" : "an object")}.";
                }

                if (children.Select(child => Unknown((JsonObject)child!, below)).FirstOrDefault(static found => found is not null) is { } found)
                {
                    return found;
                }
            }
            else if (key == "command" && (value is not JsonArray words || words.Any(static word => word?.GetValueKind() != JsonValueKind.String)))
            {
                return "\"command\" of exec must be a list of texts, such as [\"/bin/sh\", \"-c\", \"...\"].";
            }
            else if (key == "onError" && Text(value!) is not ("Continue" or "Fail"))
            {
                return $"\"onError\" must be \"Continue\" or \"Fail\", not \"{Text(value!)}\".";
            }
        }

        return null;
    }

    private static string Text(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();

    /// <param name="Below">The keys, and those of what stands below each; null: not looked at.</param>
    private sealed record Keys(string Name, Dictionary<string, Keys?> Below);
}
