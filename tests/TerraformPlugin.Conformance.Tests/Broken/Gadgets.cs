namespace TerraformPlugin.Conformance.Tests.Broken;

/// <summary>A few small configurations that reach every rule.</summary>
internal static class Gadgets
{
    public const string Secret = "hidden-in-the-gadget";

    public static ConformanceOptions Options { get; } = TestPlugin.Options with
    {
        Generated = 1,
        LargeState = 1000,
        Only = new HashSet<string> { "probe_gadget", "probe_parts", "probe_token", "join" },
        Resources = new Dictionary<string, Subject>
        {
            ["probe_gadget"] = TestPlugin.Options.Resources["probe_gadget"] with
            {
                Configs =
                [
                    $$"""
                    {"text":"one","secret":"{{Secret}}","secret_wo":"hidden-and-not-kept",
                     "in_set":[{"name":"a"},{"name":"b","weight":2}]}
                    """,
                    """{"text":"two","in_set":[{"name":"a"}],"secret_wo":"hidden-and-not-kept"}""",
                    """{"text":"three","kind":"other","in_set":[{"name":"c"}]}""",
                ],
            },
        },
        Actions = new Dictionary<string, Subject> { ["probe_parts"] = new() { Configs = ["""{"name":"a"}"""] } },
    };
}
