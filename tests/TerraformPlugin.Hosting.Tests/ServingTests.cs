using System.Buffers.Binary;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Grpc.Core;
using TerraformPlugin.Conformance.Plugin;
using TerraformPlugin.Hosting.Protocol.Health;
using TerraformPlugin.Hosting.Services;
using TerraformPlugin.Hosting.Tests.Plugin;
using TerraformPlugin.Values;
using Call = TerraformPlugin.Hosting.Protocol.CallFunction.Types;
using Invoke = TerraformPlugin.Hosting.Protocol.InvokeAction.Types;
using Listing = TerraformPlugin.Hosting.Protocol.ListResource.Types;
using Plan = TerraformPlugin.Hosting.Protocol.PlanResourceChange.Types;
using ReadState = TerraformPlugin.Hosting.Protocol.ReadStateBytes.Types;
using Stop = TerraformPlugin.Hosting.Protocol.StopProvider.Types;
using WriteState = TerraformPlugin.Hosting.Protocol.WriteStateBytes.Types;

namespace TerraformPlugin.Hosting.Tests;

/// <summary>A plugin as Terraform runs it: Unix socket, mutual TLS, everything logged.</summary>
public sealed class ServingTests(PluginFixture plugin) : IClassFixture<PluginFixture>
{
    private PluginClient Client => plugin.Client;

