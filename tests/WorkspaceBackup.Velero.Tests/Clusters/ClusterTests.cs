using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Tests.Kubernetes.Servers;

namespace WorkspaceBackup.Velero.Tests.Clusters;

/// <summary>What readers of one cluster share: its probe and its lists.</summary>
public sealed class ClusterTests
{
    private static readonly ApiPath s_schedules = ApiPath.Velero("schedules", "velero");

    [Theory]
    [InlineData(null, "kubectl delete schedules.velero.io daily")]
    [InlineData("eu-prod", "kubectl --context eu-prod delete schedules.velero.io daily")]
    [InlineData("it's mine", "kubectl --context 'it'\\''s mine' delete schedules.velero.io daily")]
    public void A_command_that_is_advised_reaches_the_cluster_it_is_about(string? context, string expected)
    {
        using var set = ClusterSet.Open(
            new ClusterSetSettings
            {
                Clusters = [new ClusterSettings { Name = "eu", Connection = new() { ConfigContext = context } }],
                ProviderVersion = "test",
            },
            ProcessEnvironment.Current,
            TimeProvider.System);

        Assert.Equal(expected, Assert.Single(set.Clusters).Kubectl("delete schedules.velero.io daily"));
    }

    [Fact]
    public async Task A_healthy_cluster_gives_its_uid_and_version_and_is_probed_once()
    {
        var api = new ScriptedApi();
        Cluster cluster = New(api);
        Outcome<ClusterIdentity>[] all =
            await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => cluster.Probe.GetAsync(default))).InTimeAsync();
        Assert.All(all, o => Assert.Equal(new ClusterIdentity("uid-1", "v1.33.1"), o.Value));
        Assert.Equal(["/version", "/api/v1/namespaces/kube-system"], api.Calls);
    }

    [Fact]
    public async Task A_cluster_that_is_down_is_probed_once()
    {
        var api = new ScriptedApi { KubeSystem = New(FaultKind.TimedOut), Version = New(FaultKind.TimedOut) };
        Cluster cluster = New(api);
        Assert.Equal(FaultKind.TimedOut, (await cluster.Probe.GetAsync(default).FaultAsync()).Kind);
        Assert.Equal(FaultKind.TimedOut, (await cluster.Probe.GetAsync(default).FaultAsync()).Kind);
        Assert.Equal(2, api.Calls.Count);
    }

    [Fact]
    public async Task A_version_that_may_not_be_read_is_left_out()
    {
        Cluster cluster = New(new ScriptedApi { Version = New(FaultKind.Forbidden) });
        Assert.Null((await cluster.Probe.GetAsync(default).ValueAsync()).KubernetesVersion);
    }

    [Fact]
    public async Task A_forbidden_kube_system_names_the_missing_rule()
    {
        Cluster cluster = New(new ScriptedApi { KubeSystem = New(FaultKind.Forbidden) });
        Fault fault = await cluster.Probe.GetAsync(default).FaultAsync();
        Assert.Equal(FaultKind.Forbidden, fault.Kind);
        Assert.Contains("resourceNames [\"kube-system\"]", fault.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FaultKind.Forbidden)]
    [InlineData(FaultKind.ServerError)]
    public async Task A_refusal_by_a_server_that_is_still_starting_is_no_misconfiguration(FaultKind kind)
    {
        Cluster cluster = New(new ScriptedApi { KubeSystem = New(kind), Ready = New(FaultKind.NotReady) });
        Assert.Equal(FaultKind.NotReady, (await cluster.Probe.GetAsync(default).FaultAsync()).Kind);
    }

    [Fact]
    public async Task A_kube_system_without_a_uid_is_an_unexpected_answer()
    {
        Cluster cluster = New(new ScriptedApi { KubeSystem = new JsonObject() });
        Assert.Equal(FaultKind.UnexpectedAnswer, (await cluster.Probe.GetAsync(default).FaultAsync()).Kind);
    }

    [Fact]
    public async Task Cancelling_one_who_waits_for_the_probe_does_not_end_it_for_the_others()
    {
        var held = new TaskCompletionSource();
        Cluster cluster = New(new ScriptedApi { Hold = held.Task });
        using var stop = new CancellationTokenSource();
        Task<Outcome<ClusterIdentity>> first = cluster.Probe.GetAsync(stop.Token);
        Task<Outcome<ClusterIdentity>> second = cluster.Probe.GetAsync(default);
        await stop.CancelAsync();
        Assert.Equal(FaultKind.Cancelled, (await first.FaultAsync()).Kind);
        held.SetResult();
        Assert.Equal("uid-1", (await second.ValueAsync()).Uid);
    }

    [Fact]
    public async Task Readers_of_one_list_share_one_reading()
    {
        var held = new TaskCompletionSource();
        var api = new ScriptedApi { Hold = held.Task };
        Cluster cluster = New(api);
        Task<Outcome<ImmutableArray<JsonObject>>>[] all =
            [.. Enumerable.Range(0, 10).Select(_ => cluster.Lists.GetAsync(s_schedules, null, default))];
        held.SetResult();
        await Task.WhenAll(all).InTimeAsync();
        await cluster.Lists.GetAsync(s_schedules, null, default).ValueAsync();
        Assert.Equal(["LIST /apis/velero.io/v1/namespaces/velero/schedules"], api.Calls);
    }

    [Fact]
    public async Task Another_kind_namespace_or_selector_is_another_list()
    {
        var api = new ScriptedApi();
        Cluster cluster = New(api);
        await cluster.Lists.GetAsync(s_schedules, null, default).ValueAsync();
        await cluster.Lists.GetAsync(s_schedules, "a=b", default).ValueAsync();
        await cluster.Lists.GetAsync(s_schedules with { Namespace = "other" }, null, default).ValueAsync();
        await cluster.Lists.GetAsync(ApiPath.Velero("backups", "velero"), null, default).ValueAsync();
        Assert.Equal(4, api.Calls.Count);
    }

    [Fact]
    public async Task An_object_that_a_restarted_list_names_twice_comes_once_and_in_its_newer_form()
    {
        var api = new ScriptedApi { Items = [Item("u-1", "old"), Item("u-2", "other"), Item("u-1", "new")] };
        ImmutableArray<JsonObject> all = await New(api).Lists.GetAsync(s_schedules, null, default).ValueAsync();
        Assert.Equal(["new", "other"], all.Select(o => (string?)o["metadata"]!["name"]));
    }

    [Theory]
    [InlineData("create", true)]
    [InlineData("patch", true)]
    [InlineData("delete", true)]
    [InlineData("create dry", false)]
    [InlineData("patch dry", false)]
    [InlineData("delete dry", false)]
    public async Task A_write_of_ours_makes_the_list_stale_and_a_dry_run_does_not(string write, bool isStale)
    {
        var api = new ScriptedApi();
        Cluster cluster = New(api);
        ApiPath everywhere = s_schedules with { Namespace = null };
        ApiPath backups = ApiPath.Velero("backups", "velero");
        foreach (ApiPath list in new[] { s_schedules, everywhere, backups })
        {
            await cluster.Lists.GetAsync(list, null, default).ValueAsync();
        }

        var options = new WriteOptions(write.EndsWith("dry", StringComparison.Ordinal));
        // The outcome of a write that failed is not known, so that its list is stale as well.
        await (write.Split(' ')[0] switch
        {
            "create" => cluster.Api.CreateAsync(s_schedules, [], options, default),
            "patch" => cluster.Api.PatchAsync(s_schedules.Named("daily"), [], options, default),
            _ => cluster.Api.DeleteAsync(s_schedules.Named("daily"), null, options, default),
        }).FaultAsync();
        api.Calls.Clear();
        foreach (ApiPath list in new[] { s_schedules, everywhere, backups })
        {
            await cluster.Lists.GetAsync(list, null, default).ValueAsync();
        }

        Assert.Equal(isStale ? [$"LIST {s_schedules}", $"LIST {everywhere}"] : [], api.Calls);
    }

    [Fact]
    public async Task A_list_that_failed_is_read_again()
    {
        var api = new ScriptedApi { ListFault = New(FaultKind.ServerError).Fault };
        Cluster cluster = New(api);
        await cluster.Lists.GetAsync(s_schedules, null, default).FaultAsync();
        api.ListFault = null;
        await cluster.Lists.GetAsync(s_schedules, null, default).ValueAsync();
        Assert.Equal(2, api.Calls.Count);
    }

    [Fact]
    public void Clusters_are_opened_by_name_without_reading_a_file()
    {
        using ClusterSet set = ClusterSet.Open(
            new()
            {
                Clusters =
                [
                    new() { Name = "us", Connection = new() { ConfigPath = "/nonexistent" }, Detached = true },
                    new() { Name = "eu", VeleroNamespace = "openshift-adp" },
                ],
                ProviderVersion = "1",
            },
            TestConnections.Environment(),
            TimeProvider.System);
        Assert.Equal([("eu", "openshift-adp", false), ("us", "velero", true)], set.Clusters.Select(
            c => (c.Name, c.VeleroNamespace, c.Detached)));
    }

    [Fact]
    public async Task Faulty_settings_come_back_from_every_call()
    {
        using ClusterSet set = TestConnections.Open(new() { ConfigPath = "/nonexistent/config" });
        IKubernetesApi api = set.Api();
        Fault[] faults =
        [
            await api.GetAsync(TestConnections.Daily, default).FaultAsync(),
            await api.CreateAsync(s_schedules, [], default, default).FaultAsync(),
            await api.GetRawAsync("/version", default).FaultAsync(),
            (await api.ListAsync(s_schedules, null, default).InTimeAsync()).Single().Fault!,
            (await api.WatchAsync(s_schedules, null, "1", default).InTimeAsync()).Single().Fault!,
            await set.Clusters[0].Probe.GetAsync(default).FaultAsync(),
        ];
        Assert.All(faults, f => Assert.Equal(FaultKind.KubeconfigUnreadable, f.Kind));
    }

    [Fact]
    public void Two_clusters_of_one_name_are_refused() =>
        Assert.Throws<ArgumentException>(() => ClusterSet.Open(
            new() { Clusters = [new() { Name = "eu" }, new() { Name = "eu" }], ProviderVersion = "1" },
            TestConnections.Environment(),
            TimeProvider.System));

    private static Cluster New(IKubernetesApi api) => new("eu", "velero", false, api);

    private static Outcome<JsonNode> New(FaultKind kind) => new Fault(kind, "eu", "detail");

    private static JsonObject Item(string uid, string name) =>
        new() { ["metadata"] = new JsonObject { ["uid"] = uid, ["name"] = name } };

    private sealed class ScriptedApi : IKubernetesApi
    {
        private static readonly Fault s_refused = new(FaultKind.ConnectionReset, "eu", "lost");

        public List<string> Calls { get; } = [];

        public Task Hold { get; init; } = Task.CompletedTask;

        public Outcome<JsonNode> KubeSystem { get; init; } = Item("uid-1", "kube-system");

        public Outcome<JsonNode> Version { get; init; } = new JsonObject { ["gitVersion"] = "v1.33.1" };

        public Outcome<JsonNode> Ready { get; init; } = JsonValue.Create("ok");

        public JsonObject[] Items { get; init; } = [];

        public Fault? ListFault { get; set; }

        public async Task<Outcome<JsonObject>> GetAsync(ApiPath path, CancellationToken cancellationToken)
        {
            Calls.Add(path.ToString());
            await Hold;
            return KubeSystem.TryGet(out JsonNode? node, out Fault? fault) ? (JsonObject)node : fault;
        }

        public async IAsyncEnumerable<Outcome<JsonObject>> ListAsync(
            ApiPath collection, string? labelSelector, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            Calls.Add($"LIST {collection}");
            await Hold;
            foreach (JsonObject item in Items)
            {
                yield return item;
            }

            if (ListFault is { } fault)
            {
                yield return fault;
            }
        }

        public Task<Outcome<JsonObject>> CreateAsync(
            ApiPath collection, JsonObject body, WriteOptions options, CancellationToken cancellationToken) =>
            Task.FromResult<Outcome<JsonObject>>(s_refused);

        public Task<Outcome<JsonObject>> PatchAsync(
            ApiPath path, JsonObject mergePatch, WriteOptions options, CancellationToken cancellationToken) =>
            Task.FromResult<Outcome<JsonObject>>(s_refused);

        public Task<Outcome<JsonObject>> DeleteAsync(
            ApiPath path, string? uid, WriteOptions options, CancellationToken cancellationToken) =>
            Task.FromResult<Outcome<JsonObject>>(s_refused);

        public IAsyncEnumerable<Outcome<WatchEvent>> WatchAsync(
            ApiPath collection, string? labelSelector, string resourceVersion, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public async Task<Outcome<JsonNode>> GetRawAsync(string path, CancellationToken cancellationToken)
        {
            Calls.Add(path);
            await Hold;
            return path == "/version" ? Version : Ready;
        }
    }
}
