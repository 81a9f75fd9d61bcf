using AcceptanceTests.Harness;
using AcceptanceTests.Restores;

namespace AcceptanceTests.Interruptions;

/// <summary>
/// What ends the create of a backup or restore in its middle: two of three clusters have their object, and the third
/// one's request is on its way. What was started is in no state and runs on, and the next apply starts a run of its
/// own, complete on every cluster.
/// </summary>
public sealed class RunInterruptionTests : RestoreTest
{
    private readonly RequestGateway _gateway;

    public RunInterruptionTests(ClustersFixture fixture)
        : base(fixture) => _gateway = Owned(new RequestGateway(Last));

    /// <summary>The cluster whose request is held.</summary>
    private TestCluster Last => Clusters[2];

    public static TheoryData<bool> Served => [false, true];

    [Theory]
    [MemberData(nameof(Served))]
    public async Task A_provider_killed_in_a_backup_leaves_its_backups_and_the_next_apply_makes_a_run_of_its_own(
        bool served)
    {
        var terraform = Terraform("Backups/upgrade.tf");
        var variables = Variables(Connections((Last, _gateway.Connection)));
        variables["wait"] = false;
        terraform.SetVariables(variables);

        var left = await KilledAsync(terraform, "backups", served);
        (await terraform.ApplyAsync()).Succeeded();

        (await terraform.PlanAsync()).IsEmpty();
        await AssertOwnRunAsync(terraform, "workspace_backup.this", "backups", left);
        (await terraform.DestroyAsync()).Succeeded();
    }

    [Theory]
    [MemberData(nameof(Served))]
    public async Task A_provider_killed_in_a_restore_leaves_its_restores_and_the_next_apply_makes_a_run_of_its_own(
        bool served)
    {
        await BackUpAsync();
        var terraform = Restore(new() { ["wait"] = false }, Connections((Last, _gateway.Connection)));

        var left = await KilledAsync(terraform, "restores", served);
        (await terraform.ApplyAsync()).Succeeded();

        (await terraform.PlanAsync()).IsEmpty();
        await AssertOwnRunAsync(terraform, Address, "restores", left);

        // Only what is the resource's own goes with it.
        (await terraform.DestroyAsync()).Succeeded();
        Assert.Equal(left, await NamesAsync("restores"));
    }

    /// <returns>By cluster, the names of what is there.</returns>
    private async Task<List<string>> KilledAsync(TerraformDirectory terraform, string resource, bool served)
    {
        terraform.RecordProviders();
        var held = _gateway.HoldFirst("POST", resource, served);
        using (var apply = terraform.StartApply())
        {
            await held.WaitAsync(Limit);
            foreach (var cluster in Clusters.Where(cluster => cluster != Last))
            {
                await cluster.FirstAsync(resource, Selector);
            }

            TestProcess.Kill(terraform.NewestProvider);
            TerraformResult.FromLines(await apply.ResultAsync().WaitAsync(Limit)).Failed();
        }

        _gateway.Release();
        var left = await NamesAsync(resource);
        Assert.Equal(served ? 3 : 2, left.Count);
        return left;
    }

    private async Task AssertOwnRunAsync(
        TerraformDirectory terraform, string address, string resource, IReadOnlyCollection<string> left)
    {
        var state = (await terraform.StateAsync(address))![resource]!.AsObject();
        var own = state.Select(entry => (string)entry.Value!["name"]!).ToList();

        Assert.Equal(Clusters.Select(cluster => cluster.Name), state.Select(entry => entry.Key));
        Assert.Empty(own.Intersect(left));
        Assert.Equal(left.Concat(own).Order(), (await NamesAsync(resource)).Order());
    }

    private async Task<List<string>> NamesAsync(string resource)
    {
        var names = new List<string>();
        foreach (var cluster in Clusters)
        {
            // Those on which Terraform's backups to restore from stand have no run of their own.
            names.AddRange((await cluster.ListAsync(resource, $"{Selector},workspace-backup.io/run")).Select(Name));
        }

        return names;
    }
}