    [Fact]
    public void The_handshake_names_a_socket_in_a_directory_of_the_owner_alone()
    {
        var handshake = plugin.Handshake;

        Assert.Equal(
            ("1", "6", "unix", "grpc"), (handshake.Core, handshake.Protocol, handshake.Network, handshake.Kind));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                File.GetUnixFileMode(Path.GetDirectoryName(handshake.Address)!));
        }

        using var certificate = X509CertificateLoader.LoadCertificate(handshake.Certificate);
        Assert.Equal("CN=localhost", certificate.Subject);
    }

    [Fact]
    public async Task The_schemas_of_every_kind_arrive()
    {
        var schema = await Client.GetProviderSchemaAsync();

        Assert.Equal(["probe_thing", "probe_gadget", "probe_channel", "probe_filled"], schema.ResourceSchemas.Keys);
        Assert.Equal(["probe_behaviour", "probe_parts"], schema.DataSourceSchemas.Keys);
        Assert.Equal(["probe_token"], schema.EphemeralResourceSchemas.Keys);
        Assert.Equal(["probe_thing", "probe_gadget"], schema.ListResourceSchemas.Keys);
        Assert.Equal(["probe_count", "probe_parts"], schema.ActionSchemas.Keys);
        Assert.Equal(["length", "join"], schema.Functions.Keys);
        Assert.True(schema.ServerCapabilities.GetProviderSchemaOptional);
        Assert.Empty(schema.Diagnostics);
    }

    [Fact]
    public async Task A_second_client_with_the_same_certificate_is_served_beside_the_first()
    {
        using var second = new PluginClient(plugin.Handshake, withTls: true, plugin.Certificate);

        await Task.WhenAll(Client.GetProviderSchemaAsync(), second.GetProviderSchemaAsync());
    }

    [Theory]
    [InlineData("another certificate")]
    [InlineData("no certificate")]
    [InlineData("no TLS")]
    public async Task Anybody_else_is_refused(string shown)
    {
        using var another = ClientCertificate.Create();
        using var stranger = new PluginClient(
            plugin.Handshake, withTls: shown != "no TLS", shown == "another certificate" ? another : null);

        var refusal = await Assert.ThrowsAsync<RpcException>(stranger.GetProviderSchemaAsync);

        Assert.True(refusal.StatusCode is StatusCode.Unavailable or StatusCode.Internal, refusal.Message);
        await Client.GetProviderSchemaAsync();
    }

    [Fact]
    public async Task A_message_of_five_megabytes_passes()
    {
        var answer = await CallLengthAsync(new string('x', 5_000_000));

        Assert.Equal(5_000_000, MessagePackCodec.Decode(answer.Result.Msgpack.Span, TerraformType.Number).AsNumber());
    }

    [Fact]
    public async Task A_message_over_256_MiB_is_refused_by_its_announced_length()
    {
        var start = new byte[5];
        BinaryPrimitives.WriteInt32BigEndian(start.AsSpan(1), PluginServer.MaxMessageBytes + 1);

        Assert.Equal(256 * 1024 * 1024, PluginServer.MaxMessageBytes);
        Assert.Equal(
            StatusCode.ResourceExhausted, await Client.SendRawAsync("/tfplugin6.Provider/GetProviderSchema", start));
        await Client.GetProviderSchemaAsync();
    }

    [Fact]
    public async Task A_functions_error_names_its_argument()
    {
        var answer = await CallLengthAsync("");

        Assert.Equal("an empty text has no length", answer.Error.Text);
        Assert.True(answer.Error.HasFunctionArgument);
        Assert.Null(answer.Result);
    }

    [Fact]
    public async Task A_listing_streams_what_it_finds()
    {
        var events = await Client.StreamAsync<Listing.Request, Listing.Event>("ListResource", new()
        {
            TypeName = "probe_thing",
            Config = Probe.Encode("ab"),
            IncludeResourceObject = true,
            Limit = 10,
        });

        Assert.Equal(["letter a", "letter b"], events.Select(static e => e.DisplayName));
        Assert.Equal(["a", "b"], events.Select(static e => Probe.Decode(e.ResourceObject)));
        Assert.All(events, static e => Assert.NotNull(e.Identity));
    }

    [Fact]
    public async Task An_action_streams_its_progress_and_then_its_end()
    {
        var events = await Client.StreamAsync<Invoke.Request, Invoke.Event>("InvokeAction", new()
        {
            ActionType = "probe_count",
            Config = Probe.Encode("ab"),
        });

        Assert.Equal(["letter a", "letter b"], events.SkipLast(1).Select(static e => e.Progress.Message));
        Assert.Empty(events[^1].Completed.Diagnostics);
    }

    [Fact]
    public async Task State_stores_are_answered_with_the_frameworks_error()
    {
        var read = Assert.Single(await Client.StreamAsync<ReadState.Request, ReadState.Response>(
            "ReadStateBytes", new() { TypeName = "probe_store" }));
        using var upload = Client.Upload<WriteState.RequestChunk, WriteState.Response>("WriteStateBytes");
        await upload.RequestStream.WriteAsync(new() { Meta = new() { TypeName = "probe_store" } });
        var written = await upload.ResponseAsync;

        Assert.Contains("probe_store", Assert.Single(read.Diagnostics).Detail, StringComparison.Ordinal);
        Assert.Contains("probe_store", Assert.Single(written.Diagnostics).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plugin")]
    [InlineData("")]
    public async Task Health_is_serving(string service)
    {
        var health = await Client.CallAsync<HealthCheckRequest, HealthCheckResponse>(
            "grpc.health.v1.Health", "Check", new() { Service = service });

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
    }

    [Fact]
    public async Task The_health_of_something_else_is_not_found()
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(
            () => Client.CallAsync<HealthCheckRequest, HealthCheckResponse>(
                "grpc.health.v1.Health", "Check", new() { Service = "another" }));

        Assert.Equal(StatusCode.NotFound, refusal.StatusCode);
    }

    [Fact]
    public async Task The_broker_stays_open_until_the_client_ends_it_and_refuses_a_knock()
    {
        using var limit = new CancellationTokenSource(PluginProcess.Limit);
        using var broker = Client.OpenBroker();

        await broker.RequestStream.WriteAsync(new() { ServiceId = 7, Knock = new() { Knock_ = true } }, limit.Token);
        Assert.True(await broker.ResponseStream.MoveNext(limit.Token));
        Assert.Equal(7u, broker.ResponseStream.Current.ServiceId);
        Assert.False(broker.ResponseStream.Current.Knock.Ack);
        await broker.RequestStream.CompleteAsync();
        Assert.False(await broker.ResponseStream.MoveNext(limit.Token));
    }

    [Fact]
    public async Task Entries_of_every_level_arrive_with_their_fields()
    {
        await Probe.ReadAsync(Client, "log");

        Assert.Equal(7, (await EntryAsync("trace", "At trace 7")).GetProperty("Number").GetInt32());
        Assert.True((await EntryAsync("debug", "At debug True")).GetProperty("Flag").GetBoolean());
        Assert.Equal("ä\n\"", (await EntryAsync("info", "At info ä\n\"")).GetProperty("Text").GetString());
        Assert.Equal("probe", (await EntryAsync("warn", "At warn (null)")).GetProperty("@module").GetString());
        Assert.Contains("the cause", (await EntryAsync("error", "At error")).GetProperty("exception").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_web_server_logs_nothing_of_its_own()
    {
        await Client.GetProviderSchemaAsync();

        await plugin.Process.LogEntryAsync(static e => e.TryGetProperty("Rpc", out _));
        Assert.DoesNotContain("\"category\":\"Microsoft", plugin.Process.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_entry_stays_one_readable_line()
    {
        await Probe.ReadAsync(Client, "long log");

        var line = await plugin.Process.ErrorLineAsync(static l => l.Contains("At info xxx", StringComparison.Ordinal));
        Assert.True(line.Length < 64 * 1024);
        Assert.EndsWith("}", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_provider_prints_never_reaches_standard_output()
    {
        await Probe.ReadAsync(Client, "print");

        await plugin.Process.ErrorLineAsync(static line => line == "printed by the provider");
        Assert.Equal(0, plugin.Process.UnreadLines);
    }

    [Fact]
    public async Task An_exception_is_a_diagnostic_for_the_user_and_a_stack_in_the_log()
    {
        var answer = await Probe.ReadAsync(Client, "throw");

        Assert.Contains("thrown by the provider", Assert.Single(answer.Diagnostics).Detail, StringComparison.Ordinal);
        var entry = await plugin.Process.LogEntryAsync(static e =>
            e.TryGetProperty("exception", out var x) && x.GetString()!.Contains("thrown by the provider"));
        Assert.Contains("   at ", entry.GetProperty("exception").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_call_is_one_trace_entry_without_any_of_its_values()
    {
        await Probe.ReadAsync(Client, "hunter2");

        var entry = await plugin.Process.LogEntryAsync(static e =>
            e.TryGetProperty("Rpc", out var rpc) && rpc.GetString() == "ReadDataSource");
        Assert.Equal("trace", entry.GetProperty("@level").GetString());
        Assert.Equal("probe_behaviour", entry.GetProperty("TypeName").GetString());
        Assert.True(entry.GetProperty("Milliseconds").GetInt64() >= 0);
        Assert.DoesNotContain("hunter2", plugin.Process.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_that_the_provider_starts_see_the_users_certificate_paths()
    {
        var answer = await Probe.ReadAsync(Client, "child environment");

        var environment = Probe.Decode(answer.State).Split('\n');
        Assert.Contains("SSL_CERT_DIR=/set/by/the/user", environment);
        Assert.DoesNotContain(environment, static v => v.StartsWith("SSL_CERT_FILE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_private_state_of_a_first_plan_reaches_the_plan_at_apply()
    {
        var request = new Plan.Request
        {
            TypeName = "probe_thing",
            Config = Probe.Encode("a"),
            ProposedNewState = Probe.Encode("a"),
            ClientCapabilities = new() { StorePlannedPrivate = true },
        };
        var first = await Client.CallAsync<Plan.Request, Plan.Response>("PlanResourceChange", request);
        request.PlannedPrivate = first.PlannedPrivate;
        var second = await Client.CallAsync<Plan.Request, Plan.Response>("PlanResourceChange", request);

        Assert.Equal("""{"plans":"AQ=="}""", first.PlannedPrivate.ToStringUtf8());
        Assert.Equal("""{"plans":"Ag=="}""", second.PlannedPrivate.ToStringUtf8());
    }

    [Fact]
    public async Task Stop_ends_a_call_that_waits_and_later_calls_work()
    {
        // It would end the calls of other tests too, so this needs a process of its own.
        var environment = PluginProcess.Environment();
        environment["TF_LOG"] = "info";
        await using var process = PluginProcess.Start("test-plugin", environment);
        using var client = new PluginClient(await process.HandshakeAsync(), withTls: false);

        var waiting = Probe.ReadAsync(client, "wait");
        await process.LogEntryAsync(static e => e.GetProperty("@message").GetString() == "At info waiting");
        Assert.Empty((await client.CallAsync<Stop.Request, Stop.Response>("StopProvider", new())).Error);

        Assert.Single((await waiting).Diagnostics);
        Assert.Equal("again", Probe.Decode((await Probe.ReadAsync(client, "again")).State));
    }

    private Task<JsonElement> EntryAsync(string level, string message) => plugin.Process.LogEntryAsync(e =>
        e.GetProperty("@level").GetString() == level && e.GetProperty("@message").GetString() == message);

    private Task<Call.Response> CallLengthAsync(string text) =>
        Client.CallAsync<Call.Request, Call.Response>(
            "CallFunction", new() { Name = "length", Arguments = { Probe.Text(text) } });
}
