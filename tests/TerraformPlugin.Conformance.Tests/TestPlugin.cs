using System.Text.Json;

namespace TerraformPlugin.Conformance.Tests;

/// <summary>What the suite has to know of the test plugin.</summary>
internal static class TestPlugin
{
    public static ConformanceOptions Options { get; } = new()
    {
        Resources = new Dictionary<string, Subject>
        {
            ["probe_gadget"] = new()
            {
                ImportId = static state =>
                {
                    using var json = JsonDocument.Parse(state);
                    return json.RootElement.GetProperty("id").GetString()!;
                },
                Recomputed = new HashSet<string> { "revision", "made" },
                OldStates = [(0, """{"words":"what was called words"}""")],
            },
        },
        Functions = new Dictionary<string, IReadOnlyList<string>>
        {
            ["length"] = ["""["four"]"""],
            ["join"] = ["""[", ", {"value":"a","type":"string"}]""", "[null]"],
        },
    };
}
