using System.Text.Json.Nodes;
using Reliability.Tests.Driver;
using TerraformProviderWorkspaceBackup.Reporting;
using VeleroSandbox;
using VeleroSandbox.Api;
using VeleroSandbox.Faults;
using WorkspaceBackup.Velero.Faults;
using Fault = VeleroSandbox.Faults.Fault;
using FaultKind = WorkspaceBackup.Velero.Faults.FaultKind;

namespace Reliability.Tests.Matrix;

/// <summary>All faults.</summary>
internal static class FaultRows
{
    private static readonly TimeSpan s_never = TimeSpan.FromHours(1);

    public static IReadOnlyList<FaultRow> All { get; } =
    [
        new("refused", (_, _) => Fault.Refused(), FaultKind.ConnectionRefused, FaultKind.ConnectionReset)
        {
            IsOfConnections = true,
            BreaksConnection = true,
        },
        new("reset", (_, _) => Fault.Reset(), FaultKind.ConnectionReset) { BreaksConnection = true },
        new("reset after the server acted", (_, _) => Fault.Reset(afterActing: true), FaultKind.ConnectionReset)
        {
            BreaksConnection = true,
        },
        new("half-closed", (_, _) => Fault.HalfClosed(), FaultKind.ConnectionReset) { BreaksConnection = true },
        new("TLS failure", (_, _) => Fault.TlsFailure(), FaultKind.TlsFailed, FaultKind.ConnectionReset)
        {
            IsOfConnections = true,
            BreaksConnection = true,
        },
        new("no answer", (_, _) => Fault.Hang(), FaultKind.TimedOut, FaultKind.AnswerSlow) { Stalls = true },
        new("no answer after the server acted", (_, _) => Fault.Hang(afterActing: true), FaultKind.TimedOut, FaultKind.AnswerSlow)
        {
            Stalls = true,
        },
        new("slow bytes", (_, _) => Fault.SlowBytes(8, s_never), FaultKind.TimedOut, FaultKind.AnswerSlow)
        {
            Stalls = true,
            AnswersPartly = true,
        },
        Status(401, FaultKind.Unauthorized),
        Status(403, FaultKind.Forbidden) with { Titles = ["Check Not Possible"] },
        Status(404, FaultKind.NotFound, FaultKind.VeleroNotInstalled),
        Status(409, FaultKind.Conflict) with { AllowsAnotherWrite = true },
        Status(410, FaultKind.UnexpectedAnswer),
        Status(422, FaultKind.Invalid),
        new("429 with Retry-After", (_, _) => Fault.TooManyRequests(TimeSpan.FromSeconds(1)), FaultKind.TooManyRequests)
        {
            AllowsAnotherWrite = true,
        },
        Status(500, FaultKind.ServerError, FaultKind.NotReady),
        Status(503, FaultKind.ServerError, FaultKind.NotReady),
        new("malformed JSON", (_, _) => Fault.MalformedJson(), FaultKind.UnexpectedAnswer),
        new("truncated JSON", (_, _) => Fault.TruncatedJson(), FaultKind.UnexpectedAnswer),
        new("wrong content type", (_, _) => Fault.WrongContentType(), FaultKind.UnexpectedAnswer),
        new("packed, it says, and is not", (_, _) => Fault.NotGzip(), FaultKind.UnexpectedAnswer),
        new("objects without metadata", (_, _) => Fault.WithoutMetadata(), FaultKind.UnexpectedAnswer),
        new("a LIST without end", (_, _) => Fault.EndlessList(), FaultKind.UnexpectedAnswer),
        new("the transport throws", (_, _) => ThrowingTransport.Fault, FaultKind.UnexpectedAnswer),
        new("this machine has no more open files", (_, _) => ThrowingTransport.OutOfFiles, FaultKind.MachineLimit),
        new("a body of 100 MB", (_, _) => Fault.HugeBody(), FaultKind.UnexpectedAnswer) { IsCostly = true },
        new("the cluster's clock jumps a day ahead", (_, _) => Fault.ClockJump(TimeSpan.FromDays(1)))
        {
            IsEvent = true,
        },
        new("this machine's clock jumps an hour ahead",
            (_, time) => Fault.Meanwhile(_ => time.Jump(TimeSpan.FromHours(1))))
        {
            IsEvent = true,
            Incidental = FindingSummary.Of(FindingKind.ClocksDiffer),
        },
        new("another cluster answers", (_, _) => AnotherCluster())
        {
            Titles = ["Another Cluster Behind The Name", "Another Cluster Than Before"],
            IsFor = static operation => operation.Name.StartsWith("read a ", StringComparison.Ordinal)
                || operation.Name is "delete a backup" or "delete a restore",
        },
        new("what others made cannot be read", (cluster, _) => Fault.Meanwhile(_ => MakeUnreadable(cluster))) { IsEvent = true },
        new("the credential plugin fails", (_, _) => Fault.Status(500), FaultKind.CredentialPluginFailed) { IsOfCredentials = true },
        new("a LIST changes between pages", (cluster, _) => Fault.Meanwhile(line => Change(cluster, line)))
        {
            IsOfPages = true,
        },
        new("a LIST's next page expires", (_, _) => Fault.Compacted()) { IsOfPages = true },
        new("another operation takes the name", (cluster, _) => Fault.Meanwhile(line => TakeName(cluster, line)), FaultKind.AlreadyExists)
        {
            IsOfWrites = true,
            AllowsAnotherWrite = true,
            IsFor = static operation => operation.Name is "create a backup" or "create a restore",
        },
    ];

