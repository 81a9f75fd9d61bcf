using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.Velero;

namespace VeleroSandbox.Tests.Velero;

/// <summary>The bucket's own door: signed addresses, and the files behind them as real servers write them.</summary>
public sealed class DownloadTests : IDisposable
{
    private readonly Sandbox _sandbox = Sandbox.Start();
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private SandboxCluster Cluster => _sandbox["c1"];

    public void Dispose()
    {
        _http.Dispose();
        _sandbox.Dispose();
    }

    [Fact]
    public async Task The_files_of_a_backup_and_a_restore_have_the_recorded_formats()
    {
        Fill();
        Assert.Equal(
            """{"v1/ConfigMap":["shop/prices"],"v1/Namespace":["shop"],"v1/PersistentVolumeClaim":["shop/data"]}""",
            Sorted(await ReadAsync("BackupResourceList", "b")));
        Assert.Equal("""{"errors":{},"warnings":{}}""", Sorted(await ReadAsync("BackupResults", "b")));
        Assert.Equal(
            """
            [{"preserveLocalSnapshot":false,"pvInfo":{"labels":null,"reclaimPolicy":"Retain"},"pvName":"pv","pvcName":"data","pvcNamespace":"shop","skipped":true,"skippedReason":"volumeSnapshot: no applicable volumesnapshotter found;","snapshotDataMoved":false}]
            """,
            Sorted(await ReadAsync("BackupVolumeInfos", "b")));
        Assert.Equal(
            """{"v1/ConfigMap":["shop/prices(failed)"],"v1/PersistentVolumeClaim":["shop/data(skipped)"]}""",
            Sorted(await ReadAsync("RestoreResourceList", "r")));
        Assert.Equal(
            """
            {"errors":{},"warnings":{"namespaces":{"shop":["could not restore, ConfigMap:prices already exists. Warning: the in-cluster version is different than the backed-up version"]}}}
            """,
            Sorted(await ReadAsync("RestoreResults", "r")));
    }

    [Fact]
    public async Task An_address_without_its_signature_and_one_that_is_past_its_time_open_nothing()
    {
        Fill();
        var address = Sign("BackupResults", "b")!;
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(address.Split('?')[0]));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(address.Replace("results", "resource-list", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(address));
        _sandbox.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(address));
    }

    [Theory]
    [InlineData(DownloadFault.Missing, HttpStatusCode.NotFound)]
    [InlineData(DownloadFault.Redirect, HttpStatusCode.TemporaryRedirect)]
    [InlineData(DownloadFault.Denied, HttpStatusCode.Forbidden)]
    [InlineData(DownloadFault.GzipBomb, HttpStatusCode.OK)]
    public async Task What_is_to_go_wrong_goes_wrong(DownloadFault fault, HttpStatusCode status)
    {
        Fill();
        Cluster.Velero.Downloads = fault;
        Assert.Equal(status, await StatusAsync(Sign("BackupResults", "b")!));
    }

    [Fact]
    public void A_file_may_be_signed_on_a_host_that_nobody_knows_or_not_at_all()
    {
        Fill();
        Cluster.Velero.Downloads = DownloadFault.UnknownHost;
        Assert.EndsWith(".invalid", new Uri(Sign("BackupResults", "b")!).Host);
        Cluster.Velero.Downloads = DownloadFault.NeverSigned;
        Assert.Null(Sign("BackupResults", "b"));
    }

    [Fact]
    public void From_1_19_on_a_request_may_fail_and_none_is_answered_for_a_backup_that_has_not_begun()
    {
        using var newer = Sandbox.Start(1, new SandboxOptions { VeleroVersion = "1.19-dev" });
        newer["c1"].Velero.OnBackup = _ => new BackupOutcome("FailedValidation");
        newer["c1"].Create("backups", Some.Backup("invalid"));
        newer.Settle();
        newer["c1"].Velero.OnBackup = _ => BackupOutcome.Completed;
        newer["c1"].Create("backups", Some.Backup("b"));
        newer.Settle();
        Ask(newer, "unbegun", "BackupResults", "invalid");
        Ask(newer, "begun", "BackupResults", "b");
        Assert.Null(newer["c1"].Get("downloadrequests", "unbegun").At("status"));
        Assert.Equal("Processed", newer["c1"].Phase("downloadrequests", "begun"));
        newer["c1"].Velero.Downloads = DownloadFault.Failed;
        Ask(newer, "failing", "BackupResults", "b");
        Assert.Equal("Failed", newer["c1"].Phase("downloadrequests", "failing"));
        Assert.NotNull(newer["c1"].Get("downloadrequests", "failing").Text("status", "message"));
    }

    private static void Ask(Sandbox sandbox, string request, string kind, string name)
    {
        sandbox["c1"].Create("downloadrequests", new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = request },
            ["spec"] = new JsonObject { ["target"] = new JsonObject { ["kind"] = kind, ["name"] = name } },
        });
        sandbox.Settle();
    }

    private static string Sorted(JsonNode? node) => node is JsonObject map
        ? "{" + string.Join(',', map.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"\"{entry.Key}\":{Sorted(entry.Value)}")) + "}"
        : node is JsonArray list ? "[" + string.Join(',', list.Select(Sorted)) + "]"
        : node?.ToJsonString() ?? "null";

    private void Fill()
    {
        Cluster.CreateNamespace("shop");
        Cluster.Create("configmaps", Object("prices"));
        var claim = Object("data");
        claim["spec"] = new JsonObject { ["volumeName"] = "pv" };
        claim["status"] = new JsonObject { ["phase"] = "Bound" };
        Cluster.Create("persistentvolumeclaims", claim);
        Cluster.Create("backups", Some.Backup("b", Some.Parse("""{"includedNamespaces":["shop"]}""")));
        _sandbox.Settle();
        Cluster.Delete("configmaps", "prices", "shop");
        var other = Object("prices");
        other["data"] = new JsonObject { ["a"] = "2" };
        Cluster.Create("configmaps", other);
        Cluster.Create("restores", Some.Restore("r", Some.Parse("""{"backupName":"b"}""")));
        _sandbox.Settle();
    }

    private static JsonObject Object(string name) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "shop" },
    };

    private string? Sign(string kind, string name)
    {
        var request = $"{kind}-{Guid.NewGuid():N}".ToLowerInvariant();
        Ask(_sandbox, request, kind, name);
        return Cluster.Get("downloadrequests", request).Text("status", "downloadURL");
    }

    private async Task<HttpStatusCode> StatusAsync(string address)
    {
        using var answer = await _http.GetAsync(new Uri(address), HttpCompletionOption.ResponseHeadersRead);
        return answer.StatusCode;
    }

    private async Task<JsonNode?> ReadAsync(string kind, string name)
    {
        await using var packed = await _http.GetStreamAsync(new Uri(Sign(kind, name)!));
        await using var gzip = new GZipStream(packed, CompressionMode.Decompress);
        return await JsonNode.ParseAsync(gzip);
    }
}
