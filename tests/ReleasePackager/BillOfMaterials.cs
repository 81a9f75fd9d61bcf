using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReleasePackager;

/// <summary>What is inside an executable, for programs that look for known weaknesses: CycloneDX 1.6.</summary>
internal static class BillOfMaterials
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <param name="sha256">Of the executable, in hexadecimal.</param>
    public static string Write(
        ReleaseVersion version,
        Platform platform,
        string sha256,
        DateTimeOffset date,
        IReadOnlyList<Component> components)
    {
        var reference = $"terraform-provider-workspace@{version}?platform={platform.Name}";
        return new JsonObject
        {
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["timestamp"] = date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                ["component"] = new JsonObject
                {
                    ["type"] = "application",
                    ["bom-ref"] = reference,
                    ["name"] = "terraform-provider-workspace",
                    ["version"] = version.Text,
                    ["licenses"] = new JsonArray(
                        new JsonObject { ["license"] = new JsonObject { ["id"] = "MPL-2.0" } }),
                    ["hashes"] = new JsonArray(new JsonObject { ["alg"] = "SHA-256", ["content"] = sha256 }),
                },
            },
            ["components"] = new JsonArray([.. components.Select(static component => new JsonObject
            {
                ["type"] = component.Name.Contains(".App.Runtime.", StringComparison.Ordinal) ? "framework" : "library",
                ["bom-ref"] = component.PackageUrl,
                ["authors"] = new JsonArray(new JsonObject { ["name"] = component.Authors }),
                ["name"] = component.Name,
                ["version"] = component.Version,
                // One licence of the SPDX list is an id; with an exception it is an expression.
                ["licenses"] = new JsonArray(component.License.Contains(' ')
                    ? new JsonObject { ["expression"] = component.License }
                    : new JsonObject { ["license"] = new JsonObject { ["id"] = component.License } }),
                ["purl"] = component.PackageUrl,
            })]),
            ["dependencies"] = new JsonArray(new JsonObject
            {
                ["ref"] = reference,
                ["dependsOn"] = new JsonArray([.. components.Select(static c => JsonValue.Create(c.PackageUrl))]),
            }),
        }.ToJsonString(s_indented) + "\n";
    }
}
