using System.Text.Json.Nodes;
using AcceptanceTests.Harness;
using VeleroSandbox;
using VeleroSandbox.Velero;

namespace AcceptanceTests.Examples;

/// <summary>
/// The examples that make and restore backups, as a user would copy them, with a Velero that does both.
/// </summary>
public sealed class RestoreExamplesTests : IDisposable
{
    private readonly Sandbox _sandbox = Sandbox.Start(3, new()
    {
        // The drill takes what was backed up before this month.
        StartTime = TimeProvider.System.GetUtcNow().AddDays(-40),
    });

    private readonly List<IDisposable> _toDispose = [];

    public RestoreExamplesTests()
    {
        _toDispose.Add(_sandbox);
        foreach (var cluster in _sandbox.Clusters)
        {
            foreach (var @namespace in (string[])["payments-api", "payments-db"])
            {
                // A restore of named namespaces brings back one that something is in.
                cluster.CreateNamespace(@namespace);
                cluster.Create("configmaps", new JsonObject
                {
                    ["metadata"] = new JsonObject { ["name"] = "settings", ["namespace"] = @namespace },
                });
            }
        }
    }

    [Fact]
    public async Task An_upgrade_is_backed_up_before_and_rolled_back_to_that_state()
    {
        var variables = new JsonObject
        {
            ["contexts"] = new JsonObject { ["eu"] = "c1", ["us"] = "c2", ["asia"] = "c3" },
            ["release"] = "1.0",
        };
        var example = Example("backup-before-upgrade", variables);
        (await example.ApplyAsync()).Succeeded();
        var run = (await example.OutputAsync("restore_from")).Trim();
        Assert.StartsWith("payments/before-upgrade/", run);
        (await example.PlanAsync()).IsEmpty();

        foreach (var cluster in _sandbox.Clusters)
        {
            cluster.Delete("namespaces", "payments-db");
        }

        variables["roll_back_to"] = run;
        Change(example, variables);
        (await example.ApplyAsync()).Succeeded();

        Assert.All(_sandbox.Clusters, cluster => Assert.NotNull(cluster.Get("namespaces", "payments-db")));
        (await example.PlanAsync()).IsEmpty();
    }

    [Fact]
    public async Task A_backup_that_fails_stops_the_upgrade()
    {
        _sandbox["c2"].Velero.OnBackup = _ => BackupOutcome.Failed;
        var example = Example("backup-before-upgrade", new()
        {
            ["contexts"] = new JsonObject { ["eu"] = "c1", ["us"] = "c2" },
            ["release"] = "1.0",
        });

        var error = Assert.Single((await example.ApplyAsync()).Failed().Errors);

        Assert.Contains("backup failed as scripted", error.Detail);
        Assert.Null(await example.StateAsync("terraform_data.upgrade"));
    }

    [Fact]
    public async Task A_drill_restores_productions_backup_beside_it_and_checks_the_result()
    {
        var made = await BackUpProductionAsync();
        var example = Example("monthly-restore-drill", new() { ["context"] = "c2" });

        var apply = (await example.ApplyAsync()).Succeeded();

        Assert.All(
            apply.Warnings, warning => Assert.Matches("^(Restore Planned|Restored With Warnings): ", warning.Summary));

        Assert.Equal(made, (await example.OutputAsync("restored_from")).Trim());
        Assert.NotNull(_sandbox["c2"].Get("namespaces", "payments-api-drill"));
        Assert.NotNull(_sandbox["c2"].Get("namespaces", "payments-db-drill"));
        Assert.Null(_sandbox["c1"].Get("namespaces", "payments-api-drill"));
        Assert.Empty((await example.PlanAsync()).IsEmpty().Warnings);
    }

    [Fact]
    public async Task Another_month_is_another_drill()
    {
        await BackUpProductionAsync();
        var variables = new JsonObject { ["context"] = "c2" };
        var example = Example("monthly-restore-drill", variables);
        (await example.ApplyAsync()).Succeeded();

        variables["month"] = $"{TimeProvider.System.GetUtcNow().AddDays(-1):yyyy-MM-dd}T00:00:00Z";
        Change(example, variables);

        Assert.Equal(["delete", "create"], (await example.PlanAsync()).ActionsOn("workspace_restore.drill"));
    }

    [Fact]
    public async Task A_drill_that_restores_nothing_fails()
    {
        await BackUpProductionAsync();
        _sandbox["c2"].Velero.OnRestore = _ => BackupOutcome.Completed with { Items = 0 };
        var example = Example("monthly-restore-drill", new() { ["context"] = "c2" });

        var apply = (await example.ApplyAsync()).Failed();

        Assert.Equal("Nothing Restored", Assert.Single(apply.Errors).Summary);
    }

    public void Dispose() => _toDispose.ForEach(disposable => disposable.Dispose());

    /// <summary>A run of the schedule "daily" on c1, which is "eu", and c2's view of its bucket.</summary>
    /// <returns>The Backup's name.</returns>
    private async Task<string> BackUpProductionAsync()
    {
        var production = _sandbox["c1"];
        var name = $"daily-eu-{_sandbox.Clock.GetUtcNow():yyyyMMddHHmmss}";
        production.Create("backups", new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["labels"] = new JsonObject
                {
                    ["velero.io/schedule-name"] = "daily-eu",
                    ["workspace-backup.io/workspace"] = "payments",
                    ["workspace-backup.io/prefix"] = "daily",
                    ["workspace-backup.io/cluster"] = "eu",
                    ["workspace-backup.io/cluster-uid"] = production.Uid,
                },
            },
            ["spec"] = new JsonObject
            {
                ["storageLocation"] = "default",
                ["includedNamespaces"] = new JsonArray("payments-api", "payments-db"),

                // Made 40 days ago, and not past its expiry.
                ["ttl"] = "2160h0m0s",
            },
        });
        var location = production.Get("backupstoragelocations", "default")!["spec"]!.DeepClone().AsObject();
        location["accessMode"] = "ReadOnly";
        location.Remove("default");
        _sandbox["c2"].Create("backupstoragelocations", new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "production" },
            ["spec"] = location,
        });
        await Task.Run(() => _sandbox.Clock.Advance(TimeSpan.FromMinutes(3))).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.NotNull(_sandbox["c2"].Get("backups", name));
        return name;
    }

    private TerraformDirectory Example(string name, JsonObject variables)
    {
        var example = TerraformDirectory.OfExample(Path.Combine(Repository.Root, "examples", name));
        _toDispose.Insert(0, example);
        File.Delete(example.In("user.tf"));
        _sandbox.WriteKubeconfig(example.In("kubeconfig"));
        Change(example, variables);
        return example;
    }

    private static void Change(TerraformDirectory example, JsonObject variables)
    {
        variables["kubeconfig"] = example.In("kubeconfig");
        example.SetVariables(variables);
    }
}
