using System.Text.Json.Nodes;
using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Schedules;

namespace TerraformProviderWorkspaceBackup.Tests.Schedules;

/// <summary>States that version 0.1 wrote with the real Terraform, on two clusters called c1 and c2.</summary>
public sealed class ScheduleUpgradeTests : IDisposable
{
    private static readonly JsonObject s_recorded = JsonNode.Parse(File.ReadAllText(
        Path.Combine(AppContext.BaseDirectory, "Schedules", "Recorded", "state-0.1.json")))!.AsObject();

    private readonly ProviderOnSandbox _provider = new(2);

    [Theory]
    [InlineData("plain")]
    [InlineData("full")]
    public async Task The_plan_after_an_upgrade_is_empty_without_a_refresh(string resource)
    {
        await _provider.ConfigureAsync("payments", "payments-api", "payments-db");
        var recorded = s_recorded[resource]!;
        var attributes = recorded["attributes"]!.AsObject();

        var upgraded = await _provider.UpgradeAsync(0, attributes.ToJsonString());

        Assert.Empty(upgraded.Diagnostics);
        var plan = await _provider.PlanAsync(
            Arguments(attributes), upgraded.UpgradedState, Convert.FromBase64String((string)recorded["private"]!));
        Assert.Empty(plan.Diagnostics);
        Assert.Equal(ProviderOnSandbox.Value(upgraded.UpgradedState), ProviderOnSandbox.Value(plan.PlannedState));
    }

    [Fact]
    public async Task What_version_0_did_not_record_is_what_its_apply_wrote()
    {
        var upgraded = ProviderOnSandbox.Model((await _provider.UpgradeAsync(
            0, s_recorded["full"]!["attributes"]!.ToJsonString())).UpgradedState);

        var element = upgraded.Elements["c1"];
        Assert.Null(element.Uid);
        Assert.Equal("payments/nightly/c1", element.Owner);
        Assert.StartsWith("2 ", element.RunClusters);
        Assert.Equal("720h0m0s", element.Settings["expiry"]);
        Assert.Equal("never", element.Settings["include_cluster_resources"]);
        Assert.Equal("""["payments-db"]""", element.Settings["namespaces"]);
        Assert.Equal("1h30m0s", element.Settings["csi_snapshot_timeout"]);
        Assert.Equal("CRON_TZ=Europe/Berlin 0 2 * * *", element.Settings["run_schedule"]);
        Assert.DoesNotContain("s3cret", element.Settings.ToString());
        Assert.Contains("sha256:", element.Settings["hooks"]);
        Assert.Equal(
            upgraded.Elements.Select(static e => e.Value.Schedule),
            upgraded.Get(ScheduleModel.Crons).Known.OrderBy(static e => e.Key).Select(static e => e.Value));
    }

    [Fact]
    public async Task A_state_with_nothing_in_it_is_read()
    {
        var upgraded = await _provider.UpgradeAsync(0, "{}");

        Assert.Empty(upgraded.Diagnostics);
        Assert.Empty(ProviderOnSandbox.Model(upgraded.UpgradedState).Elements);
    }

    public void Dispose() => _provider.Dispose();

    /// <summary>The arguments as a configuration has them: what a default has filled in may be left out.</summary>
    private static JsonObject Arguments(JsonObject attributes) => new(ScheduleModel.Attributes
        .Where(static a => a.Presence is not Presence.Computed)
        .Where(a => attributes[a.Name] is not null)
        .Select(a => KeyValuePair.Create(a.Name, attributes[a.Name]?.DeepClone())));
}
