using System.Text.Json.Nodes;
using TerraformPlugin.Framework;
using TerraformPlugin.Framework.Internal.Server;

namespace TerraformProviderWorkspaceBackup.Tests.Schedules;

/// <summary>Which Schedule it is: one that was made anew, one that another instance has, one that was moved here.</summary>
public sealed class ScheduleResourceIdentityTests : IDisposable
{
    private readonly ProviderOnSandbox _provider = new(2);

    private static JsonObject Daily => new()
    {
        ["prefix"] = "daily",
        ["schedule"] = "0 2 * * *",
        ["backup_location"] = "default",
    };

    [Fact]
    public async Task A_schedule_that_somebody_made_anew_is_told_and_stays_this_resources()
    {
        var made = await MadeAsync();
        var uid = Recreate("c2", token: null);
        await _provider.ConfigureAsync();

        var read = await _provider.ReadAsync(made.NewState, made.Private);

        var told = Assert.Single(read.Diagnostics, static d => d.Summary == "Schedule Made Anew By Others: \"daily\"");
        Assert.Equal(Severity.Warning, told.Severity);
        Assert.Contains("\"daily-c2\" on cluster \"c2\"", told.Detail);
        Assert.Equal(uid, ProviderOnSandbox.Model(read.NewState).Elements["c2"].Uid);
        Assert.Empty((await _provider.ReadAsync(read.NewState, read.Private)).Diagnostics);
        Assert.Empty((await _provider.DestroyAsync(read.NewState, read.Private)).Diagnostics);
        Assert.All(_provider.Sandbox.Clusters, static cluster => Assert.Empty(cluster.List("schedules")));
    }

    [Fact]
    public async Task One_that_was_not_made_anew_is_not_said_to_be()
    {
        var made = await MadeAsync();

        Assert.Empty((await _provider.ReadAsync(made.NewState, made.Private)).Diagnostics);
    }

    [Fact]
    public async Task One_that_another_instance_has_is_told_at_refresh_and_before_a_destroy_and_is_neither_written_nor_deleted()
    {
        var made = await MadeAsync();
        Recreate("c2", token: "another");
        await _provider.ConfigureAsync();

        var read = await _provider.ReadAsync(made.NewState, made.Private);
        var told = Assert.Single(read.Diagnostics, static d => d.Summary == "Object Owned By Another Instance");
        Assert.Contains("+adopt", told.Detail);
        var before = _provider.Sandbox["c2"].Get("schedules", "daily-c2")!.ToJsonString();
        var changed = Daily;
        changed["expiry"] = "7d";
        var plan = await _provider.PlanAsync(changed, read.NewState, read.Private);
        Assert.Contains(plan.Diagnostics, static d => d is { Severity: Severity.Error, Summary: "Object Owned By Another Instance" });
        var destroy = await _provider.PlanDestroyAsync(read.NewState, read.Private);
        Assert.Contains(destroy.Diagnostics, static d => d is { Severity: Severity.Warning, Summary: "Object Owned By Another Instance" });

        await _provider.ConfigureAsync();
        var gone = await _provider.DestroyAsync(read.NewState, read.Private);

        Assert.Equal("Object Owned By Another Instance", Assert.Single(gone.Diagnostics).Summary);
        Assert.Empty(_provider.Sandbox["c1"].List("schedules"));
        Assert.Equal(before, _provider.Sandbox["c2"].Get("schedules", "daily-c2")!.ToJsonString());
    }

    [Fact]
    public async Task An_import_of_differing_tokens_keeps_none_and_the_next_write_tags_all()
    {
        var (state, noted) = await ImportedWithTwoTokensAsync();
        var changed = Daily;
        changed["expiry"] = "7d";

        var written = await _provider.ApplyAsync(changed, state, noted);

        Assert.Empty(written.Diagnostics);
        Assert.NotNull(Token("c1"));
        Assert.Equal(Token("c1"), Token("c2"));
        Assert.DoesNotContain("first", Token("c1"));
        Assert.Empty((await _provider.DestroyAsync(written.NewState, written.Private)).Diagnostics);
        Assert.All(_provider.Sandbox.Clusters, static cluster => Assert.Empty(cluster.List("schedules")));
    }

    [Fact]
    public async Task An_import_of_differing_tokens_is_deleted_on_all_clusters_without_a_write_before()
    {
        var (state, noted) = await ImportedWithTwoTokensAsync();

        Assert.Empty((await _provider.DestroyAsync(state, noted)).Diagnostics);

        Assert.All(_provider.Sandbox.Clusters, static cluster => Assert.Empty(cluster.List("schedules")));
    }

    [Fact]
    public async Task Where_the_first_write_of_the_token_failed_it_is_written_with_the_next_and_nothing_is_left_behind()
    {
        var (state, noted) = await ImportedWithTwoTokensAsync();
        var changed = Daily;
        changed["expiry"] = "7d";
        _provider.Sandbox["c2"].Faults.Add(VeleroSandbox.Faults.Fault.Status(500)
            .When(static line => line is { Verb: "patch", IsDryRun: false }));
        var half = await _provider.ApplyAsync(changed, state, noted);
        Assert.Contains(half.Diagnostics, static d => d.Severity == Severity.Error);
        Assert.NotEqual(Token("c1"), Token("c2"));
        _provider.Sandbox["c2"].Faults.Clear();
        await _provider.ConfigureAsync();

        var read = await _provider.ReadAsync(half.NewState, half.Private);
        Assert.DoesNotContain(read.Diagnostics, static d => d.Summary == "Object Owned By Another Instance");
        var whole = await _provider.ApplyAsync(changed, read.NewState, read.Private);

        Assert.Empty(whole.Diagnostics);
        Assert.Equal(Token("c1"), Token("c2"));
    }

