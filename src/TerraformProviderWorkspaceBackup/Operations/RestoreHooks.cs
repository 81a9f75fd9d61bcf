using System.Text.Json.Nodes;
using System.Text.Json;
using WorkspaceBackup.Velero.Durations;

namespace TerraformProviderWorkspaceBackup.Operations;

/// <summary>
/// Restore hooks in Velero's own structure: they hold whole containers, which Terraform's types cannot describe.
/// </summary>
internal static class RestoreHooks
{
    private static readonly (string Hook, string Field)[] s_durations =
        [("exec", "execTimeout"), ("exec", "waitTimeout"), ("init", "timeout")];

    /// <summary>Null: the text is no JSON object.</summary>
    public static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What is wrong, as a sentence. The API server checks all but the durations.</summary>
    public static string? Problem(string text)
    {
        if (Parse(text)?["resources"] is not JsonArray resources)
        {
            return "must be a JSON object with a list \"resources\", as jsonencode({ resources = [...] }) gives.";
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

    private static string Text(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
}
