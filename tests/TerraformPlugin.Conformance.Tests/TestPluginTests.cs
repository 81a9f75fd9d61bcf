using TerraformPlugin.Conformance.Plugin;

namespace TerraformPlugin.Conformance.Tests;

/// <summary>The test plugin has one of every kind, nesting and ability: what it breaks, the framework breaks.</summary>
public sealed class TestPluginTests
{
    [Theory]
    [InlineData(1, Cli.Newest)]
    [InlineData(2, Cli.Older)]
    [InlineData(3, Cli.Deferring)]
    public async Task Nothing_in_the_test_plugin_breaks_a_rule_of_Terraform(int seed, Cli cli)
    {
        await using var plugin = await RunningPlugin.StartAsync("test-plugin");
        var schema = await plugin.Client.GetProviderSchemaAsync(new());
        var options = TestPlugin.Options with { Seed = seed, Cli = cli };
        if (cli == Cli.Older)
        {
            // Blocks that the provider sets are refused there, with a message.
            options = options with
            {
                Only = schema.ResourceSchemas.Keys.Concat(schema.DataSourceSchemas.Keys)
                    .Concat(schema.EphemeralResourceSchemas.Keys).Concat(schema.ActionSchemas.Keys)
                    .Concat(schema.Functions.Keys).Where(static name => name != "probe_filled").ToHashSet(),
            };
        }

        var findings = await ConformanceSuite.RunAsync(plugin, options);

        Assert.True(findings.Count == 0, Report.Of(findings));
    }
}