    private static FaultRow Status(int code, params IReadOnlyList<FaultKind> causes) =>
        new($"{code}", (_, _) => Fault.Status(code), causes);

    /// <summary>The wrong context: a cluster that has objects of the same names, and is another.</summary>
    private static Fault AnotherCluster() => (Fault.Status(200) with
    {
        Body = """
            {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"kube-system","uid":"00000000-0000-4000-8000-000000000000"}}
            """,
    }).On("get", "/namespaces/kube-system");

    /// <summary>A note with a doubled key, and a Backup whose name says that it was made in the first year.</summary>
    private static void MakeUnreadable(SandboxCluster cluster)
    {
        if (cluster.Get("schedules", "odd") is not null)
        {
            return;
        }

        var labels = new JsonObject { ["of"] = "others", ["velero.io/schedule-name"] = $"daily-{cluster.Name}" };
        cluster.Seed("schedules", new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = "odd",
                ["labels"] = labels.DeepClone(),
                ["annotations"] = new JsonObject { ["workspace-backup.io/left-out"] = """{"ttl":"1h0m0s","ttl":"2h0m0s"}""" },
            },
            ["spec"] = new JsonObject { ["schedule"] = "0 4 * * *", ["paused"] = true, ["template"] = new JsonObject() },
        });
        cluster.Seed("backups", new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = $"daily-{cluster.Name}-00010101000000", ["labels"] = labels },
            ["spec"] = new JsonObject { ["storageLocation"] = "default", ["ttl"] = "720h0m0s" },
            ["status"] = new JsonObject { ["phase"] = "Completed" },
        });
    }

    /// <summary>An operation of another process, with the default name and in the same second, is faster on this cluster.</summary>
    private static void TakeName(SandboxCluster cluster, RequestLine line)
    {
        var resource = line.Path[(line.Path.LastIndexOf('/') + 1)..];
        cluster.Seed(resource, new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = (string)JsonNode.Parse(line.Body)!["metadata"]!["name"]!,
                ["labels"] = new JsonObject { ["of"] = "others" },
            },
            ["spec"] = new JsonObject(),
            ["status"] = new JsonObject { ["phase"] = "Completed" },
        });
    }

    /// <summary>One object goes and another one comes.</summary>
    private static void Change(SandboxCluster cluster, RequestLine line)
    {
        var resource = line.Path[(line.Path.LastIndexOf('/') + 1)..];
        var first = cluster.List(resource).First(found => (string?)found["metadata"]?["labels"]?["of"] == "others");
        cluster.Delete(resource, (string)first["metadata"]!["name"]!);
        first["metadata"] = new JsonObject
        {
            ["name"] = $"zz-{Guid.NewGuid():N}",
            ["labels"] = new JsonObject { ["of"] = "others" },
        };
        cluster.Create(resource, first);
    }
}
