using TerraformPlugin.Conformance.Plugin;

namespace TerraformPlugin.Conformance.Tests.Broken;

/// <summary>Each rule broken by hand: the suite finds it, and nothing else.</summary>
public sealed class BrokenRuleTests(BrokenRuleTests.GoodPlugin good) : IClassFixture<BrokenRuleTests.GoodPlugin>
{
    public static TheoryData<Rule> Rules => [.. Enum.GetValues<Rule>()];

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task A_broken_rule_is_found_and_no_other(Rule rule)
    {
        var schema = await good.Plugin.Client.GetProviderSchemaAsync(new());

        var findings = await ConformanceSuite.RunAsync(
            good.Plugin.Through(new Damage(schema).For(rule)), Gadgets.Options);

        Assert.True(findings.Count > 0, "nothing was found");
        Assert.True(findings.All(f => f.Rule == rule), Report.Of(findings));
    }

    [Fact]
    public async Task An_undamaged_plugin_breaks_none()
    {
        var findings = await ConformanceSuite.RunAsync(good.Plugin, Gadgets.Options);

        Assert.True(findings.Count == 0, Report.Of(findings));
    }

    public sealed class GoodPlugin : IAsyncLifetime
    {
        public RunningPlugin Plugin { get; private set; } = null!;

        public async Task InitializeAsync() => Plugin = await RunningPlugin.StartAsync("test-plugin");

        public async Task DisposeAsync() => await Plugin.DisposeAsync();
    }
}
