using System.Text.Json.Nodes;
using TerraformPlugin.Conformance.Core;
using TerraformPlugin.Conformance.Generation;
using TerraformPlugin.Conformance.Plugin;
using VeleroSandbox;

namespace TerraformPlugin.Conformance.Tests.Product;

/// <summary>The provider's own process, and two clusters for it.</summary>
internal sealed class ProductOnSandbox : IAsyncDisposable
{
    private readonly Sandbox _sandbox = Sandbox.Start(2, new SandboxOptions { RealClock = true });
    private string _run = "";
    private string _name = "";

    public Sandbox Sandbox => _sandbox;

    public RunningPlugin Plugin { get; private set; } = null!;

    public async Task StartAsync()
    {
        _sandbox.Buckets.Make("aws", "fleet");
        foreach (var cluster in _sandbox.Clusters)
        {
            cluster.Create("secrets", new()
            {
                ["metadata"] = new JsonObject { ["name"] = "cloud", ["namespace"] = "velero" },
                ["data"] = new JsonObject { ["cloud"] = "Y2xvdWQ=" },
            });
            cluster.CreateNamespace("shop", new KeyValuePair<string, string>("tier", "web"));
            cluster.CreateNamespace("till", new KeyValuePair<string, string>("tier", "db"));
            foreach (var @namespace in (string[])["shop", "till"])
            {
                // Something to back up: a restore of nothing is an error.
                cluster.Create("configmaps", new()
                {
                    ["metadata"] = new JsonObject { ["name"] = "prices", ["namespace"] = @namespace },
                });
            }
        }

        Plugin = await RunningPlugin.StartAsync("terraform-provider-workspace");
    }

