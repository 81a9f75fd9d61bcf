using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformPlugin.Values.Tests;
using TerraformProviderWorkspaceBackup.Operations;
using TerraformProviderWorkspaceBackup.Reconciled;
using TerraformProviderWorkspaceBackup.Schedules;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Downloads;
using WorkspaceBackup.Velero.Durations;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Kubernetes.Credentials;
using WorkspaceBackup.Velero.Kubernetes.Kubeconfig;
using WorkspaceBackup.Velero.Kubernetes.Transport;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Schedules;
using WorkspaceBackup.Velero.Schedules.Cron;

namespace Fuzz.Tests;

/// <summary>Everything that reads what somebody else has written.</summary>
internal static class FuzzTargets
{
    private const string ExecVersion = "client.authentication.k8s.io/v1";

    private static readonly Cluster s_cluster = new("eu", "velero", Detached: false, new KubernetesApi(null!));

    private static readonly ApiCall s_call =
        new() { Method = HttpMethod.Get, Target = "/", Path = ApiPath.Velero("schedules", "velero") };

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("MessagePack", MessagePack, typeof(ValueDecodingException), MemoryPerByte: 400),
        new("JSON values", JsonValues, typeof(ValueDecodingException), MemoryPerByte: 400),
        new("type constraints", TypeConstraints, typeof(ValueDecodingException), MemoryPerByte: 600),
        new("cron expressions", Cron, null, MemoryPerByte: 400),
        new("durations", Durations, null, MemoryPerByte: 100),
        new("kubeconfig", Kubeconfig, typeof(FaultException), MemoryPerByte: 3000),
        new("plugin credentials", PluginCredentials, null, MemoryPerByte: 600),
        new("API answers", Answers, null, MemoryPerByte: 1500),
        // Every item is read as each kind of object that there is, an empty one too.
        new("lists", Lists, null, MemoryPerByte: 3000),
        new("kubeconfig keys", KubeconfigKeys, typeof(FaultException), MemoryPerByte: 3000),
        new("list pages", Pages, null, MemoryPerByte: 1500),
        new("packed answers", Packed, null, MemoryPerByte: 40_000),
        new("private state", PrivateStates, typeof(FormatException), MemoryPerByte: 1500),
        new("watch streams", Watches, null, MemoryPerByte: 1500),
    ];

    private static FuzzCase MessagePack(Random random)
    {
        var values = new RandomValues(random.Next());
        var type = values.Type(3);
        return new(
            MessagePackCodec.Encode(values.Value(type, unknowns: true), type),
            input =>
            {
                var value = MessagePackCodec.Decode(input, type);
                Same(value, MessagePackCodec.Decode(MessagePackCodec.Encode(value, type), type));
            });
    }

    private static FuzzCase JsonValues(Random random)
    {
        var values = new RandomValues(random.Next());
        var type = values.Type(3);
        return new(
            JsonCodec.Encode(values.Value(type, unknowns: false), type),
            input =>
            {
                var value = JsonCodec.Decode(input, type);
                Same(value, JsonCodec.Decode(JsonCodec.Encode(value, type), type));
            });
    }

    private static FuzzCase TypeConstraints(Random random) => new(
        TypeJson.Write(new RandomValues(random.Next()).Type(4)),
        static input =>
        {
            var type = TypeJson.Parse(input);
            Same(type, TypeJson.Parse(TypeJson.Write(type)));
        });

    private static FuzzCase Cron(Random random)
    {
        var after = DateTimeOffset.UnixEpoch.AddSeconds(random.NextInt64(8_000_000_000));
        return new(
            Encoding.UTF8.GetBytes(new Grammar(random).Cron()),
            input =>
            {
                foreach (var reading in CronReading.OfAll(Encoding.UTF8.GetString(input)))
                {
                    if (reading.Schedule?.Next(after) is { } next)
                    {
                        Assert.True(next > after);
                        Assert.True(reading.Schedule.Interval(after) is null or { Ticks: > 0 });
                        Assert.Equal(reading.IsSound, reading.Refusal(after) is null);
                    }
                }
            });
    }

    private static FuzzCase Durations(Random random)
    {
        var days = random.Next(2) == 0;
        return new(
            Encoding.UTF8.GetBytes(new Grammar(random).Duration(days)),
            input =>
            {
                var text = Encoding.UTF8.GetString(input);
                if (days ? GoDuration.TryParseWithDays(text, out var value, out _) : GoDuration.TryParse(text, out value, out _))
                {
                    Assert.True(GoDuration.TryParse(value.ToString(), out var again, out _));
                    Same(value, again);
                }
            });
    }

    private static FuzzCase Kubeconfig(Random random) => new(
        Encoding.UTF8.GetBytes(new Grammar(random).Kubeconfig()),
        static input => ReadEntries(KubeconfigReader.Parse("/kube/config", Encoding.UTF8.GetString(input))));

    // They are read when they are used.
    private static void ReadEntries(KubeconfigFile config)
    {
        foreach (var entry in config.Clusters.Values)
        {
            _ = entry.Value;
        }

        foreach (var entry in config.Users.Values)
        {
            _ = entry.Value;
        }

        foreach (var entry in config.Contexts.Values)
        {
            _ = entry.Value;
        }
    }

    // Somebody may have edited it, as a whole or what is packed in it.
    private static FuzzCase PrivateStates(Random random)
    {
        var memory = new ObjectMemory { Token = InstanceToken.New(), IsForeign = random.Next(2) == 0 };
        memory.Health["eu"] = new("uid", FaultKind.TimedOut);
        memory.Versions["eu"] = "v1.18.1";
        memory.Replaced.Add("uid");
        var written = new PrivateState();
        memory.Write(written);
        var isPacked = random.Next(2) == 0;
        return new(
            isPacked ? written.Encode() : written.TryGet("schedule", out var bytes) ? bytes : [],
            input =>
            {
                var state = isPacked ? PrivateState.Decode(input) : new PrivateState();
                foreach (var key in isPacked ? [] : (string[])["schedule", "operation", "replacement"])
                {
                    state.Set(key, input);
                }

                OperationMemory.IsReadable(state, "Backups", []);
                if (ObjectMemory.TryRead(state, [], out var read))
                {
                    read.Write(state);
                    Assert.True(ObjectMemory.TryRead(state, [], out var again));
                    Assert.Equal(read.Token, again.Token);
                }
            });
    }

    private static FuzzCase PluginCredentials(Random random)
    {
        var grammar = new Grammar(random);
        var json = new JsonObject
        {
            ["kind"] = "ExecCredential",
            ["apiVersion"] = ExecVersion,
            ["status"] = new JsonObject
            {
                ["token"] = "t",
                ["expirationTimestamp"] = grammar.Pick("2026-01-02T03:04:05Z", "9999-12-31T23:59:59+14:00"),
            },
        };
        return new(
            Bytes(json),
            static input =>
            {
                var credential = ExecCredential.Parse(input, ExecVersion, out var wrong);
                Assert.True(credential is null != wrong is null);
            });
    }

    private static FuzzCase Answers(Random random)
    {
        var grammar = new Grammar(random);
        return new(
            Bytes(random.Next(4) == 0 ? grammar.Status() : grammar.Object()),
            static input =>
            {
                if (Answer(input) is { } found)
                {
                    ReadAll(found);
                }
            });
    }

    private static FuzzCase Lists(Random random)
    {
        var grammar = new Grammar(random);
        var items = Enumerable.Range(0, random.Next(5)).Select(_ => (JsonNode)grammar.Object());
        return new(
            Bytes(new() { ["kind"] = "List", ["metadata"] = grammar.Object(), ["items"] = new JsonArray([.. items]) }),
            static input =>
            {
                foreach (var item in (Answer(input)?["items"] as JsonArray ?? []).OfType<JsonObject>())
                {
                    ReadAll(item);
                }
            });
    }

    // Keys, anchors and aliases in every place: what is not a text must be refused before anybody compares it.
    private static FuzzCase KubeconfigKeys(Random random)
    {
        string Node(int depth) => random.Next(depth > 3 ? 3 : 8) switch
        {
            0 => "a",
            1 => "*x",
            2 => "&x b",
            3 => $"[{Node(depth + 1)}, {Node(depth + 1)}]",
            4 => $"{{{Node(depth + 1)}: {Node(depth + 1)}}}",
            5 => $"&x [{Node(depth + 1)}, *x]",
            6 => $"{{? {Node(depth + 1)} : {Node(depth + 1)}}}",
            _ => $"{{<<: {Node(depth + 1)}, c: d}}",
        };

        var hostile = $"\n? {Node(0)}\n: {Node(0)}\n{Node(0)}: {Node(0)}\n";
        return new(
            Encoding.UTF8.GetBytes(new Grammar(random).Kubeconfig()),
            input =>
            {
                ReadEntries(KubeconfigReader.Parse("/kube/config", Encoding.UTF8.GetString(input)));
                try
                {
                    ReadEntries(KubeconfigReader.Parse("/kube/config", Encoding.UTF8.GetString(input) + hostile));
                }
                catch (FaultException refused)
                {
                    Assert.NotEmpty(refused.Message);
                }
            });
    }

    private static FuzzCase Pages(Random random)
    {
        var grammar = new Grammar(random);
        var items = Enumerable.Range(0, random.Next(5)).Select(_ => (JsonNode)grammar.Object());
        var piece = 1 + random.Next(100);
        return new(
            Bytes(new() { ["items"] = new JsonArray([.. items]), ["metadata"] = new JsonObject { ["continue"] = grammar.Pick("", "next") } }),
            input => ReadPage(new Pieces(input, piece)));
    }

    private static FuzzCase Packed(Random random)
    {
        var grammar = new Grammar(random);
        using var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Bytes(new() { ["items"] = new JsonArray(grammar.Object()), ["metadata"] = new JsonObject() }));
        }

        return new(
            packed.ToArray(),
            static input =>
            {
                using var unpacked = new System.IO.Compression.GZipStream(
                    new MemoryStream(input), System.IO.Compression.CompressionMode.Decompress);
                try
                {
                    ReadPage(unpacked);
                }
                catch (InvalidDataException)
                {
                    // The transport turns it into the cluster's fault.
                }
            });
    }

    private static void ReadPage(Stream stream)
    {
        var list = new ListStream(stream, new ListBudget());
        try
        {
            while (list.NextAsync(CancellationToken.None).AsTask().Result is { } item)
            {
                Assert.True(JsonAnswer.IsNamed(item));
                ReadAll(item);
            }
        }
        catch (AggregateException e) when (e.InnerException is JsonException or MalformedListException)
        {
            Assert.NotEmpty(e.InnerException.Message);
        }
        catch (AggregateException e) when (e.InnerException is InvalidDataException broken)
        {
            throw broken;
        }
    }

    private sealed class Pieces(byte[] text, int piece) : MemoryStream(text)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }

    private static FuzzCase Watches(Random random)
    {
        var grammar = new Grammar(random);
        var events = Enumerable.Range(0, 1 + random.Next(4)).Select(_ => new JsonObject
        {
            ["type"] = grammar.Pick("ADDED", "MODIFIED", "DELETED", "BOOKMARK", "ERROR"),
            ["object"] = grammar.Pick(grammar.Object(), grammar.Status()),
        }.ToJsonString());
        return new(Encoding.UTF8.GetBytes(string.Join('\n', events) + "\n"), ReadWatch);
    }

    private static void ReadWatch(byte[] input)
    {
        using var watch = new WatchStream(new HttpResponseMessage(), new MemoryStream(input));
        try
        {
            while (watch.ReadLineAsync(CancellationToken.None).Result is { } line
                && KubernetesApi.Event("eu", s_call, line.Span).TryGet(out var change, out _))
            {
                ReadAll(change.Object);
            }
        }
        catch (IOException)
        {
            // It ended inside an event.
        }
    }

    // Nothing waits here: the body is there.
    private static JsonObject? Answer(byte[] input)
    {
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(input) };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var outcome = JsonAnswer.ReadObjectAsync("eu", s_call, response, CancellationToken.None);
        return outcome.GetAwaiter().GetResult().TryGet(out var found, out _) ? found : null;
    }

    // Whatever an answer claims to be, its readers must cope with what it is.
    private static void ReadAll(JsonObject found)
    {
        StatusFaults.From("eu", s_call, 422, found);
        ScheduleReader.Read(found, s_cluster, "uid", StringSet.Empty);
        BackupReader.Read(found, "eu");
        RestoreRecord.Read(s_cluster, found);
        BackupLocation.Read(found);
        SnapshotClasses.Read([found]);
        BackedUpVolume.Read(new JsonArray(found.DeepClone()), hasPolicy: true);
        ReportedProblem.Read(found);
        Assert.All(ResourceList.Read(found), static item => Assert.NotNull(item.Name));
    }

    private static byte[] Bytes(JsonObject json) => JsonSerializer.SerializeToUtf8Bytes(json);

    private static void Same<T>(T value, T again)
        where T : notnull => Assert.True(value.Equals(again), "what was read and written again is not the same");
}
