using System.Text.Json.Nodes;
using TerraformPlugin.Framework;
using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Operations;
using TerraformProviderWorkspaceBackup.Schedules;
using TerraformProviderWorkspaceBackup.Tests.Schedules;

namespace TerraformProviderWorkspaceBackup.Tests.Content;

/// <summary>What is wrong only beside the namespaces that the provider adds, which the configuration alone did not tell.</summary>
public sealed class ResolvedContentTests
{
    [Theory]
    [InlineData("a schedule", "excluded_namespaces", "shop", "Included And Excluded", true)]
    [InlineData("a schedule", "included_resources", "clusterroles", "Cluster Resource Left Out", false)]
    [InlineData("a backup", "excluded_namespaces", "shop", "Included And Excluded", true)]
    [InlineData("a backup", "included_resources", "clusterroles", "Cluster Resource Left Out", false)]
    public async Task What_the_providers_namespaces_bring_about_is_said_at_plan(
        string what, string attribute, string name, string expected, bool isError)
    {
        var config = Config(what);
        config[attribute] = new JsonArray(name);
        var found = what == "a schedule"
            ? await PlanAsync<ScheduleModel>("workspace_backup_schedule", config)
            : await PlanAsync<BackupModel>("workspace_backup", config);

        var said = Assert.Single(found, found => found.Summary == expected);
        Assert.True((said.Severity == Severity.Error) == isError, what);
        Assert.Equal(AttributePath.Of(attribute), said.Path);
    }

    [Fact]
    public async Task What_was_said_of_the_configuration_is_not_said_again_at_plan()
    {
        using var provider = new ProviderOnSandbox(1);
        await provider.ConfigureAsync();
        var config = Config("a schedule");
        config["namespaces"] = new JsonArray("shop");
        config["included_resources"] = new JsonArray("clusterroles", "pods");

        Assert.Single(await provider.ValidateAsync(config), static said => said.Summary == "Cluster Resource Left Out");
        Assert.DoesNotContain(
            (await provider.PlanAsync(config, ProviderOnSandbox.Nothing, default)).Diagnostics,
            static said => said.Summary == "Cluster Resource Left Out");
    }

    [Theory]
    [InlineData("excluded_namespaces", "shop", "Included And Excluded", true)]
    [InlineData("included_resources", "clusterroles", "Cluster Resource Left Out", false)]
    public async Task A_restore_is_judged_with_what_it_takes(string attribute, string name, string expected, bool isError)
    {
        var found = await PlanAsync<RestoreModel>("workspace_restore", new JsonObject
        {
            ["name"] = "drill",
            ["from_backups"] = new JsonObject { ["c1"] = "everything" },
            [attribute] = new JsonArray(name),
        });

        var said = Assert.Single(found, found => found.Summary == expected);
        Assert.Equal(isError, said.Severity == Severity.Error);
        Assert.Equal(AttributePath.Of(attribute), said.Path);
    }

    private static JsonObject Config(string what) => what == "a schedule"
        ? new() { ["prefix"] = "daily", ["schedule"] = "0 2 * * *", ["backup_location"] = "default" }
        : new() { ["name"] = "now", ["backup_location"] = "default" };

    private static async Task<IReadOnlyList<Diagnostic>> PlanAsync<TModel>(string type, JsonObject config)
        where TModel : Model<TModel>, IModel<TModel>
    {
        using var provider = new ProviderOnSandbox<TModel>(type, 1);
        provider.Sandbox["c1"].Create("backups", new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "everything" },
            ["spec"] = new JsonObject { ["storageLocation"] = "default", ["includedNamespaces"] = new JsonArray("*") },
        });
        provider.Sandbox.Settle();
        await provider.ConfigureAsync();
        return
        [
            .. await provider.ValidateAsync(config),
            .. (await provider.PlanAsync(config, ProviderOnSandbox<TModel>.Nothing, default)).Diagnostics,
        ];
    }
}
