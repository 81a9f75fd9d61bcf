using System.Text;
using System.Text.Json.Nodes;
using TerraformPlugin.Framework;
using TerraformPlugin.Framework.Internal.Server;
using TerraformProviderWorkspaceBackup.Locations;
using TerraformProviderWorkspaceBackup.Tests.Schedules;
using VeleroSandbox;
using VeleroSandbox.Access;
using Fault = VeleroSandbox.Faults.Fault;

namespace TerraformProviderWorkspaceBackup.Tests.Locations;

/// <summary><c>credential_wo</c>: written into a Secret of the location's, and into nothing else.</summary>
public sealed class LocationCredentialTests : IDisposable
{
    private const string First = "[default]\naws_access_key_id=AKIAFIRSTFIRST\naws_secret_access_key=first/secret/of/the/user";
    private const string Second = "[default]\naws_access_key_id=AKIASECONDSECOND\naws_secret_access_key=second/secret/of/the/user";

    private readonly ProviderOnSandbox<BackupLocationModel> _provider = new("workspace_backup_location", 2);

    public LocationCredentialTests() => _provider.Sandbox.Buckets.Make("aws", "fleet");

    private SandboxCluster C1 => _provider.Sandbox.Clusters[0];

    private SandboxCluster C2 => _provider.Sandbox.Clusters[1];

    [Fact]
    public async Task They_go_into_a_Secret_that_the_location_reads_and_the_element_tells_the_version()
    {
        var made = await CreatedAsync();

        var secret = Secret(C2)!;
        Assert.Equal(First, Content(secret, "cloud-1"));
        Assert.Equal("1", (string?)secret["metadata"]!["annotations"]!["workspace-backup.io/credential-version"]);
        Assert.Equal("terraform-provider-workspace", (string?)secret["metadata"]!["labels"]!["app.kubernetes.io/managed-by"]);
        Assert.Equal(("fleet-credential", "cloud-1"), Reads(C2));
        Assert.Equal("Available", (string?)Location(C2)["status"]!["phase"]);
        Assert.Equal(1, ProviderOnSandbox<BackupLocationModel>.Model(made.NewState).Elements["c2"].CredentialVersion);
        await AssertUnchangedAsync(made);
    }

    [Fact]
    public async Task A_rotation_writes_a_new_key_points_to_it_and_keeps_the_one_before_until_the_next()
    {
        var made = await CreatedAsync();

        var rotated = await AppliedAsync(With(Second, 2), made);

        Assert.Equal((First, Second), (Content(Secret(C1)!, "cloud-1"), Content(Secret(C1)!, "cloud-2")));
        Assert.Equal(("fleet-credential", "cloud-2"), Reads(C1));
        Assert.Equal("2", (string?)Secret(C1)!["metadata"]!["annotations"]!["workspace-backup.io/credential-version"]);
        await AssertUnchangedAsync(rotated, With(Second, 2));

        var again = await AppliedAsync(With(First, 3), rotated);
        Assert.Equal(["cloud-2", "cloud-3"], Keys(C1));
        Assert.Equal(3, ProviderOnSandbox<BackupLocationModel>.Model(again.NewState).Elements["c1"].CredentialVersion);
    }

    [Fact]
    public async Task Another_text_without_another_version_is_no_change()
    {
        var made = await CreatedAsync();

        await AssertUnchangedAsync(made, With(Second, 1));
        Assert.Equal(First, Content(Secret(C1)!, "cloud-1"));
    }