    [Fact]
    public async Task Where_the_first_write_of_the_token_failed_a_destroy_deletes_all_the_same()
    {
        var (state, noted) = await ImportedWithTwoTokensAsync();
        var changed = Daily;
        changed["expiry"] = "7d";
        _provider.Sandbox["c2"].Faults.Add(VeleroSandbox.Faults.Fault.Status(500)
            .When(static line => line is { Verb: "patch", IsDryRun: false }));
        var half = await _provider.ApplyAsync(changed, state, noted);
        _provider.Sandbox["c2"].Faults.Clear();
        await _provider.ConfigureAsync();

        Assert.Empty((await _provider.DestroyAsync(half.NewState, half.Private)).Diagnostics);

        Assert.All(_provider.Sandbox.Clusters, static cluster => Assert.Empty(cluster.List("schedules")));
    }

    [Fact]
    public async Task A_moved_schedule_that_was_found_late_is_added_to_what_was_made_meanwhile()
    {
        var uid = (string)_provider.Sandbox["c2"].Create("schedules", new()
        {
            ["metadata"] = new JsonObject { ["name"] = "nightly" },
            ["spec"] = new JsonObject
            {
                ["schedule"] = "0 2 * * *",
                ["template"] = new JsonObject
                {
                    ["storageLocation"] = "default",
                    ["ttl"] = "720h0m0s",
                    ["snapshotVolumes"] = true,
                    ["includedNamespaces"] = new JsonArray("shop"),
                },
            },
        })["metadata"]!["uid"]!;
        var moved = await _provider.MoveAsync("gavinbunney/kubectl", "kubectl_manifest",
            $$"""{"api_version": "velero.io/v1", "kind": "Schedule", "name": "nightly", "namespace": "velero", "uid": "{{uid}}"}""");
        _provider.Sandbox["c2"].GoDown();
        await _provider.ConfigureAsync();
        var read = await _provider.ReadAsync(moved.TargetState, moved.TargetPrivate);
        var made = await _provider.ApplyAsync(Daily, read.NewState, read.Private);
        Assert.Equal(["c1"], ProviderOnSandbox.Model(made.NewState).Elements.Keys);

        _provider.Sandbox["c2"].ComeBack();
        await _provider.ConfigureAsync();
        var found = await _provider.ReadAsync(made.NewState, made.Private);

        var elements = ProviderOnSandbox.Model(found.NewState).Elements;
        Assert.Equal(["daily-c1", "nightly"], [elements["c1"].Name, elements["c2"].Name]);
        var applied = await _provider.ApplyAsync(Daily, found.NewState, found.Private);
        Assert.Empty(applied.Diagnostics);
        Assert.Equal(Token("c1"), Token("c2", "nightly"));
        Assert.Empty((await _provider.DestroyAsync(applied.NewState, applied.Private)).Diagnostics);
        Assert.All(_provider.Sandbox.Clusters, static cluster => Assert.Empty(cluster.List("schedules")));
    }

    public void Dispose() => _provider.Dispose();

    private async Task<ApplyResourceChangeResponse> MadeAsync()
    {
        await _provider.ConfigureAsync();
        var made = await _provider.ApplyAsync(Daily);
        Assert.Empty(made.Diagnostics);
        await _provider.ConfigureAsync();
        return made;
    }

    private async Task<(EncodedValue State, ReadOnlyMemory<byte> Private)> ImportedWithTwoTokensAsync()
    {
        await MadeAsync();
        SetToken("c1", "first");
        SetToken("c2", "second");
        await _provider.ConfigureAsync();
        var imported = await _provider.ImportAsync("daily");
        var told = Assert.Single(imported.Diagnostics);
        Assert.Equal((Severity.Warning, "Objects Of Several Resources Imported: \"daily\""), (told.Severity, told.Summary));
        Assert.All((string[])["\"c1\"", "\"c2\""], cluster => Assert.Contains(cluster, told.Detail, StringComparison.Ordinal));
        var resource = Assert.Single(imported.ImportedResources);
        var read = await _provider.ReadAsync(resource.State, resource.Private);
        Assert.Empty(read.Diagnostics);
        return (read.NewState, read.Private);
    }

    private const string TokenKey = "workspace-backup.io/instance";

    private void SetToken(string cluster, string token) => _provider.Sandbox[cluster].Patch(
        "schedules", $"daily-{cluster}",
        new() { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [TokenKey] = token } } });

    private string? Token(string cluster, string? name = null) =>
        (string?)_provider.Sandbox[cluster].Get("schedules", name ?? $"daily-{cluster}")!["metadata"]!["annotations"]![TokenKey];

    /// <summary>Deletes the Schedule and makes it anew as it was, but for its token.</summary>
    /// <returns>The new one's uid.</returns>
    private string Recreate(string cluster, string? token)
    {
        var found = _provider.Sandbox[cluster].Get("schedules", $"daily-{cluster}")!;
        _provider.Sandbox[cluster].Delete("schedules", $"daily-{cluster}");
        var annotations = found["metadata"]!["annotations"]!.DeepClone().AsObject();
        annotations[TokenKey] = token;
        if (token is null)
        {
            annotations.Remove(TokenKey);
        }

        return (string)_provider.Sandbox[cluster].Create("schedules", new()
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = $"daily-{cluster}",
                ["labels"] = found["metadata"]!["labels"]!.DeepClone(),
                ["annotations"] = annotations,
            },
            ["spec"] = found["spec"]!.DeepClone(),
        })["metadata"]!["uid"]!;
    }
}
