using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WorkspaceBackup.Velero.Objects;

/// <summary>
/// The fields of a content that are set, as texts by attribute name: what a state can hold of 500 clusters, and what a
/// plan's diff shows.
/// </summary>
public static class Settings
{
    // State is no HTML: what people wrote stays readable.
    private static readonly JsonSerializerOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="content">In canonical form.</param>
    public static IEnumerable<KeyValuePair<string, string>> Of(BackupContent content)
    {
        foreach (var field in BackupContentFields.All)
        {
            if (field.Write(content) is { } value)
            {
                yield return new(field.Attribute, field == BackupContentFields.IncludeClusterResources
                    ? content.IncludeClusterResources == true ? "always" : "never"
                    : Text(value));
            }
        }
    }

    /// <summary>Scalars plain, lists and objects as JSON; of a hook's command, which may hold a password, a digest.</summary>
    public static string Text(JsonNode value)
    {
        if (value is JsonValue scalar)
        {
            return scalar.TryGetValue(out string? text) ? ExactText.Of(text) : scalar.ToJsonString();
        }

        var shown = value.DeepClone();
        HideCommands(shown);
        return ExactText.Of(shown.ToJsonString(s_readable));
    }

    private static void HideCommands(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray list:
                foreach (var item in list)
                {
                    HideCommands(item);
                }

                break;
            case JsonObject json:
                if (json["exec"] is JsonObject exec && exec["command"] is { } command)
                {
                    var hash = SHA256.HashData(Encoding.UTF8.GetBytes(command.ToJsonString()));
                    exec["command"] = $"sha256:{Convert.ToHexStringLower(hash.AsSpan(0, 8))}";
                }

                foreach (var (_, child) in json)
                {
                    HideCommands(child);
                }

                break;
        }
    }
}
