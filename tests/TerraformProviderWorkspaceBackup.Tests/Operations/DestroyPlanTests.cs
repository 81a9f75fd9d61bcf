using System.Text.Json.Nodes;
using TerraformPlugin.Framework;
using TerraformPlugin.Framework.Internal.Server;
using TerraformProviderWorkspaceBackup.Locations;
using TerraformProviderWorkspaceBackup.Operations;
using TerraformProviderWorkspaceBackup.Schedules;
using TerraformProviderWorkspaceBackup.Tests.Schedules;
using VeleroSandbox.Faults;

namespace TerraformProviderWorkspaceBackup.Tests.Operations;

/// <summary>What plans of destroys and replacements promise, and what a plan finds missing that is about to be made.</summary>
public sealed class DestroyPlanTests : IDisposable
{
    private readonly ProviderOnSandbox<BackupModel> _backups = new("workspace_backup", 2);

    public void Dispose() => _backups.Dispose();

    [Fact]
    public async Task A_cluster_that_is_gone_from_the_provider_is_not_said_to_be_deleted_from()
    {
        var made = await BackedUpAsync();
        _backups.NameOf = static name => name == "c2" ? null : name;
        await _backups.ConfigureAsync();

        var destroy = await _backups.PlanDestroyAsync(made.NewState, made.Private);
        var replace = await _backups.PlanAsync(Config("1h"), made.NewState, made.Private);

        Assert.Contains("\"c2\"", Told(destroy.Diagnostics, "Backup Out Of Reach"), StringComparison.Ordinal);
        Assert.Contains(" --namespace velero", Told(destroy.Diagnostics, "Backup Out Of Reach"), StringComparison.Ordinal);
        foreach (var deleted in (string[])[Told(destroy.Diagnostics, "Backup Deleted With Its Data"), Told(replace.Diagnostics, "Backup Replaced")])
        {
            Assert.Contains("cluster \"c1\"", deleted, StringComparison.Ordinal);
            Assert.DoesNotContain("c2", deleted, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_cluster_that_does_not_answer_is_said_where_the_destroy_is_planned()
    {
        var made = await BackedUpAsync();
        _backups.Sandbox["c2"].Faults.Add(Fault.Refused());
        await _backups.ConfigureAsync();

        var destroy = await _backups.PlanDestroyAsync(made.NewState, made.Private);

        Assert.Contains("\"c2\"", Told(destroy.Diagnostics, "Cluster Unreachable"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schedules_destroy_names_the_clusters_that_did_not_answer()
    {
        var schedules = _backups.For<ScheduleModel>("workspace_backup_schedule");
        await _backups.ConfigureAsync();
        var made = await schedules.ApplyAsync(Schedule());
        _backups.Sandbox["c2"].Faults.Add(Fault.Refused());
        await _backups.ConfigureAsync();
        var read = await schedules.ReadAsync(made.NewState, made.Private);

        var destroy = await schedules.PlanDestroyAsync(read.NewState, read.Private);

        var told = Told(destroy.Diagnostics, "Unhealthy Cluster");
        Assert.Contains("  c2: ", told, StringComparison.Ordinal);
        Assert.DoesNotContain("c1", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_cluster_that_is_new_may_be_the_one_that_is_gone()
    {
        var schedules = _backups.For<ScheduleModel>("workspace_backup_schedule");
        await _backups.ConfigureAsync();
        var made = await schedules.ApplyAsync(Schedule());
        _backups.Sandbox["c2"].Faults.Add(Fault.Refused());
        _backups.NameOf = static name => name == "c2" ? "west" : name;
        await _backups.ConfigureAsync();
        var read = await schedules.ReadAsync(made.NewState, made.Private);

        var plan = await schedules.PlanAsync(Schedule(), read.NewState, read.Private);

        Assert.Contains(
            "\"west\" is new and did not answer", Told(plan.Diagnostics, "Cluster Forgotten: \"daily\""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task A_schedule_that_the_same_configuration_makes_is_not_missed(bool isPlanned, int warnings)
    {
        await _backups.ConfigureAsync();
        if (isPlanned)
        {
            await _backups.For<ScheduleModel>("workspace_backup_schedule").PlanAsync(Schedule(), default, default);
        }

        var plan = await _backups.PlanAsync(new JsonObject { ["from_schedule"] = "daily" }, default, default);

        Assert.Equal(warnings, plan.Diagnostics.Count(static found => found.Summary == "Object Not Found"));
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task A_location_that_the_same_configuration_makes_is_not_missed(bool isPlanned, int errors)
    {
        await _backups.ConfigureAsync();
        if (isPlanned)
        {
            await _backups.For<BackupLocationModel>("workspace_backup_location").PlanAsync(
                new JsonObject { ["name"] = "fleet", ["storage_provider"] = "aws", ["bucket"] = "fleet", ["config"] = new JsonObject { ["region"] = "x" } },
                default,
                default);
        }

        var config = Config("1h");
        config["backup_location"] = "fleet";
        var plan = await _backups.PlanAsync(config, default, default);

        Assert.Equal(errors, plan.Diagnostics.Count(static found => found.Severity == Severity.Error));
    }

    private static string Told(IEnumerable<Diagnostic> diagnostics, string summary) => Assert.Single(
        diagnostics, found => found.Severity == Severity.Warning && found.Summary.StartsWith(summary, StringComparison.Ordinal)).Detail;

    private static JsonObject Schedule() => new() { ["prefix"] = "daily", ["schedule"] = "0 2 * * *", ["backup_location"] = "default" };

    private static JsonObject Config(string expiry) => new()
    {
        ["name"] = "upgrade",
        ["backup_location"] = "default",
        ["deletion_policy"] = "delete",
        ["expiry"] = expiry,
        ["timeouts"] = new JsonObject { ["create"] = "30s", ["delete"] = "30s" },
    };

    private async Task<ApplyResourceChangeResponse> BackedUpAsync()
    {
        await _backups.ConfigureAsync();
        var made = await _backups.ApplyAsync(Config("720h"));
        Assert.Empty(made.Diagnostics);
        return made;
    }
}