    public async ValueTask DisposeAsync()
    {
        await Plugin.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    /// <summary>A session with the provider configured.</summary>
    public async Task<Session> ConfigureAsync(Cli cli = Cli.Newest)
    {
        var session = await Session.OpenAsync(Plugin.Client, cli);
        ConformanceSuite.Valid(await session.ConfigureAsync(
            ConfigReader.Read(session.ProviderConfig, Options.ProviderConfig)));
        return session;
    }

    public ConformanceOptions Options => new()
    {
        ProviderConfig = new JsonObject
        {
            ["namespaces"] = new JsonArray("shop", "till"),
            ["clusters"] = new JsonObject(_sandbox.Clusters.Select(cluster => KeyValuePair.Create<string, JsonNode?>(
                cluster.Name,
                new JsonObject
                {
                    ["host"] = cluster.Url.ToString().TrimEnd('/'),
                    ["cluster_ca_certificate"] = cluster.Certificates.AuthorityPem,
                    ["token"] = cluster.AdminToken,
                }))),
        }.ToJsonString(),
        Resources = new Dictionary<string, Subject>
        {
            ["workspace_backup_schedule"] = new()
            {
                Configs =
                [
                    """{"prefix":"daily","schedule":"0 2 * * *","backup_location":"default"}""",
                    """
                    {"prefix":"daily","schedule":"30 3 * * *","backup_location":"default","expiry":"30d","stagger":"45m",
                     "time_zone":"UTC","namespaces":["shop"],"clusters":["c1"],"labels":{"team":"shop"},
                     "included_resources":["pods","configmaps"],"excluded_resources":["secrets"],"paused":true,
                     "label_selector":{"match_labels":{"app":"shop"},
                       "match_expressions":[{"key":"tier","operator":"In","values":["a","b"]}]},
                     "include_disks":false,"timeouts":{"create":"1m"},"ignore_drift":["paused","labels"]}
                    """,
                    """
                    {"prefix":"daily","schedule":"@daily","backup_location":"default","expiry":"720h0m0s",
                     "or_label_selectors":[{"match_labels":{"app":"shop"}},{"match_labels":{"app":"till"}}],
                     "hooks":{"resources":[{"name":"freeze","included_namespaces":["shop"],
                       "label_selector":{"match_labels":{"app":"db"}},
                       "pre":[{"exec":{"command":["sync"],"container":"db","timeout":"30s","on_error":"Fail"}}],
                       "post":[{"exec":{"command":["thaw"]}}]}]},
                     "included_namespace_scoped_resources":["pods"],"excluded_cluster_scoped_resources":["*"],
                     "csi_snapshot_timeout":"10m","item_operation_timeout":"1h","skip_immediately":true,
                     "ordered_resources":{"pods":"shop/db-0"},"parallel_files_upload":2,"unhealthy_clusters":"fail"}
                    """,
                    """
                    {"prefix":"daily","schedule":"@daily","backup_location":"default",
                     "namespace_selector":{"tier":"web"}}
                    """,
                ],
                ImportId = static state => (string)JsonNode.Parse(state)!["prefix"]!,
                // A cluster that joins, and that no read has recorded, makes them unknown.
                Recomputed = new HashSet<string> { "schedules", "skipped_clusters" },
            },
            ["workspace_backup_location"] = new()
            {
                Configs =
                [
                    """{"name":"fleet","storage_provider":"aws","bucket":"fleet"}""",
                    """
                    {"name":"fleet","storage_provider":"aws","bucket":"fleet","config":{"region":"minio","s3Url":"http://s3.example.org"},
                     "access_mode":"ReadOnly","backup_sync_period":"15m","validation_frequency":"2m","clusters":["c1"],
                     "credential_secret":{"name":"cloud","key":"cloud"},"unhealthy_clusters":"fail","timeouts":{"create":"1m"}}
                    """,
                    """{"name":"fleet","storage_provider":"velero.io/aws","bucket":"fleet","prefix":"other/{cluster}","wait":false}""",
                    """
                    {"name":"fleet","storage_provider":"aws","bucket":"fleet","peers":["*"],"credential_wo":"key and secret",
                     "credential_wo_version":1}
                    """,
                ],
                ImportId = static state => (string)JsonNode.Parse(state)!["name"]!,
                Recomputed = new HashSet<string> { "locations", "skipped_clusters" },
            },
            ["workspace_backup"] = new()
            {
                Configs =
                [
                    """{"name":"release","backup_location":"default"}""",
                    """
                    {"name":"release","backup_location":"default","expiry":"14d","namespaces":["shop"],
                     "triggers":{"release":"2"},"labels":{"team":"shop"},"clusters":["c1"],"require_volumes":true,"timeouts":{"create":"1m"}}
                    """,
                    """{"name":"release","backup_location":"default","namespace_selector":{"tier":"web"}}""",
                ],
                BeforeCreate = () => Remove("backups", "release-"),
            },
            ["workspace_restore"] = new()
            {
                Configs =
                [
                    $$"""{"from_backup":"{{_run}}"}""",
                    $$"""
                    {"name":"again","from_backup":"{{_run}}","namespaces":["shop"],"clusters":["c1"],
                     "namespace_mapping":{"shop":"shop-copy" },"existing_resource_policy":"update",
                     "triggers":{"drill":"1"},"verify":"required","timeouts":{"create":"1m"} }
                    """,
                    $$"""{"name":"named","from_backups":{"c1":"{{_name}}"} }""",
                ],
                BeforeCreate = () => Remove("restores", ""),
            },
        },
        DataSources = new Dictionary<string, Subject>
        {
            ["workspace_backup"] = new() { Configs = ["""{"prefix":"before"}""", """{"prefix":"before","read_backup_files":true}"""] },
            ["workspace_backups"] = new() { Configs = ["{}", """{"prefix":"before","clusters":["c1"]}""", """{"made_by":"anyone"}"""] },
            ["workspace_clusters"] = new() { Configs = ["{}"] },
            ["workspace_protection"] = new()
            {
                Configs = ["{}", """{"namespaces":["shop"],"clusters":["c1"],"rpo":"26h","detail":true,"read_backup_files":true}"""],
            },
        },
        Functions = new Dictionary<string, IReadOnlyList<string>>
        {
            ["cron_interval"] = ["""["0 2 * * *","2026-01-31T12:00:00Z"]"""],
            ["cron_next"] = ["""["0 2 * * *","2026-01-31T12:00:00Z",3]"""],
            ["duration"] = ["""["30d"]"""],
            ["duration_seconds"] = ["""["30d"]"""],
            ["protection_report"] =
            [
                """
                [{"type":["object",{"protected":"bool","by_cluster":["map",["object",{"reason":"string"}]]}],
                  "value":{"protected":false,"by_cluster":{"c1":{"reason":"down"}}}}]
                """,
            ],
            ["stagger"] = ["""["0 2 * * *","45m","daily","c1"]"""],
        },
        Generated = 2,
        LargeState = 1 << 20,
    };

    /// <summary>One that is over, for what reads or restores.</summary>
    public async Task MakeBackupAsync()
    {
        var driver = new ResourceDriver(await ConfigureAsync(), "workspace_backup");
        var config = ConfigReader.Read(driver.Schema, """{"name":"before","backup_location":"default"}""");
        var applied = await driver.ApplyAsync(await driver.PlanAsync(null, config), config);
        ConformanceSuite.Valid(applied.Findings);
        _run = applied.Instance!.State.Entries["id"].AsString();
        _name = applied.Instance.State.Entries["backups"].Entries["c1"].Entries["name"].AsString();
    }

    /// <summary>What was made in this second has the name that the next one gets.</summary>
    private void Remove(string resource, string prefix)
    {
        foreach (var cluster in _sandbox.Clusters)
        {
            if (prefix == "release-")
            {
                _sandbox.Buckets.Make("aws", "backups").Clear(cluster.Name);
            }

            foreach (var found in cluster.List(resource, "velero"))
            {
                var name = (string)found["metadata"]!["name"]!;
                if (name.StartsWith(prefix, StringComparison.Ordinal))
                {
                    cluster.Delete(resource, name, "velero");
                }
            }
        }
    }
}
