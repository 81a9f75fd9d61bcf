using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.Schemas;
using VeleroSandbox.Velero;

namespace VeleroSandbox.Tests.Contract.Velero;

/// <summary>
/// A Velero server that the recorded specs are sent to: the sandbox's, or with <c>VELERO_CLUSTER</c> the real one of the
/// cluster which that kubeconfig names.
/// </summary>
internal sealed class VeleroTarget : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);
    private static readonly string[] s_ends = ["Completed", "PartiallyFailed", "Failed", "FailedValidation", "Enabled"];

    private readonly Http _http;
    private readonly string _base;

    private VeleroTarget(string version, Http http, string @namespace, Sandbox? sandbox)
    {
        Version = version;
        Sandbox = sandbox;
        _http = http;
        _base = $"/apis/velero.io/v1/namespaces/{@namespace}";
    }

    public static string? RealCluster => Environment.GetEnvironmentVariable("VELERO_CLUSTER") is { Length: > 0 } path ? path : null;

    /// <summary>Of the recording it is held to.</summary>
    public string Version { get; }

    /// <summary>Null for a real server.</summary>
    public Sandbox? Sandbox { get; }

    public SandboxCluster Cluster => Sandbox!["c1"];

    public static VeleroTarget OfSandbox(string version)
    {
        var sandbox = Sandbox.Start(1, new SandboxOptions { VeleroVersion = version, KubernetesMinor = 20 });
        var cluster = sandbox["c1"];
        var target = new VeleroTarget(version, Http.Of(cluster), "velero", sandbox);
        foreach (var type in RecordedInventory.Kinds)
        {
            cluster.Registry.Catalog.Serve(type);
        }

        RecordedInventory.Fill(cluster, VeleroRecording.Of(version));
        return target;
    }

    /// <summary>A real server, with what the recordings need; held to the recording of its own minor, or the one before.</summary>
    public static async Task<VeleroTarget> OfServerAsync(string kubeconfig)
    {
        var http = Http.Of(kubeconfig);
        var @namespace = Environment.GetEnvironmentVariable("VELERO_NAMESPACE") ?? "velero";
        var version = await VersionOfAsync(http, @namespace);
        var held = VeleroRecording.All.Select(recording => recording.Version)
            .LastOrDefault(recorded => MinorOf(recorded) <= MinorOf(version)) ?? VeleroRecording.All.First().Version;
        foreach (var (path, body) in RecordedInventory.Requests(@namespace))
        {
            // What is there already stays as it is.
            var (status, answer) = await http.ExchangeAsync("POST", path, body.ToJsonString());
            Assert.True(status is 201 or 409, $"POST {path}: {status} {answer?.ToJsonString()}");
        }

        return new VeleroTarget(held, http, @namespace, null);
    }

    /// <returns>The API server's refusal, or null.</returns>
    public async Task<string?> CreateAsync(string resource, string name, JsonObject spec, string? schedule = null)
    {
        var kind = resource switch { "backups" => "Backup", "restores" => "Restore", _ => "Schedule" };
        var labels = schedule is null ? new JsonObject() : new JsonObject { ["velero.io/schedule-name"] = schedule };
        var (status, body) = await _http.ExchangeAsync("POST", $"{_base}/{resource}", new JsonObject
        {
            ["apiVersion"] = "velero.io/v1",
            ["kind"] = kind,
            ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = labels },
            ["spec"] = spec,
        }.ToJsonString());
        return status < 300 ? null : body.Text("message") ?? $"{status}";
    }

    /// <summary>The object once the server has done with it; null when it is gone.</summary>
    /// <param name="neverEnds">It stays in progress, or gets no phase at all.</param>
    public async Task<JsonObject?> EndAsync(string resource, string name, bool neverEnds)
    {
        Sandbox?.Settle();
        for (var end = DateTime.UtcNow + s_patience; ; await Task.Delay(TimeSpan.FromSeconds(1)))
        {
            var (status, body) = await _http.ExchangeAsync("GET", $"{_base}/{resource}/{name}");
            var phase = body.Text("status", "phase");
            if (Sandbox is not null || status == 404 || s_ends.Contains(phase) || (neverEnds && phase is null or "InProgress"))
            {
                if (resource == "backups" && phase == "InProgress")
                {
                    // From 1.18 on every later one would wait behind it.
                    Sandbox?.Clusters[0].Velero.Restart();
                }

                return status == 404 ? null : (JsonObject)body!;
            }

            Assert.True(DateTime.UtcNow < end, $"{resource}/{name} is still {phase}");
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        Sandbox?.Dispose();
    }

    private static int MinorOf(string version) => int.Parse(version.TrimStart('v').Split('.', '-')[1]);

    private static async Task<string> VersionOfAsync(Http http, string @namespace)
    {
        var name = $"contract-{Environment.ProcessId}";
        var path = $"/apis/velero.io/v1/namespaces/{@namespace}/serverstatusrequests";
        await http.ExchangeAsync("POST", path, new JsonObject
        {
            ["apiVersion"] = "velero.io/v1",
            ["kind"] = "ServerStatusRequest",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = new JsonObject(),
        }.ToJsonString());
        for (var tries = 0; tries < 60; tries++)
        {
            if ((await http.GetAsync($"{path}/{name}")).Text("status", "serverVersion") is { Length: > 0 } version)
            {
                return version;
            }

            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        throw new InvalidOperationException("no Velero server answers there");
    }
}
