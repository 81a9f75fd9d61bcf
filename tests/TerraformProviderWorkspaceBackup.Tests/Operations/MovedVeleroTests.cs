using System.Text.Json.Nodes;
using TerraformPlugin.Framework;
using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Operations;
using TerraformProviderWorkspaceBackup.Tests.Schedules;

namespace TerraformProviderWorkspaceBackup.Tests.Operations;

/// <summary>The provider's <c>velero_namespace</c> changes while there are backups and restores.</summary>
public sealed class MovedVeleroTests : IDisposable
{
    private const string Other = "openshift-adp";

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly ProviderOnSandbox<BackupModel> _backups = new("workspace_backup", 1);
    private readonly ProviderOnSandbox<RestoreModel> _restores = new("workspace_restore", 1);

    public void Dispose()
    {
        _backups.Dispose();
        _restores.Dispose();
    }

    [Theory]
    [InlineData("delete", 0)]
    [InlineData("retain", 1)]
    public async Task A_backup_stays_what_it_is_and_is_deleted_where_it_was_made(string policy, int left)
    {
        var (state, kept) = await BackedUpAsync(policy);
        await MoveAsync(_backups);

        var read = await _backups.ReadAsync(state, kept);
        var destroyed = await _backups.DestroyAsync(read.NewState, read.Private).WaitAsync(s_limit);

        Assert.Empty(read.Diagnostics);
        Assert.Equal(("Completed", "velero"), Seen(read.NewState));
        Assert.DoesNotContain(destroyed.Diagnostics, static found => found.Severity == Severity.Error);
        Assert.True(ProviderOnSandbox<BackupModel>.Value(destroyed.NewState).IsNull);
        Assert.Equal(left, _backups.Sandbox["c1"].List("backups", "velero").Count);
        Assert.Equal(left, _backups.Sandbox.Buckets.Make("aws", "backups").BackupsIn("c1").Count());
    }

    /// <summary>A Velero that has moved brings its Backups from the bucket to where it is.</summary>
    [Fact]
    public async Task A_backup_that_velero_took_along_is_known_again_and_not_expired()
    {
        var (state, kept) = await BackedUpAsync("delete");
        var cluster = _backups.Sandbox["c1"];
        var backup = Assert.Single(cluster.List("backups", "velero"));
        await MoveAsync(_backups);
        cluster.Delete("backups", (string)backup["metadata"]!["name"]!, "velero");
        var copy = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = (string)backup["metadata"]!["name"]!,
                ["namespace"] = Other,
                ["labels"] = backup["metadata"]!["labels"]!.DeepClone(),
                ["annotations"] = backup["metadata"]!["annotations"]!.DeepClone(),
            },
            ["spec"] = backup["spec"]!.DeepClone(),
            ["status"] = backup["status"]!.DeepClone(),
        };
        cluster.Create("backups", copy);

        var read = await _backups.ReadAsync(state, kept);

        Assert.Empty(read.Diagnostics);
        Assert.Equal(("Completed", Other), Seen(read.NewState));
    }

    [Fact]
    public async Task A_restore_stays_what_it_is_and_its_object_is_removed_where_it_was_made()
    {
        var cluster = _restores.Sandbox["c1"];
        cluster.Create("backups", new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "nightly" },
            ["spec"] = new JsonObject { ["storageLocation"] = "default", ["includedNamespaces"] = new JsonArray("shop") },
        });
        _restores.Sandbox.Settle();
        await _restores.ConfigureAsync();
        var made = await _restores.ApplyAsync(new JsonObject
        {
            ["name"] = "again",
            ["from_backups"] = new JsonObject { ["c1"] = "nightly" },
            ["allow_empty"] = true,
            ["timeouts"] = new JsonObject { ["create"] = "30s" },
        });
        Assert.DoesNotContain(made.Diagnostics, static found => found.Severity == Severity.Error);
        Assert.Single(cluster.List("restores", "velero"));
        await MoveAsync(_restores);

        var read = await _restores.ReadAsync(made.NewState, made.Private);
        var destroyed = await _restores.DestroyAsync(read.NewState, read.Private).WaitAsync(s_limit);

        Assert.True(read.Diagnostics.Count == 0, string.Join('\n', read.Diagnostics.Select(static one => $"{one.Summary}: {one.Detail}")));
        Assert.Equal(
            ProviderOnSandbox<RestoreModel>.Value(made.NewState).Entries["restores"],
            ProviderOnSandbox<RestoreModel>.Value(read.NewState).Entries["restores"]);
        Assert.DoesNotContain(destroyed.Diagnostics, static found => found.Severity == Severity.Error);
        _restores.Sandbox.Settle();
        Assert.Empty(cluster.List("restores", "velero"));
    }

    private static (string Phase, string Namespace) Seen(EncodedValue state)
    {
        var element = ProviderOnSandbox<BackupModel>.Value(state).Entries["backups"].Entries["c1"].Entries;
        return (element["phase"].AsString(), element["velero_namespace"].AsString());
    }

    private static async Task MoveAsync<TModel>(ProviderOnSandbox<TModel> provider)
        where TModel : Model<TModel>, IModel<TModel>
    {
        provider.Sandbox["c1"].CreateNamespace(Other);
        provider.VeleroNamespace = Other;
        await provider.ConfigureAsync();
    }

    private async Task<(EncodedValue State, ReadOnlyMemory<byte> Private)> BackedUpAsync(string policy)
    {
        await _backups.ConfigureAsync();
        var made = await _backups.ApplyAsync(new JsonObject
        {
            ["name"] = "upgrade",
            ["backup_location"] = "default",
            ["deletion_policy"] = policy,
            ["timeouts"] = new JsonObject { ["create"] = "30s", ["delete"] = "30s" },
        });
        Assert.Empty(made.Diagnostics);
        return (made.NewState, made.Private);
    }
}
