using TerraformPlugin.Conformance.Plugin;

namespace TerraformPlugin.Conformance.Tests.Product;

/// <summary>The provider itself, on clusters of the sandbox.</summary>
public sealed class ProductTests : IAsyncLifetime
{
    private readonly ProductOnSandbox _product = new();

    public static TheoryData<string> Subjects =>
    [
        "workspace_backup_schedule", "workspace_backup_location", "workspace_backup", "workspace_restore", "workspace_backups",
        "workspace_clusters", "workspace_protection", "cron_interval", "cron_next", "duration",
        "duration_seconds", "protection_report", "stagger",
    ];

    public Task InitializeAsync() => _product.StartAsync();

    public async Task DisposeAsync() => await _product.DisposeAsync();

    [Theory]
    [MemberData(nameof(Subjects))]
    public async Task Nothing_in_the_provider_breaks_a_rule_of_Terraform(string subject)
    {
        if (subject is "workspace_restore" or "workspace_backups" or "workspace_protection")
        {
            await _product.MakeBackupAsync();
        }

        var findings = await ConformanceSuite.RunAsync(
            _product.Plugin, _product.Options with { Only = new HashSet<string> { subject } });

        Assert.True(findings.Count == 0, Report.Of(findings));
    }

    [Fact]
    public async Task Every_resource_data_source_and_function_is_a_subject()
    {
        var schema = await _product.Plugin.Client.GetProviderSchemaAsync(new());

        Assert.Equal(
            schema.ResourceSchemas.Keys.Concat(schema.DataSourceSchemas.Keys).Concat(schema.Functions.Keys)
                .Concat(schema.EphemeralResourceSchemas.Keys).Concat(schema.ActionSchemas.Keys)
                .Distinct().Order(StringComparer.Ordinal),
            ((IEnumerable<object[]>)Subjects).Select(static row => (string)row[0]).Order(StringComparer.Ordinal));
    }
}
