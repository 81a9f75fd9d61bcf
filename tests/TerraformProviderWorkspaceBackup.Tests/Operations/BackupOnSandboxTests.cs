using System.Text.Json.Nodes;
using TerraformPlugin.Framework.Internal.Server;
using TerraformProviderWorkspaceBackup.Operations;
using TerraformProviderWorkspaceBackup.Tests.Schedules;
using VeleroSandbox;
using VeleroSandbox.Velero;
using Diagnostic = TerraformPlugin.Framework.Diagnostic;
using Severity = TerraformPlugin.Framework.Severity;

namespace TerraformProviderWorkspaceBackup.Tests.Operations;

/// <summary>What is said of backups that do not come to their end, by what is really the matter.</summary>
public sealed class BackupOnSandboxTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly ProviderOnSandbox<BackupModel> _provider = new("workspace_backup", 1);

    private SandboxCluster Cluster => _provider.Sandbox["c1"];

    public void Dispose() => _provider.Dispose();

    [Fact]
    public async Task One_that_waits_behind_one_that_hangs_names_it_and_how_to_get_past_it()
    {
        Cluster.Velero.OnBackup = static _ => BackupOutcome.Stuck;
        Create("nightly");

        var error = await RefusedAsync("5s");

        Assert.Equal("Still Running", error.Summary);
        Assert.Contains("phase Queued, position 1", error.Detail, StringComparison.Ordinal);
        Assert.Contains("behind Backup velero/nightly (InProgress since 2026-03-02T10:15:20Z)", error.Detail, StringComparison.Ordinal);
        Assert.Contains("rollout restart deployment/velero", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_that_was_never_given_back_is_told_once_nothing_has_run_for_two_minutes()
    {
        Cluster.Velero.OnBackup = static _ => BackupOutcome.Stuck;
        Create("nightly");
        Cluster.Delete("backups", "nightly");

        var error = await RefusedAsync("5s", () => _provider.Sandbox.Clock.Advance(TimeSpan.FromMinutes(3)), "Queued");

        Assert.Equal("Does Not Go On", error.Summary);
        Assert.Contains("no backup has run for two minutes", error.Detail, StringComparison.Ordinal);
        Assert.Contains("rollout restart deployment/velero", error.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("timeouts.create", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Until_the_queue_is_looked_at_again_no_place_is_said_to_be_lost()
    {
        Cluster.Velero.RunTime = TimeSpan.FromSeconds(10);
        Create("nightly");

        var error = await RefusedAsync("5s", () => _provider.Sandbox.Clock.Advance(TimeSpan.FromSeconds(15)), "Queued");

        Assert.Equal("Still Running", error.Summary);
        Assert.Contains("looks at its queue once a minute", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_object_that_blinds_velero_is_named_with_its_field()
    {
        Create("somebodys", """{"ttl":"3d"}""");

        var error = await RefusedAsync("5s");

        Assert.Equal("Does Not Go On", error.Summary);
        Assert.Contains("Backup velero/somebodys has spec.ttl = \"3d\"", error.Detail, StringComparison.Ordinal);
        Assert.Contains("edit backups.velero.io somebodys", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_was_killed_is_told_and_nothing_of_the_next_plan()
    {
        Cluster.Velero.OnBackup = static _ => BackupOutcome.Stuck;

        var error = await RefusedAsync("5s", Cluster.Velero.Stop, "InProgress");

        Assert.Equal("Does Not Go On", error.Summary);
        Assert.Contains("No Velero server answers", error.Detail, StringComparison.Ordinal);
        Assert.Contains("logs deployment/velero", error.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("next plan", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_failed_validation_has_no_log_to_look_at()
    {
        Cluster.Velero.OnBackup = static _ => new BackupOutcome("FailedValidation", ValidationErrors: ["no such thing"]);

        var error = await RefusedAsync("30s");

        Assert.Contains("no such thing", error.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("velero backup logs", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_destroy_of_one_that_runs_says_so_before_it_begins_and_why_it_ended_without()
    {
        var made = await MadeAsync(BackupOutcome.Stuck, waits: false);

        var planned = await _provider.PlanDestroyAsync(made.NewState, made.Private);
        var destroyed = await _provider.DestroyAsync(made.NewState, made.Private).WaitAsync(s_limit);

        Assert.Contains("waited for first", Assert.Single(planned.Diagnostics).Detail, StringComparison.Ordinal);
        Assert.Contains("for 2s at most", planned.Diagnostics[0].Detail, StringComparison.Ordinal);
        var error = Assert.Single(destroyed.Diagnostics, static found => found.Severity == Severity.Error);
        Assert.Contains("was not deleted in time: it is still being made (phase InProgress", error.Detail, StringComparison.Ordinal);
        Assert.Contains("Velero answers", error.Detail, StringComparison.Ordinal);
        Assert.Single(ProviderOnSandbox<BackupModel>.Model(destroyed.NewState).Elements);
        Assert.Empty(Cluster.List("deletebackuprequests"));
        Assert.Single(Cluster.List("backups"));
    }

    [Theory]
    [InlineData("20s", "Velero Not Answering", "No Velero server answers")]
    [InlineData("2s", "Backup Not Deleted", "was not deleted within 2s")]
    public async Task A_destroy_of_one_whose_server_is_gone_says_so_and_never_that_somebody_stopped_it(
        string limit, string summary, string said)
    {
        var made = await MadeAsync(BackupOutcome.Stuck, waits: false, limit);
        Cluster.Velero.Stop();

        var destroyed = await _provider.DestroyAsync(made.NewState, made.Private).WaitAsync(s_limit);

        var error = Assert.Single(destroyed.Diagnostics, static found => found.Severity == Severity.Error);
        Assert.Equal(summary, error.Summary);
        Assert.Contains(said, error.Detail, StringComparison.Ordinal);
        Assert.Single(Cluster.List("backups"));
    }

    [Fact]
    public async Task A_delete_that_velero_refuses_leaves_no_request_behind()
    {
        var made = await MadeAsync(BackupOutcome.Completed);
        Cluster.Patch("backupstoragelocations", "default", new JsonObject
        {
            ["spec"] = new JsonObject { ["accessMode"] = "ReadOnly" },
        });

        var destroyed = await _provider.DestroyAsync(made.NewState, made.Private).WaitAsync(s_limit);

        Assert.Contains(
            "read-only mode",
            Assert.Single(destroyed.Diagnostics, static found => found.Severity == Severity.Error).Detail,
            StringComparison.Ordinal);
        Assert.Empty(Cluster.List("deletebackuprequests"));
        Assert.Single(Bucket);
    }

    /// <summary>A destroy plans what is tainted as a create first.</summary>
    [Fact]
    public async Task An_error_of_its_plan_says_how_to_destroy_instead()
    {
        await _provider.ConfigureAsync();
        var config = Config("30s");
        config["clusters"] = new JsonArray("elsewhere");

        var plan = await _provider.PlanAsync(config, ProviderOnSandbox.Nothing, default);

        var error = Assert.Single(plan.Diagnostics, static found => found.Severity == Severity.Error);
        Assert.Equal("Unknown Cluster", error.Summary);
        Assert.Contains("terraform destroy -refresh=false", error.Detail, StringComparison.Ordinal);
    }

    /// <summary>Velero's sync brings the object back, and with it what is needed to delete the files.</summary>
    [Fact]
    public async Task One_whose_object_somebody_deleted_leaves_no_files_behind()
    {
        var made = await MadeAsync(BackupOutcome.Completed, delete: "50s");
        Cluster.Delete("backups", Cluster.List("backups")[0]["metadata"]!["name"]!.GetValue<string>());
        Assert.Single(Bucket);

        var destroying = _provider.DestroyAsync(made.NewState, made.Private).WaitAsync(s_limit);
        while (!destroying.IsCompleted)
        {
            _provider.Sandbox.Clock.Advance(TimeSpan.FromSeconds(30));
            await Task.WhenAny(destroying, Task.Delay(TimeSpan.FromSeconds(1)));
        }

        Assert.DoesNotContain((await destroying).Diagnostics, static found => found.Severity == Severity.Error);
        Assert.Empty(Bucket);
        Assert.Empty(Cluster.List("backups"));
        _provider.Sandbox.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Empty(Cluster.List("backups"));
    }

    private IReadOnlyCollection<string> Bucket => _provider.Sandbox.Buckets.Make("aws", "backups").BackupsIn("c1");

    private void Create(string name, string spec = "{}")
    {
        Cluster.Create("backups", new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = JsonNode.Parse(spec),
        });
        _provider.Sandbox.Settle();
    }

    private static JsonObject Config(string create, bool waits = true, string? delete = null) => new()
    {
        ["name"] = "upgrade",
        ["backup_location"] = "default",
        ["wait"] = waits,
        ["deletion_policy"] = delete is null ? "retain" : "delete",
        ["timeouts"] = new JsonObject { ["create"] = create, ["delete"] = delete },
    };

    private async Task<ApplyResourceChangeResponse> MadeAsync(BackupOutcome outcome, bool waits = true, string delete = "2s")
    {
        Cluster.Velero.OnBackup = _ => outcome;
        await _provider.ConfigureAsync();
        var made = await _provider.ApplyAsync(Config("30s", waits, delete));
        _provider.Sandbox.Settle();
        Assert.Empty(made.Diagnostics);
        var read = await _provider.ReadAsync(made.NewState, made.Private);
        return made with { NewState = read.NewState, Private = read.Private };
    }

    /// <summary>An apply that does not end well, and what happens once our backup has got to a phase.</summary>
    private async Task<Diagnostic> RefusedAsync(string limit, Action? happens = null, string? phase = null)
    {
        await _provider.ConfigureAsync();
        var applying = _provider.ApplyAsync(Config(limit)).WaitAsync(s_limit);
        while (phase is not null && !applying.IsCompleted
            && !Cluster.List("backups").Any(backup => (string?)backup["status"]?["phase"] == phase
                && ((string)backup["metadata"]!["name"]!).StartsWith("upgrade", StringComparison.Ordinal)))
        {
            await Task.WhenAny(applying, Task.Delay(TimeSpan.FromMilliseconds(20)));
        }

        Assert.False(happens is not null && applying.IsCompleted, "it was over too early");
        happens?.Invoke();
        var response = await applying;
        return Assert.Single(response.Diagnostics, static found => found.Severity == Severity.Error);
    }
}
