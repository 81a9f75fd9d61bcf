using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using VeleroSandbox.Api;
using VeleroSandbox.Json;
using VeleroSandbox.Velero;

namespace VeleroSandbox.Admin;

/// <summary>Drives a sandbox process from outside: plain HTTP on the loopback interface, JSON bodies.</summary>
internal sealed class AdminHandler(Sandbox sandbox)
{
    public async Task HandleAsync(HttpContext context)
    {
        ApiResponse response;
        try
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            var options = body.Length == 0 ? [] : JsonReader.ReadObject(body.ToArray());
            response = Answer(context, options) ?? ApiResponse.Text("no such command\n", 404);
        }
        catch (Exception error) when (error is JsonException or ArgumentException or FormatException
            or InvalidOperationException or KeyNotFoundException)
        {
            response = ApiResponse.Text(error.Message + "\n", 400);
        }

        await ApiHandler.SendAsync(response, context);
    }

    private ApiResponse? Answer(HttpContext context, JsonObject options)
    {
        var parts = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return (context.Request.Method, parts) switch
        {
            ("GET", ["kubeconfig"]) => ApiResponse.Text(sandbox.Kubeconfig),
            ("GET", ["clusters"]) => ApiResponse.Of(new JsonArray([.. sandbox.Clusters.Select(Describe)])),
            ("GET", ["clock"]) => Clock(),
            ("POST", ["clock", "advance"]) => Advance(options),
            ("POST", ["settle"]) => Done(sandbox.Settle),
            ("GET", ["clusters", var name, "requests"]) => Requests(sandbox[name]),
            ("DELETE", ["clusters", var name, "requests"]) => Done(sandbox[name].Requests.Clear),
            ("POST", ["clusters", var name, "faults"]) =>
                Done(() => sandbox[name].Faults.Add(FaultReader.Read(options))),
            ("DELETE", ["clusters", var name, "faults"]) => Done(sandbox[name].Faults.Clear),
            ("POST", ["clusters", var name, "down"]) => Done(sandbox[name].GoDown),
            ("POST", ["clusters", var name, "up"]) => Done(sandbox[name].ComeBack),
            ("POST", ["clusters", var name, "rebuild"]) => Done(sandbox[name].Rebuild),
            ("POST", ["clusters", var name, "velero"]) => Velero(sandbox[name].Velero, options),
            ("DELETE", ["buckets", var provider, var bucket]) => Done(() => sandbox.Buckets.Remove(provider, bucket)),
            ("PUT", ["buckets", var provider, var bucket]) => Done(() => sandbox.Buckets.Make(provider, bucket)),
            _ => null,
        };
    }

    private static ApiResponse Done(Action action)
    {
        action();
        return ApiResponse.Of(new JsonObject());
    }

    private static JsonNode Describe(SandboxCluster cluster) => new JsonObject
    {
        ["name"] = cluster.Name,
        ["uid"] = cluster.Uid,
        ["url"] = cluster.Url.ToString(),
        ["admin_token"] = cluster.AdminToken,
        ["nobody_token"] = cluster.NobodyToken,
        ["velero"] = cluster.Velero.IsRunning,
        ["velero_version"] = cluster.Velero.Version,
        ["faults_happened"] = cluster.Faults.Happened,
    };

    private ApiResponse Clock() => ApiResponse.Of(new JsonObject { ["now"] = sandbox.Clock.GetUtcNow().ToString("O") });

    private ApiResponse Advance(JsonObject options)
    {
        sandbox.Clock.Advance(Durations.Parse(options.Text("by")));
        return Clock();
    }

    private static ApiResponse Requests(SandboxCluster cluster) =>
        ApiResponse.Of(new JsonArray([.. cluster.Requests.Lines
        .Select(line => (JsonNode)new JsonObject
        {
            ["method"] = line.Method,
            ["verb"] = line.Verb,
            ["path"] = line.Path,
            ["query"] = line.Query,
            ["user_agent"] = line.UserAgent,
            ["user"] = line.User,
            ["status"] = line.Status,
            ["body"] = line.Body,
        })]));

    private static ApiResponse Velero(VeleroServer velero, JsonObject options)
    {
        if (options.Text("version") is { } version)
        {
            velero.Version = version;
        }

        if (options.Text("downloads") is { } downloads)
        {
            velero.Downloads = Enum.Parse<DownloadFault>(downloads.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
        }

        if (options.Text("run_time") is { } runTime)
        {
            velero.RunTime = Durations.Parse(runTime);
        }

        if (options.Text("backups") is { } phase)
        {
            velero.OnBackup = _ => Outcome(phase, options);
        }

        if (options.Text("restores") is { } restored)
        {
            velero.OnRestore = _ => Outcome(restored, options);
        }

        if (options.At("running") is { } running)
        {
            if (running.GetValue<bool>())
            {
                velero.Start();
            }
            else
            {
                velero.Stop();
            }
        }

        return ApiResponse.Of(new JsonObject { ["running"] = velero.IsRunning });
    }

    private static BackupOutcome Outcome(string phase, JsonObject options) => new(
        phase,
        Errors: (int)(options["errors"]?.GetValue<long>() ?? (phase == "PartiallyFailed" ? 1 : 0)),
        Warnings: (int)(options["warnings"]?.GetValue<long>() ?? 0),
        FailureReason: options.Text("failure_reason"),
        ValidationErrors: options.Texts("validation_errors") is { Count: > 0 } errors ? errors : null)
    {
        Results = options.At("results")?.DeepClone() as JsonObject,
        Volumes = options.At("volumes")?.DeepClone() as JsonArray,
    };
}
