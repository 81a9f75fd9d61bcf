using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Grpc.Core;
using TerraformPlugin.Conformance.Plugin;
using TerraformPlugin.Hosting.Tests.Plugin;
using Configure = TerraformPlugin.Hosting.Protocol.ConfigureProvider.Types;

namespace TerraformPlugin.Hosting.Tests;

/// <summary>Starting and ending the process; each test has one of its own.</summary>
public sealed class PluginHostTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    [Fact]
    public async Task Started_by_hand_it_says_what_it_is_and_how_to_install_it()
    {
        var environment = PluginProcess.Environment();
        environment["TF_PLUGIN_MAGIC_COOKIE"] = null;
        await using var plugin = PluginProcess.Start("test-plugin", environment);

        Assert.Null(await plugin.ReadLineAsync());
        Assert.Equal(1, await plugin.ExitCodeAsync());
        Assert.Equal("A provider for tests: this is how to install it.", plugin.Errors);
    }

    [Theory]
    [InlineData("version", "test-plugin 1.2.3")]
    [InlineData("--version", "test-plugin 1.2.3")]
    [InlineData("--help", "A provider for tests: this is how to install it.")]
    public async Task A_text_that_was_asked_for_is_printed(string argument, string text)
    {
        await using var plugin = PluginProcess.Start("test-plugin", PluginProcess.Environment(), argument);

        Assert.Equal(text, await plugin.ReadLineAsync());
        Assert.Null(await plugin.ReadLineAsync());
        Assert.Equal(0, await plugin.ExitCodeAsync());
        Assert.Empty(plugin.Errors);
    }

    [Fact]
    public async Task An_argument_it_does_not_know_is_refused()
    {
        await using var plugin = PluginProcess.Start("test-plugin", PluginProcess.Environment(), "--debugg");

        Assert.Null(await plugin.ReadLineAsync());
        Assert.Equal(1, await plugin.ExitCodeAsync());
        Assert.StartsWith("Unknown arguments: --debugg", plugin.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_without_a_common_protocol_version_is_told_so()
    {
        var environment = PluginProcess.Environment();
        environment["PLUGIN_PROTOCOL_VERSIONS"] = "4,5";
        await using var plugin = PluginProcess.Start("test-plugin", environment);

        Assert.Null(await plugin.ReadLineAsync());
        Assert.Equal(1, await plugin.ExitCodeAsync());
        Assert.Contains("version 6", plugin.Errors, StringComparison.Ordinal);
        Assert.Contains("only speaks 4,5", plugin.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no certificate")]
    public async Task A_client_certificate_that_cannot_be_read_never_means_no_encryption(string certificate)
    {
        var environment = PluginProcess.Environment();
        environment["PLUGIN_CLIENT_CERT"] = certificate;
        await using var plugin = PluginProcess.Start("test-plugin", environment);

        Assert.StartsWith("PLUGIN_CLIENT_CERT holds no certificate", await plugin.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await plugin.ExitCodeAsync());
        Assert.Contains("PLUGIN_CLIENT_CERT", plugin.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_client_certificate_it_serves_without_TLS()
    {
        await using var plugin = PluginProcess.Start("test-plugin", PluginProcess.Environment());
        var handshake = await plugin.HandshakeAsync();
        using var client = new PluginClient(handshake, withTls: false);

        Assert.Empty(handshake.Certificate);
        Assert.Null(handshake.Multiplexing);
        Assert.Contains("probe_thing", (await client.GetProviderSchemaAsync()).ResourceSchemas.Keys);
        Assert.Empty(plugin.Errors);
    }

    [Fact]
    public async Task Without_a_folder_for_temporary_files_it_listens_on_loopback_with_the_same_TLS()
    {
        using var certificate = ClientCertificate.Create();
        var environment = PluginProcess.Environment(certificate);
        environment["TMPDIR"] = "/proc/none";
        environment["PLUGIN_UNIX_SOCKET_DIR"] = null;
        await using var plugin = PluginProcess.Start("test-plugin", environment);
        var handshake = await plugin.HandshakeAsync();
        using var client = new PluginClient(handshake, withTls: true, certificate);

        Assert.Equal("tcp", handshake.Network);
        Assert.Contains("probe_thing", (await client.GetProviderSchemaAsync()).ResourceSchemas.Keys);
    }

    [Fact]
    public async Task Without_a_folder_and_without_TLS_it_says_where_Terraform_shows_it_why_it_does_not_start()
    {
        var environment = PluginProcess.Environment();
        environment["TMPDIR"] = "/proc/none";
        environment["PLUGIN_UNIX_SOCKET_DIR"] = null;
        await using var plugin = PluginProcess.Start("test-plugin", environment);

        Assert.StartsWith("No directory for the plugin's socket", await plugin.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await plugin.ExitCodeAsync());
    }

    [Fact]
    public async Task A_client_that_asks_for_multiplexing_learns_that_there_is_none()
    {
        var environment = PluginProcess.Environment();
        environment["PLUGIN_MULTIPLEX_GRPC"] = "true";
        await using var plugin = PluginProcess.Start("test-plugin", environment);

        Assert.Equal("false", (await plugin.HandshakeAsync()).Multiplexing);
    }

    [Fact]
    public async Task Over_TCP_it_listens_on_loopback_in_the_clients_range_with_the_same_TLS()
    {
        using var certificate = ClientCertificate.Create();
        var environment = PluginProcess.Environment(certificate);
        environment["PROBE_TCP"] = "1";
        await using var plugin = PluginProcess.Start("test-plugin", environment);
        var handshake = await plugin.HandshakeAsync();
        using var client = new PluginClient(handshake, withTls: true, certificate);
        using var stranger = new PluginClient(handshake, withTls: true);

        Assert.Equal("tcp", handshake.Network);
        Assert.StartsWith("127.0.0.1:", handshake.Address, StringComparison.Ordinal);
        Assert.InRange(int.Parse(handshake.Address.Split(':')[1], CultureInfo.InvariantCulture), 10000, 25000);
        await client.GetProviderSchemaAsync();
        await Assert.ThrowsAsync<RpcException>(stranger.GetProviderSchemaAsync);
    }

    [Fact]
    public async Task The_sockets_group_may_connect_and_nobody_else()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var parent = Directory.CreateTempSubdirectory("group");
        try
        {
            var environment = PluginProcess.Environment();
            environment["PLUGIN_UNIX_SOCKET_DIR"] = parent.FullName;
            environment["PLUGIN_UNIX_SOCKET_GROUP"] = await OwnGroupAsync();
            await using var plugin = PluginProcess.Start("test-plugin", environment);
            var handshake = await plugin.HandshakeAsync();

            Assert.StartsWith(parent.FullName, handshake.Address, StringComparison.Ordinal);
            Assert.Equal(
                OwnerOnly | UnixFileMode.GroupExecute, File.GetUnixFileMode(Path.GetDirectoryName(handshake.Address)!));
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite,
                File.GetUnixFileMode(handshake.Address));
        }
        finally
        {
            parent.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Shutdown_ends_the_process_and_leaves_no_file()
    {
        await using var plugin = PluginProcess.Start("test-plugin", PluginProcess.Environment());
        var handshake = await plugin.HandshakeAsync();
        using var client = new PluginClient(handshake, withTls: false);
        using var stdio = await client.OpenStdioAsync();

        await client.ShutdownAsync();

        Assert.Equal(0, await plugin.ExitCodeAsync());
        Assert.False(Directory.Exists(Path.GetDirectoryName(handshake.Address)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_provider_was_configured_to_is_given_up_before_the_process_ends(bool asked)
    {
        var environment = PluginProcess.Environment();
        environment["TF_LOG"] = "info";
        await using var plugin = PluginProcess.Start("test-plugin", environment);
        using var client = new PluginClient(await plugin.HandshakeAsync(), withTls: false);
        await client.CallAsync<Configure.Request, Configure.Response>(
            "ConfigureProvider", new() { Config = new() { Msgpack = ByteString.CopyFrom(0x80) } });

        await (asked ? client.ShutdownAsync() : plugin.SignalAsync("TERM"));

        await plugin.LogEntryAsync(static e => e.GetProperty("@message").GetString() == "given up");
    }

    [Theory]
    [InlineData(null, "0")]
    [InlineData("shown", "1")]
    public async Task The_systems_roots_are_hidden_where_the_provider_asks_for_it_only(string? roots, string count)
    {
        using var certificate = ClientCertificate.Create();
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.pem");
        await File.WriteAllTextAsync(file, certificate.ExportCertificatePem());
        try
        {
            var environment = PluginProcess.Environment(certificate);
            environment["PROBE_ROOTS"] = roots;
            environment["SSL_CERT_FILE"] = file;
            environment["SSL_CERT_DIR"] = "/nonexistent";
            await using var plugin = PluginProcess.Start("test-plugin", environment);
            using var client = new PluginClient(await plugin.HandshakeAsync(), withTls: true, certificate);

            Assert.Equal(count, Probe.Decode((await Probe.ReadAsync(client, "default roots")).State));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_client_that_died_takes_the_process_along()
    {
        await using var plugin = PluginProcess.Start("test-plugin", PluginProcess.Environment());
        var handshake = await plugin.HandshakeAsync();
        var client = new PluginClient(handshake, withTls: false);
        using var stdio = await client.OpenStdioAsync();

        client.Dispose();

        Assert.Equal(1, await plugin.ExitCodeAsync());
        Assert.False(Directory.Exists(Path.GetDirectoryName(handshake.Address)));
    }

    [Fact]
    public async Task Without_any_client_the_process_ends_by_itself()
    {
        var environment = PluginProcess.Environment();
        environment["PROBE_CONNECT_SECONDS"] = "0.2";
        environment["TF_LOG_PROVIDER"] = "warn";
        await using var plugin = PluginProcess.Start("test-plugin", environment);
        var handshake = await plugin.HandshakeAsync();

        Assert.Equal(1, await plugin.ExitCodeAsync());
        Assert.False(Directory.Exists(Path.GetDirectoryName(handshake.Address)));
        Assert.Contains("no client came", plugin.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_is_Terraforms_to_handle()
    {
        var environment = PluginProcess.Environment();
        environment["TF_LOG"] = "trace";
        await using var plugin = PluginProcess.Start("test-plugin", environment);
        using var client = new PluginClient(await plugin.HandshakeAsync(), withTls: false);

        await plugin.SignalAsync("INT");
        await plugin.LogEntryAsync(static e => e.GetProperty("@message").GetString()!.StartsWith("Interrupt ignored"));

        await client.GetProviderSchemaAsync();
    }

    [Fact]
    public async Task SIGTERM_ends_the_process_and_leaves_no_file()
    {
        await using var plugin = PluginProcess.Start("test-plugin", PluginProcess.Environment());
        var handshake = await plugin.HandshakeAsync();

        await plugin.SignalAsync("TERM");

        Assert.Equal(143, await plugin.ExitCodeAsync());
        Assert.False(Directory.Exists(Path.GetDirectoryName(handshake.Address)));
    }

    [Fact]
    public async Task A_crash_ends_with_what_Terraform_shows_as_one()
    {
        await using var plugin = PluginProcess.Start("test-plugin", PluginProcess.Environment());
        var handshake = await plugin.HandshakeAsync();
        using var client = new PluginClient(handshake, withTls: false);

        await Assert.ThrowsAsync<RpcException>(() => Probe.ReadAsync(client, "crash"));

        Assert.Equal(2, await plugin.ExitCodeAsync());
        Assert.StartsWith(
            "panic: System.InvalidOperationException: thrown on a thread", plugin.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.GetDirectoryName(handshake.Address)));
    }

    [Fact]
    public async Task A_provider_that_cannot_be_made_is_a_crash_before_the_handshake()
    {
        var environment = PluginProcess.Environment();
        environment["PROBE_BROKEN"] = "cannot be made";
        await using var plugin = PluginProcess.Start("test-plugin", environment);

        Assert.StartsWith("The provider could not start", await plugin.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Equal(2, await plugin.ExitCodeAsync());
        Assert.StartsWith("panic: System.InvalidOperationException: cannot be made", plugin.Errors,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_debug_mode_any_Terraform_can_attach_until_Ctrl_C()
    {
        var environment = PluginProcess.Environment();
        environment["TF_PLUGIN_MAGIC_COOKIE"] = null;
        await using var plugin = PluginProcess.Start("test-plugin", environment, "--debug");
        var text = new StringBuilder();
        while (!text.ToString().Contains("TF_REATTACH_PROVIDERS", StringComparison.Ordinal))
        {
            text.AppendLine(await plugin.ReadLineAsync());
        }

        var json = text.ToString()[text.ToString().IndexOf('{')..(text.ToString().LastIndexOf('}') + 1)];
        using var configuration = JsonDocument.Parse(json);
        var provider = configuration.RootElement.GetProperty("registry.terraform.io/test/probe");
        var address = provider.GetProperty("Addr");
        Assert.Equal(plugin.Id, provider.GetProperty("Pid").GetInt32());
        Assert.True(provider.GetProperty("Test").GetBoolean());
        var (network, path) = (address.GetProperty("Network").GetString()!, address.GetProperty("String").GetString()!);
        var handshake = new HandshakeFields("1", "6", network, path, "grpc", [], null);
        using (var first = new PluginClient(handshake, withTls: false))
        {
            using var stdio = await first.OpenStdioAsync();
        }

        using var second = new PluginClient(handshake, withTls: false);
        await second.GetProviderSchemaAsync();
        await plugin.SignalAsync("INT");

        Assert.Equal(0, await plugin.ExitCodeAsync());
        Assert.False(Directory.Exists(Path.GetDirectoryName(handshake.Address)));
    }

    private static async Task<string> OwnGroupAsync()
    {
        using var id = Process.Start(
            new ProcessStartInfo("id", ["-g"]) { RedirectStandardOutput = true })!;
        using var limit = new CancellationTokenSource(PluginProcess.Limit);
        return (await id.StandardOutput.ReadToEndAsync(limit.Token)).Trim();
    }
}