    [Fact]
    public async Task Once_written_they_may_be_left_out()
    {
        var made = await CreatedAsync();
        var config = With(null, 1);
        config["backup_sync_period"] = "15m";

        var changed = await AppliedAsync(config, made);

        Assert.Equal("15m0s", (string?)Location(C1)["spec"]!["backupSyncPeriod"]);
        Assert.Equal(First, Content(Secret(C1)!, "cloud-1"));
        await AssertUnchangedAsync(changed, config);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Where_a_cluster_needs_them_and_they_are_null_an_error_names_the_argument_and_nothing_is_written(bool isRotated)
    {
        ApplyResourceChangeResponse? made = isRotated ? await CreatedAsync() : null;
        await _provider.ConfigureAsync();
        var config = With(null, 2);
        config["backup_sync_period"] = "15m";

        var plan = await _provider.PlanAsync(
            config, made?.NewState ?? ProviderOnSandbox<BackupLocationModel>.Nothing, made?.Private ?? default);

        var error = Assert.Single(plan.Diagnostics);
        Assert.Equal(
            (Severity.Error, "Credentials Missing", "credential_wo"), (error.Severity, error.Summary, error.Path!.ToString()));
        Assert.Contains("Set credential_wo", error.Detail);
        Assert.Contains("\"c1\", \"c2\"", error.Detail);
    }

    [Fact]
    public async Task Null_only_when_applied_stops_every_write()
    {
        var made = await CreatedAsync();
        await _provider.ConfigureAsync();
        var config = With(Second, 2);
        config["backup_sync_period"] = "15m";
        var plan = await _provider.PlanAsync(config, made.NewState, made.Private);
        Assert.Empty(plan.Diagnostics);

        var applied = await _provider.ApplyPlanAsync(With(null, 2, "15m"), made.NewState, plan);

        var error = Assert.Single(applied.Diagnostics);
        Assert.Equal(("Credentials Missing", "credential_wo"), (error.Summary, error.Path!.ToString()));
        Assert.Equal(["cloud-1"], Keys(C1));
        Assert.Null(Location(C1)["spec"]!["backupSyncPeriod"]);
        Assert.Equal(1, ProviderOnSandbox<BackupLocationModel>.Model(applied.NewState).Elements["c1"].CredentialVersion);
    }

    [Theory]
    [InlineData("nobody's", null)]
    [InlineData("another workspace's", "other")]
    public async Task A_Secret_of_somebody_else_is_refused_and_left_alone(string whose, string? workspace)
    {
        C2.Create("secrets", new()
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = "fleet-credential",
                ["namespace"] = "velero",
                ["labels"] = workspace is null ? null : new JsonObject
                {
                    ["app.kubernetes.io/managed-by"] = "terraform-provider-workspace",
                    ["workspace-backup.io/workspace"] = workspace,
                },
            },
            ["data"] = new JsonObject { ["cloud-1"] = "eA==" },
        });
        await _provider.ConfigureAsync();

        var plan = await _provider.PlanAsync(With(First, 1), ProviderOnSandbox<BackupLocationModel>.Nothing, default);

