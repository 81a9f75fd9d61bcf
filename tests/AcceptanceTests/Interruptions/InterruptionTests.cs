using System.Text.Json.Nodes;
using AcceptanceTests.Harness;

namespace AcceptanceTests.Interruptions;

/// <summary>
/// What ends an apply in its middle: two of three clusters are written, and the third one's request is on its way.
/// Whatever it was, one apply later each cluster has the one Schedule it should have, and destroying leaves none.
/// </summary>
public sealed class InterruptionTests : AcceptanceTest
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly RequestGateway _gateway;

    public InterruptionTests(ClustersFixture fixture)
        : base(fixture) => _gateway = Owned(new RequestGateway(Last));

    /// <summary>The cluster whose request is held.</summary>
    private TestCluster Last => Clusters[2];

    public static TheoryData<bool> Served => [false, true];

    [Theory]
    [MemberData(nameof(Served))]
    public async Task Ctrl_C_in_a_create_takes_back_what_it_made(bool served)
    {
        var terraform = Started(out var apply, "POST", served, out var held);
        using (apply)
        {
            await WrittenElsewhereAsync(held);
            await apply.InterruptAsync(terraform.NewestProvider);

            TerraformResult.FromLines(await apply.ResultAsync().WaitAsync(s_limit)).Failed();
        }

        foreach (var cluster in Clusters)
        {
            Assert.Empty(await SchedulesAsync(cluster));
        }

        _gateway.Release();
        AssertAdopted(await ConvergesAsync(terraform, "0 2 * * *"), 0);
    }

    [Theory]
    [MemberData(nameof(Served))]
    public async Task A_second_Ctrl_C_ends_at_once_and_the_next_apply_takes_over_what_was_made(bool served)
    {
        // Nothing answers on that cluster any more, so that taking back takes its time.
        var terraform = Started(out var apply, "POST", served, out var held, andAllAfterIt: true);
        int provider;
        using (apply)
        {
            await WrittenElsewhereAsync(held);
            provider = terraform.NewestProvider;
            await apply.InterruptAsync(provider);
            await apply.SaidAsync("nterrupt received").WaitAsync(s_limit);
            await apply.InterruptAsync(provider);

            TerraformResult.FromLines(await apply.ResultAsync().WaitAsync(s_limit)).Failed();
        }

        await TestProcess.EndedAsync(provider, s_limit);
        _gateway.Release();
        await ConvergesAsync(terraform, "0 2 * * *");
    }

    [Theory]
    [MemberData(nameof(Served))]
    public async Task A_provider_killed_in_a_create_leaves_what_the_next_apply_takes_over(bool served)
    {
        var terraform = Started(out var apply, "POST", served, out var held);
        using (apply)
        {
            await WrittenElsewhereAsync(held);
            TestProcess.Kill(terraform.NewestProvider);

            TerraformResult.FromLines(await apply.ResultAsync().WaitAsync(s_limit)).Failed();
        }

        _gateway.Release();
        AssertAdopted(await ConvergesAsync(terraform, "0 2 * * *"), served ? Clusters.Count : Clusters.Count - 1);
    }

    [Theory]
    [MemberData(nameof(Served))]
    public async Task A_Terraform_killed_in_a_create_leaves_no_process_and_the_next_apply_converges(bool served)
    {
        var terraform = Started(out var apply, "POST", served, out var held);
        using (apply)
        {
            await WrittenElsewhereAsync(held);
            apply.Kill();
            await TestProcess.EndedAsync(terraform.NewestProvider, s_limit);
        }

        _gateway.Release();
        // Its provider may have had the time to take back what it made.
        await ConvergesAsync(terraform, "0 2 * * *");
    }

    [Theory]
    [MemberData(nameof(Served))]
    public async Task A_provider_killed_in_an_update_leaves_a_drift_that_the_next_apply_mends(bool served)
    {
        var terraform = Created();
        (await terraform.ApplyAsync()).Succeeded();
        terraform.Use("Schedules/weekly.tf");
        var held = _gateway.HoldFirst("PATCH", "schedules", served);
        using (var apply = terraform.StartApply())
        {
            await held.WaitAsync(s_limit);
            foreach (var cluster in Clusters.Where(cluster => cluster != Last))
            {
                await cluster.UntilAsync("schedules", ScheduleOn(cluster), schedule => CronOf(schedule) == "30 4 * * 0");
            }

            TestProcess.Kill(terraform.NewestProvider);
            TerraformResult.FromLines(await apply.ResultAsync().WaitAsync(s_limit)).Failed();
        }

        _gateway.Release();
        await ConvergesAsync(terraform, "30 4 * * 0");
    }

    [Theory]
    [MemberData(nameof(Served))]
    public async Task A_Terraform_killed_in_a_destroy_leaves_a_state_that_destroys_the_rest(bool served)
    {
        var terraform = Created();
        (await terraform.ApplyAsync()).Succeeded();
        var held = _gateway.HoldFirst("DELETE", "schedules", served);
        using (var destroy = terraform.StartApply("-destroy"))
        {
            await held.WaitAsync(s_limit);
            destroy.Kill();
            await TestProcess.EndedAsync(terraform.NewestProvider, s_limit);
        }

        _gateway.Release();
        await LeavesNothingAsync(terraform);
    }

    [Fact]
    public async Task A_full_disk_loses_the_state_and_the_next_apply_takes_over_what_was_made()
    {
        var terraform = Created();

        var full = (await terraform.ApplyOnFullDiskAsync(kibibytes: 2)).Failed();

        Assert.Contains(full.Errors, error => error.Summary == "Failed to save state");
        foreach (var cluster in Clusters)
        {
            Assert.Single(await SchedulesAsync(cluster));
        }

        // What is half written is no state, which Terraform says; there was none before.
        terraform.Forget("terraform.tfstate", "errored.tfstate");
        AssertAdopted(await ConvergesAsync(terraform, "0 2 * * *"), Clusters.Count);
    }

    [Fact]
    public async Task A_full_disk_in_an_update_leaves_the_state_from_before()
    {
        var terraform = Created();
        (await terraform.ApplyAsync()).Succeeded();
        File.Copy(terraform.In("terraform.tfstate"), terraform.In("kept"));
        terraform.Use("Schedules/weekly.tf");

        var full = (await terraform.ApplyOnFullDiskAsync(kibibytes: 2)).Failed();

        Assert.Contains(full.Errors, error => error.Summary == "Failed to save state");
        terraform.Forget("errored.tfstate");
        File.Move(terraform.In("kept"), terraform.In("terraform.tfstate"), overwrite: true);
        await ConvergesAsync(terraform, "30 4 * * 0");
    }

    [Fact]
    public async Task A_second_apply_at_once_is_refused_and_the_first_goes_on()
    {
        var terraform = Started(out var first, "POST", served: false, out var held);
        using (first)
        {
            await WrittenElsewhereAsync(held);

            var second = (await terraform.ApplyAsync()).Failed();

            Assert.Equal("Error acquiring the state lock", Assert.Single(second.Errors).Summary);
            _gateway.Release();
            TerraformResult.FromLines(await first.ResultAsync().WaitAsync(s_limit)).Succeeded();
        }

        (await terraform.PlanAsync()).IsEmpty();
        await ConvergesAsync(terraform, "0 2 * * *");
    }

    private TerraformDirectory Created()
    {
        var terraform = Terraform("Schedules/daily.tf", Connections((Last, _gateway.Connection)));
        terraform.RecordProviders();
        return terraform;
    }

    private TerraformDirectory Started(
        out RunningCommand apply, string method, bool served, out Task held, bool andAllAfterIt = false)
    {
        var terraform = Created();
        held = _gateway.HoldFirst(method, "schedules", served, andAllAfterIt);
        apply = terraform.StartApply();
        return terraform;
    }

    private async Task WrittenElsewhereAsync(Task held)
    {
        await held.WaitAsync(s_limit);
        foreach (var cluster in Clusters.Where(cluster => cluster != Last))
        {
            await cluster.UntilAsync("schedules", ScheduleOn(cluster), static _ => true);
        }
    }

    /// <summary>One apply, an empty plan after it, one Schedule on each cluster; none once destroyed.</summary>
    private async Task<TerraformResult> ConvergesAsync(TerraformDirectory terraform, string cron)
    {
        var apply = (await terraform.ApplyAsync()).Succeeded();
        (await terraform.PlanAsync()).IsEmpty();
        var state = (await terraform.StateAsync(Schedule.Address))!["schedules"]!.AsObject();
        Assert.Equal(Clusters.Select(cluster => cluster.Name), state.Select(entry => entry.Key));
        foreach (var cluster in Clusters)
        {
            var only = Assert.Single(await SchedulesAsync(cluster));
            Assert.Equal(ScheduleOn(cluster), (string?)only["metadata"]!["name"]);
            Assert.Equal(cron, CronOf(only));
        }

        await LeavesNothingAsync(terraform);
        return apply;
    }

    private async Task LeavesNothingAsync(TerraformDirectory terraform)
    {
        var destroy = (await terraform.DestroyAsync()).Succeeded();
        foreach (var cluster in Clusters)
        {
            Assert.True(await SchedulesAsync(cluster) is [], $"left on {cluster.Name}\n{destroy}");
        }
    }

    /// <summary>Said by the plan and by the apply, each time of the same clusters.</summary>
    private void AssertAdopted(TerraformResult apply, int count)
    {
        var told = apply.Warnings.Where(warning => warning.Summary.StartsWith("Existing Object Taken Over", StringComparison.Ordinal)).ToList();
        Assert.Equal(count > 0, told.Count > 0);
        Assert.All(told, warning => Assert.Equal(
            Clusters.Take(count), Clusters.Where(cluster => warning.Detail.Contains($"\"{cluster.Name}\""))));
    }

    private Task<IReadOnlyList<JsonObject>> SchedulesAsync(TestCluster cluster) =>
        cluster.ListAsync("schedules", $"workspace-backup.io/prefix={Prefix}");

    private static string? CronOf(JsonObject schedule) => (string?)schedule["spec"]!["schedule"];
}
