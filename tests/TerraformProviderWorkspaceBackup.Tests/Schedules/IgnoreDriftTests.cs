using System.Text.Json.Nodes;
using TerraformPlugin.Framework;
using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Schedules;
using SandboxFault = VeleroSandbox.Faults.Fault;

namespace TerraformProviderWorkspaceBackup.Tests.Schedules;

/// <summary>What <c>ignore_drift</c> leaves to others: seen, and neither told, planned nor written.</summary>
public sealed class IgnoreDriftTests : IDisposable
{
    private const string Name = "daily-c1";

    private readonly ProviderOnSandbox _provider = new(1);

    /// <summary>The argument, what others make of the Schedule, and where that stands.</summary>
    public static TheoryData<string, string, string[]> Changes => new()
    {
        { "paused", """{"spec":{"paused":true}}""", ["spec", "paused"] },
        { "schedule", """{"spec":{"schedule":"0 5 * * *"}}""", ["spec", "schedule"] },
        {
            "labels",
            """{"metadata":{"labels":{"team":"others"}},"spec":{"template":{"metadata":{"labels":{"team":"others"}}}}}""",
            ["metadata", "labels", "team"]
        },
        { "expiry", """{"spec":{"template":{"ttl":"24h0m0s"}}}""", ["spec", "template", "ttl"] },
        { "backup_location", """{"spec":{"template":{"storageLocation":"other"}}}""", ["spec", "template", "storageLocation"] },
        { "namespaces", """{"spec":{"template":{"includedNamespaces":["shop","more"]}}}""", ["spec", "template", "includedNamespaces"] },
        {
            "default_volumes_to_fs_backup",
            """{"spec":{"template":{"defaultVolumesToRestic":true}}}""",
            ["spec", "template", "defaultVolumesToRestic"]
        },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_field_that_is_named_is_theirs_to_change(string argument, string patch, string[] place)
    {
        _provider.Sandbox["c1"].Create("backupstoragelocations", new()
        {
            ["metadata"] = new JsonObject { ["name"] = "other", ["namespace"] = "velero" },
            ["spec"] = _provider.Sandbox["c1"].Get("backupstoragelocations", "default", "velero")!["spec"]!.DeepClone(),
        });
        var config = Config(argument);
        var made = await MadeAsync(config);
        var theirs = Change(patch, place);
        await _provider.ConfigureAsync();

        var read = await _provider.ReadAsync(made.NewState, made.Private);
        Assert.Empty(read.Diagnostics);
        var plan = await _provider.PlanAsync(config, read.NewState, read.Private);
        Assert.Empty(plan.Diagnostics);
        Assert.Equal(ProviderOnSandbox.Value(read.NewState), ProviderOnSandbox.Value(plan.PlannedState));

        config["csi_snapshot_timeout"] = "7m";
        var written = await _provider.ApplyAsync(config, read.NewState, read.Private);
        Assert.All(written.Diagnostics, static said => Assert.Equal(Severity.Warning, said.Severity));
        var found = Found();
        Assert.Equal("7m0s", (string)found["spec"]!["template"]!["csiSnapshotTimeout"]!);
        Assert.Equal(theirs, At(found, place));

        await _provider.ConfigureAsync();
        var again = await _provider.ReadAsync(written.NewState, written.Private);
        Assert.Empty(again.Diagnostics);
        Assert.Equal(
            ProviderOnSandbox.Value(again.NewState),
            ProviderOnSandbox.Value((await _provider.PlanAsync(config, again.NewState, again.Private)).PlannedState));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_field_that_is_not_named_is_drift_and_mended(string argument, string patch, string[] place)
    {
        var config = Config(argument == "paused" ? "hooks" : "paused");
        var made = await MadeAsync(config);
        var ours = At(Found(), place);
        Change(patch, place);
        await _provider.ConfigureAsync();

        var read = await _provider.ReadAsync(made.NewState, made.Private);
        Assert.StartsWith("Schedule Changed By Others", Assert.Single(read.Diagnostics).Summary);
        Assert.Empty((await _provider.ApplyAsync(config, read.NewState, read.Private)).Diagnostics);

        Assert.Equal(ours, At(Found(), place));
    }

    [Fact]
    public async Task What_others_change_while_we_write_stays_theirs_too()
    {
        var config = Config("paused");
        var made = await MadeAsync(config);
        var changed = false;
        _provider.Sandbox["c1"].Faults.Add(SandboxFault.Meanwhile(_ =>
        {
            changed = true;
            Change("""{"spec":{"paused":true}}""", ["spec", "paused"]);
        }).When(static line => line is { Verb: "patch", IsDryRun: false }).Times(1));
        config["expiry"] = "7d";

        var written = await _provider.ApplyAsync(config, made.NewState, made.Private);

        Assert.True(changed);
        Assert.Empty(written.Diagnostics);
        Assert.Equal("true", At(Found(), ["spec", "paused"]));
        Assert.Equal("168h0m0s", (string)Found()["spec"]!["template"]!["ttl"]!);
        await _provider.ConfigureAsync();
        var read = await _provider.ReadAsync(written.NewState, written.Private);
        Assert.Empty(read.Diagnostics);
        Assert.True(ProviderOnSandbox.Model(read.NewState).Elements["c1"].Paused);
    }

    [Fact]
    public async Task A_change_of_a_named_argument_is_said_to_be_written_nowhere()
    {
        var config = Config("paused", "schedule");
        var made = await MadeAsync(config);
        config["paused"] = true;
        config["time_zone"] = "Europe/Berlin";

        var plan = await _provider.PlanAsync(config, made.NewState, made.Private);

        var warning = Assert.Single(plan.Diagnostics);
        Assert.Equal((Severity.Warning, "Change Of An Ignored Argument: \"daily\""), (warning.Severity, warning.Summary));
        Assert.Contains("\"paused\", \"time_zone\"", warning.Detail);
        Assert.Equal(
            ProviderOnSandbox.Model(made.NewState).Elements["c1"], ProviderOnSandbox.Model(plan.PlannedState).Elements["c1"]);
        var applied = await _provider.ApplyAsync(config, made.NewState, made.Private);
        Assert.Equal("false", At(Found(), ["spec", "paused"]));
        Assert.Empty((await _provider.PlanAsync(config, applied.NewState, applied.Private)).Diagnostics);
    }

    [Fact]
    public async Task What_is_made_again_is_made_as_declared()
    {
        var config = Config("paused");
        var made = await MadeAsync(config);
        Change("""{"spec":{"paused":true}}""", ["spec", "paused"]);
        await _provider.ConfigureAsync();
        var read = await _provider.ReadAsync(made.NewState, made.Private);
        var second = _provider.Sandbox["c1"];
        second.Delete("schedules", Name);
        await _provider.ConfigureAsync();
        read = await _provider.ReadAsync(read.NewState, read.Private);

        await _provider.ApplyAsync(config);

        Assert.Equal("false", At(Found(), ["spec", "paused"]));
        Assert.True(ProviderOnSandbox.Value(read.NewState).IsNull);
    }

    [Fact]
    public async Task Without_the_argument_what_was_left_is_mended()
    {
        var config = Config("paused");
        var made = await MadeAsync(config);
        Change("""{"spec":{"paused":true}}""", ["spec", "paused"]);
        await _provider.ConfigureAsync();
        var read = await _provider.ReadAsync(made.NewState, made.Private);
        config.Remove("ignore_drift");

        Assert.Empty((await _provider.ApplyAsync(config, read.NewState, read.Private)).Diagnostics);

        Assert.Equal("false", At(Found(), ["spec", "paused"]));
    }

    [Fact]
    public async Task A_state_that_does_not_have_the_argument_yet_is_planned_without_a_change()
    {
        var config = Config();
        var made = await MadeAsync(config);
        var state = JsonNode.Parse(JsonCodec.Encode(ProviderOnSandbox.Value(made.NewState), ProviderOnSandbox.Type))!.AsObject();
        Assert.True(state.Remove("ignore_drift"));

        var upgraded = await _provider.UpgradeAsync(1, state.ToJsonString());

        Assert.Empty(upgraded.Diagnostics);
        var plan = await _provider.PlanAsync(config, upgraded.UpgradedState, made.Private);
        Assert.Empty(plan.Diagnostics);
        Assert.Equal(ProviderOnSandbox.Value(upgraded.UpgradedState), ProviderOnSandbox.Value(plan.PlannedState));
    }

    [Theory]
    [InlineData("paused", null)]
    [InlineData("hooks", null)]
    [InlineData("pausd", "\"paused\"")]
    [InlineData("label", "\"labels\"")]
    [InlineData("stagger", "\"schedule\"")]
    [InlineData("prefix", "backup_location")]
    [InlineData("settings", "backup_location")]
    public void A_name_that_cannot_be_ignored_is_answered_with_one_that_can(string name, string? says)
    {
        var diagnostics = new Diagnostics();

        ScheduleModel.IgnoreDrift.Validators.Single().Validate(
            new HashSet<string> { name }, new ValidatorContext
            {
                Path = ScheduleModel.IgnoreDrift.Path,
                Config = new ModelReader(ScheduleModel.Empty.Object),
                Diagnostics = diagnostics,
            });

        if (says is null)
        {
            Assert.Empty(diagnostics);
        }
        else
        {
            Assert.Contains(says, Assert.Single(diagnostics).Detail);
        }
    }

    public void Dispose() => _provider.Dispose();

    private static JsonObject Config(params string[] ignored) => new()
    {
        ["prefix"] = "daily",
        ["schedule"] = "0 2 * * *",
        ["backup_location"] = "default",
        ["labels"] = new JsonObject { ["team"] = "ours" },
        ["ignore_drift"] = ignored.Length == 0 ? null : new JsonArray([.. ignored]),
    };

    private static string? At(JsonObject found, string[] place) =>
        place.Aggregate((JsonNode?)found, static (node, key) => node?[key])?.ToJsonString();

    private async Task<ApplyResourceChangeResponse> MadeAsync(JsonObject config)
    {
        await _provider.ConfigureAsync();
        var made = await _provider.ApplyAsync(config);
        Assert.Empty(made.Diagnostics);
        await _provider.ConfigureAsync();
        return made;
    }

    private JsonObject Found() => _provider.Sandbox["c1"].Get("schedules", Name)!;

    private string? Change(string patch, string[] place) =>
        At(_provider.Sandbox["c1"].Patch("schedules", Name, JsonNode.Parse(patch)!.AsObject()), place);
}