        var error = Assert.Single(plan.Diagnostics);
        Assert.True((Severity.Error, "Secret Of Another Owner") == (error.Severity, error.Summary), whose);
        Assert.Contains("Secret velero/fleet-credential", error.Detail);
        Assert.Equal("x", Content(Secret(C2)!, "cloud-1"));
    }

    [Fact]
    public async Task A_Secret_that_somebody_deletes_shows_as_drift_and_is_made_again()
    {
        var made = await CreatedAsync();
        C1.Delete("secrets", "fleet-credential", "velero");
        await _provider.ConfigureAsync();

        var read = await _provider.ReadAsync(made.NewState, made.Private);
        Assert.Contains(read.Diagnostics, static found => found.Detail.Contains("locations[\"c1\"].credential_version: \"1\" -> null", StringComparison.Ordinal));
        var mended = await _provider.ApplyAsync(With(First, 1), read.NewState, read.Private);

        Assert.Empty(mended.Diagnostics);
        Assert.Equal(First, Content(Secret(C1)!, "cloud-1"));
        await AssertUnchangedAsync(mended);
    }

    [Fact]
    public async Task The_Secret_goes_with_the_location()
    {
        var made = await CreatedAsync();
        await _provider.ConfigureAsync();

        var destroyed = await _provider.DestroyAsync(made.NewState, made.Private);

        Assert.Empty(destroyed.Diagnostics);
        Assert.Null(Secret(C1));
        Assert.Null(Secret(C2));
    }

    [Fact]
    public async Task The_Secret_goes_when_the_location_reads_another_one()
    {
        var made = await CreatedAsync();
        foreach (var cluster in _provider.Sandbox.Clusters)
        {
            cluster.Create("secrets", new()
            {
                ["metadata"] = new JsonObject { ["name"] = "theirs", ["namespace"] = "velero" },
                ["data"] = new JsonObject { ["cloud"] = "eA==" },
            });
        }

        var config = With(null, null);
        config["credential_secret"] = new JsonObject { ["name"] = "theirs", ["key"] = "cloud" };
        var changed = await AppliedAsync(config, made);

        Assert.Equal(("theirs", "cloud"), Reads(C1));
        Assert.Null(Secret(C1));
        Assert.Null(ProviderOnSandbox<BackupLocationModel>.Model(changed.NewState).Elements["c1"].CredentialVersion);
    }

    [Fact]
    public async Task A_Secret_that_cannot_be_deleted_is_an_error_with_the_command_and_the_location_is_gone()
    {
        var made = await CreatedAsync();
        C1.Faults.Add(Fault.Status(403, "secrets may not be deleted", "Forbidden").On("delete", "/secrets/"));
        await _provider.ConfigureAsync();

        var destroyed = await _provider.DestroyAsync(made.NewState, made.Private);

        var error = Assert.Single(destroyed.Diagnostics);
        Assert.Equal((Severity.Error, "Secret Not Deleted"), (error.Severity, error.Summary));
        Assert.Contains("--namespace velero delete secret fleet-credential", error.Detail);
        Assert.Null(C1.Get("backupstoragelocations", "fleet", "velero"));
    }

    [Fact]
    public async Task A_create_that_fails_takes_the_Secret_back()
    {
        await _provider.ConfigureAsync();
        var config = With(First, 1);
        config["bucket"] = "missing";

        var failed = await _provider.ApplyAsync(config);

        Assert.Contains("NoSuchBucket", Assert.Single(failed.Diagnostics).Detail);
        Assert.Null(Secret(C1));
        Assert.Null(Secret(C2));
    }

    [Fact]
    public async Task Missing_rights_on_Secrets_are_named_before_anything_is_written()
    {
        foreach (var cluster in _provider.Sandbox.Clusters)
        {
            cluster.Access.Allow(
                cluster.AdminToken,
                "admin",
                new AccessRule(["*"], ["velero.io", "authorization.k8s.io"], ["*"]),
                new AccessRule(["get", "list"], [""], ["namespaces"]));
        }

        await _provider.ConfigureAsync();
        var plan = await _provider.PlanAsync(With(First, 1), ProviderOnSandbox<BackupLocationModel>.Nothing, default);

        Assert.DoesNotContain(plan.Diagnostics, static found => found.Severity == Severity.Error);
        var warning = Assert.Single(plan.Diagnostics, static found => found.Summary == "Permission Missing");
        Assert.Contains("resources: [secrets], verbs: [get, create, patch, delete]", warning.Detail);

        await _provider.ConfigureAsync();
        var made = await _provider.ApplyAsync(With(First, 1));
        Assert.Contains(made.Diagnostics, static found => found is { Severity: Severity.Error, Summary: "Permission Missing" });
        Assert.Null(C1.Get("backupstoragelocations", "fleet", "velero"));
    }

    [Fact]
    public async Task A_cluster_that_was_skipped_gets_them_with_the_next_apply()
    {
        C2.GoDown();
        var made = await CreatedAsync(allowWarnings: true);
        C2.ComeBack();
        await _provider.ConfigureAsync();
        var read = await _provider.ReadAsync(made.NewState, made.Private);

        var joined = await _provider.ApplyAsync(With(First, 1), read.NewState, read.Private);

        Assert.Empty(joined.Diagnostics);
        Assert.Equal(First, Content(Secret(C2)!, "cloud-1"));
        Assert.Equal(1, ProviderOnSandbox<BackupLocationModel>.Model(joined.NewState).Elements["c2"].CredentialVersion);
    }

    [Fact]
    public async Task They_show_in_no_plan_no_state_no_private_state_and_no_message()
    {
        await _provider.ConfigureAsync();
        var plan = await _provider.PlanAsync(With(First, 1), ProviderOnSandbox<BackupLocationModel>.Nothing, default);
        var made = await _provider.ApplyPlanAsync(With(First, 1), ProviderOnSandbox<BackupLocationModel>.Nothing, plan);

        // A webhook, and a plugin, that quote what they were given.
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(Second));
        C1.Faults.Add(Fault.Status(400, $"admission webhook denied the request: bad data {encoded}, which is AKIASECONDSECOND", "BadRequest")
            .When(static line => line.Verb == "patch" && line.Path.Contains("/secrets/", StringComparison.Ordinal) && !line.IsDryRun));
        await _provider.ConfigureAsync();
        var refused = await _provider.ApplyAsync(With(Second, 2), made.NewState, made.Private);

        Assert.Contains("Cluster c1: HTTP 400 BadRequest", Assert.Single(refused.Diagnostics).Detail);
        foreach (var bytes in (ReadOnlyMemory<byte>[])
            [
                plan.PlannedState.MessagePack, plan.PlannedPrivate, made.NewState.MessagePack, made.Private, refused.NewState.MessagePack,
                refused.Private, Encoding.UTF8.GetBytes(string.Join('\n', refused.Diagnostics.Select(static found => $"{found.Summary} {found.Detail}"))),
            ])
        {
            var text = Encoding.Latin1.GetString(bytes.Span);
            foreach (var secret in (string[])["AKIA", "secret/of/the/user", encoded, encoded[..40], Convert.ToBase64String(Encoding.UTF8.GetBytes(First))[..40]])
            {
                Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task An_update_that_fails_in_the_middle_leaves_a_location_that_works_and_shows_as_a_change()
    {
        var made = await CreatedAsync();
        C1.Faults.Add(Fault.Status(400, "no", "BadRequest")
            .When(static line => line.Verb == "patch" && line.Path.Contains("/backupstoragelocations/", StringComparison.Ordinal) && !line.IsDryRun));
        await _provider.ConfigureAsync();

        var failed = await _provider.ApplyAsync(With(Second, 2), made.NewState, made.Private);

        Assert.NotEmpty(failed.Diagnostics);
        Assert.Equal(("fleet-credential", "cloud-1"), Reads(C1));
        Assert.Equal(First, Content(Secret(C1)!, "cloud-1"));
        var elements = ProviderOnSandbox<BackupLocationModel>.Model(failed.NewState).Elements;
        Assert.Equal((1, 2), (elements["c1"].CredentialVersion, elements["c2"].CredentialVersion));
        C1.Faults.Clear();
        await AppliedAsync(With(Second, 2), failed);
        Assert.Equal(("fleet-credential", "cloud-2"), Reads(C1));
    }

    [Fact]
    public async Task An_import_knows_the_version()
    {
        await CreatedAsync();
        await _provider.ConfigureAsync();

        var imported = (await _provider.ImportAsync("fleet")).ImportedResources[0];

        var model = ProviderOnSandbox<BackupLocationModel>.Model(imported.State);
        Assert.Equal(1, model.Get(BackupLocationModel.CredentialWoVersion).Known);
        Assert.True(model.Get(BackupLocationModel.CredentialSecret).IsNull);
        var read = await _provider.ReadAsync(imported.State, imported.Private);
        var plan = await _provider.PlanAsync(With(null, 1), read.NewState, read.Private);
        Assert.Empty(plan.Diagnostics);
        Assert.Equal(
            ProviderOnSandbox<BackupLocationModel>.Value(read.NewState), ProviderOnSandbox<BackupLocationModel>.Value(plan.PlannedState));
    }

    [Fact]
    public async Task A_renamed_workspace_goes_on_with_its_Secret()
    {
        var made = await CreatedAsync();
        await _provider.ConfigureAsync("renamed", "shop");
        var read = await _provider.ReadAsync(made.NewState, made.Private);

        var rotated = await _provider.ApplyAsync(With(Second, 2), read.NewState, read.Private);

        Assert.Empty(rotated.Diagnostics);
        Assert.Equal("renamed", (string?)Secret(C1)!["metadata"]!["labels"]!["workspace-backup.io/workspace"]);
    }

    [Theory]
    [InlineData("without a version", """{"credential_wo":"text"}""", "credential_wo_version")]
    [InlineData("beside a Secret", """{"credential_wo":"text","credential_wo_version":1,"credential_secret":{"name":"a","key":"b"}}""", "credential_wo_version")]
    [InlineData("empty", """{"credential_wo":" ","credential_wo_version":1}""", "credential_wo")]
    [InlineData("version 1.5", """{"credential_wo":"text","credential_wo_version":1.5}""", "credential_wo_version")]
    [InlineData("version 0", """{"credential_wo":"text","credential_wo_version":0}""", "credential_wo_version")]
    public async Task What_cannot_be_is_refused_when_validated(string what, string arguments, string path)
    {
        var config = With(null, null);
        foreach (var (name, value) in JsonNode.Parse(arguments)!.AsObject())
        {
            config[name] = value?.DeepClone();
        }

        var error = Assert.Single(await _provider.ValidateAsync(config), static one => one.Severity == Severity.Error);

        Assert.True(path == error.Path!.ToString(), what);
    }

    [Fact]
    public async Task A_version_that_turns_out_to_be_missing_stops_the_apply()
    {
        var made = await CreatedAsync();
        await _provider.ConfigureAsync();
        var plan = await _provider.PlanAsync(With(null, null, "15m"), made.NewState, made.Private);

        var applied = await _provider.ApplyPlanAsync(With(Second, null, "15m"), made.NewState, plan);

        Assert.Equal("credential_wo_version", Assert.Single(applied.Diagnostics).Path!.ToString());
        Assert.Null(Location(C1)["spec"]!["backupSyncPeriod"]);
    }

    public void Dispose() => _provider.Dispose();

    private static JsonObject With(string? text, int? version, string? period = null)
    {
        var config = new JsonObject { ["name"] = "fleet", ["storage_provider"] = "aws", ["bucket"] = "fleet" };
        if (text is not null)
        {
            config["credential_wo"] = text;
        }

        if (version is not null)
        {
            config["credential_wo_version"] = version;
        }

        if (period is not null)
        {
            config["backup_sync_period"] = period;
        }

        return config;
    }

    private static JsonObject? Secret(SandboxCluster cluster) => cluster.Get("secrets", "fleet-credential", "velero");

    private static JsonObject Location(SandboxCluster cluster) => cluster.Get("backupstoragelocations", "fleet", "velero")!;

    private static (string?, string?) Reads(SandboxCluster cluster) =>
        ((string?)Location(cluster)["spec"]!["credential"]!["name"], (string?)Location(cluster)["spec"]!["credential"]!["key"]);

    private static List<string> Keys(SandboxCluster cluster) =>
        [.. ((JsonObject)Secret(cluster)!["data"]!).Select(static entry => entry.Key).Order(StringComparer.Ordinal)];

    private static string Content(JsonObject secret, string key) =>
        Encoding.UTF8.GetString(Convert.FromBase64String((string)secret["data"]![key]!));

    private async Task<ApplyResourceChangeResponse> CreatedAsync(bool allowWarnings = false)
    {
        await _provider.ConfigureAsync();
        var made = await _provider.ApplyAsync(With(First, 1));
        Assert.True(allowWarnings || made.Diagnostics.Count == 0, string.Join('\n', made.Diagnostics.Select(static one => one.Detail)));
        return made;
    }

    private async Task<ApplyResourceChangeResponse> AppliedAsync(JsonObject config, ApplyResourceChangeResponse before)
    {
        await _provider.ConfigureAsync();
        var read = await _provider.ReadAsync(before.NewState, before.Private);
        var changed = await _provider.ApplyAsync(config, read.NewState, read.Private);
        Assert.Empty(changed.Diagnostics);
        return changed;
    }

    private async Task AssertUnchangedAsync(ApplyResourceChangeResponse made, JsonObject? config = null)
    {
        await _provider.ConfigureAsync();
        var read = await _provider.ReadAsync(made.NewState, made.Private);
        var plan = await _provider.PlanAsync(config ?? With(First, 1), read.NewState, read.Private);
        Assert.Empty(read.Diagnostics);
        Assert.Empty(plan.Diagnostics);
        Assert.Equal(
            ProviderOnSandbox<BackupLocationModel>.Value(made.NewState), ProviderOnSandbox<BackupLocationModel>.Value(plan.PlannedState));
    }
}
