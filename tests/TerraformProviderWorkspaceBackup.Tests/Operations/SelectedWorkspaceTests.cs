using System.Text.Json.Nodes;
using TerraformProviderWorkspaceBackup.Operations;
using TerraformProviderWorkspaceBackup.Tests.Schedules;
using Severity = TerraformPlugin.Framework.Severity;

namespace TerraformProviderWorkspaceBackup.Tests.Operations;

/// <summary>Backups and restores in a workspace whose namespaces are chosen by their labels.</summary>
public sealed class SelectedWorkspaceTests
{
    [Theory]
    [InlineData(null, true)]
    [InlineData("shop", false)]
    [InlineData("*", false)]
    public async Task Of_a_Backup_that_others_made_the_namespaces_have_to_be_named(string? named, bool isRefused)
    {
        using var provider = new ProviderOnSandbox<RestoreModel>("workspace_restore", 1) { Selector = new() { ["team"] = "shop" } };
        provider.Sandbox["c1"].Create("backups", new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "everything" },
            ["spec"] = new JsonObject { ["storageLocation"] = "default", ["includedNamespaces"] = new JsonArray("*") },
        });
        provider.Sandbox.Settle();
        await provider.ConfigureAsync();

        var plan = await provider.PlanAsync(
            new()
            {
                ["name"] = "drill",
                ["from_backups"] = new JsonObject { ["c1"] = "everything" },
                ["namespaces"] = named is null ? null : new JsonArray(named),
            },
            ProviderOnSandbox<RestoreModel>.Nothing, default);

        var errors = plan.Diagnostics.Where(static found => found.Severity == Severity.Error).Select(static found => found.Summary);
        Assert.Equal(isRefused ? ["Namespaces Needed"] : [], errors);
    }

    [Theory]
    [InlineData("till", "shop")]
    [InlineData("t*", "shop")]
    public async Task A_backup_does_not_list_what_it_leaves_out(string excluded, string listed)
    {
        using var provider = new ProviderOnSandbox<BackupModel>("workspace_backup", 1) { Selector = new() { ["team"] = "shop" } };
        var cluster = provider.Sandbox["c1"];
        cluster.CreateNamespace("till");
        foreach (var name in (string[])["shop", "till"])
        {
            cluster.Patch("namespaces", name, new JsonObject
            {
                ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["team"] = "shop" } },
            });
        }

        await provider.ConfigureAsync();
        var made = await provider.ApplyAsync(new()
        {
            ["name"] = "now",
            ["backup_location"] = "default",
            ["wait"] = false,
            ["excluded_namespaces"] = new JsonArray(excluded),
        });

        Assert.DoesNotContain(made.Diagnostics, static found => found.Severity == Severity.Error);
        Assert.Equal([listed], Assert.Single(cluster.List("backups"))["spec"]!["includedNamespaces"]!.AsArray().Select(static name => (string)name!));
    }
}
