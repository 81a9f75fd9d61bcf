using System.Text;
using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Hosting.Endpoints;
using TerraformPlugin.Hosting.Handshake;
using TerraformPlugin.Hosting.Lifecycle;
using TerraformPlugin.Hosting.Logging;
using TerraformPlugin.Hosting.Security;
using TerraformPlugin.Hosting.Services;

namespace TerraformPlugin.Hosting;

/// <summary>Runs a provider as the go-plugin process that Terraform starts.</summary>
public static class PluginHost
{
    private const int Failed = 1;
    private const int Crashed = 2;

    /// <summary>
    /// What an executable's <c>Main</c> does: serves the provider to the Terraform that started this process, or to any
    /// with <c>--debug</c>, or prints a text. Serving ends the process itself, whatever started on other threads.
    /// </summary>
    /// <param name="options">The provider and its texts.</param>
    /// <param name="arguments">The command line without the program's name.</param>
    /// <returns>The exit code: 0 after a text that was asked for, 1 when the process could not serve.</returns>
    public static Task<int> RunAsync(PluginHostOptions options, string[] arguments)
    {
        var environment = PluginEnvironment.Read(Environment.GetEnvironmentVariable);
        switch (CommandLine.Read(arguments))
        {
            case StartMode.Version:
                return PrintAsync(Console.Out, options.VersionText, 0);
            case StartMode.Help:
                return PrintAsync(Console.Out, options.HelpText, 0);
            case StartMode.Unknown:
                return PrintAsync(
                    Console.Error, $"Unknown arguments: {string.Join(' ', arguments)}\n\n{options.HelpText}", Failed);
            case StartMode.Serve when !environment.StartedByTerraform:
                return PrintAsync(Console.Error, options.HelpText, Failed);
            case StartMode.Serve when !ProtocolVersion.IsAccepted(environment.ProtocolVersions):
                return PrintAsync(Console.Error, $"This provider speaks version {ProtocolVersion.Major} of Terraform's "
                    + $"plugin protocol; what started it only speaks {environment.ProtocolVersions}. "
                    + "Use Terraform 1.0 or later, or OpenTofu.", Failed);
            case var mode:
                return ServeAsync(options, environment, mode == StartMode.Debug);
        }
    }

    private static async Task<int> PrintAsync(TextWriter writer, string text, int exitCode)
    {
        await writer.WriteLineAsync(text.TrimEnd());
        return exitCode;
    }

    private static async Task<int> ServeAsync(PluginHostOptions options, PluginEnvironment environment, bool debug)
    {
        // Standard output belongs to the handshake: a stray line before it breaks the start, and one long line after it
        // stops the client's reader, so that the pipe fills up and the provider hangs.
        var standardOutput = Console.OpenStandardOutput();
        var standardError = Console.OpenStandardError();
        Console.SetOut(Console.Error);

        PluginEndpoint? endpoint = null;
        Task<ProviderServer>? provider = null;
        void Exit(int code)
        {
            endpoint?.Dispose();
            if (code != Crashed)
            {
                GiveUp(provider);
            }

            Environment.Exit(code);
        }

        AppDomain.CurrentDomain.UnhandledException += (_, e) =>
        {
            Crash.Write(standardError, e.ExceptionObject);
            Exit(Crashed);
        };

        try
        {
#if STATIC_EXECUTABLE
            NameServices.UseOwn();
#endif
            // Without TLS in debug mode: the person who started it pastes the address, and there is no room for a
            // certificate in that. The socket's directory keeps others out.
            var pem = debug ? null : environment.ClientCertificate;
            using var hiddenRoots = options.HideSystemRoots && pem is not null ? SystemRootStore.Hide() : null;
            var tls = pem is null ? null : Task.Run(() => MutualTls.Create(pem, TimeProvider.System));

            using var loggers = PluginLogging.Create(standardError, options.ProviderAddress);
            var logger = loggers.CreateLogger(typeof(PluginHost).FullName!);
            provider = Task.Run(() =>
                new ProviderServer(options.CreateProvider(loggers), logger.Unexpected, logger.Notice));
            using var lifetime = new PluginLifetime(options, debug, Exit, TimeProvider.System, logger);

            endpoint = Listen(options, environment, isGuarded: pem is not null);
            await using var server = PluginServer.Build(endpoint, tls, provider, lifetime, loggers);
            await server.StartAsync();
            endpoint.Bound();
            await provider;
            var certificate = tls is null ? [] : (await tls).Certificate;
            hiddenRoots?.Dispose();

            var (network, address) = (endpoint.Network, endpoint.Address);
            logger.Serving($"{ProtocolVersion.Major}.{ProtocolVersion.Minor}", network, address);
            Announce(standardOutput, debug
                ? Instructions(options, network, address)
                : HandshakeLine.Format(network, address, certificate, environment.AsksForMultiplexing));
            lifetime.Announced();
            await Task.Delay(Timeout.InfiniteTimeSpan);
            return 0;
        }
        catch (StartUpException e)
        {
            endpoint?.Dispose();
            Tell(standardOutput, debug, e.Message);
            return await PrintAsync(Console.Error, e.Message, Failed);
        }
        catch (Exception e)
        {
            endpoint?.Dispose();
            Tell(standardOutput, debug, $"The provider could not start ({e.GetType().Name}): {e.Message}");
            Crash.Write(standardError, e);
            return Crashed;
        }
    }

    private static PluginEndpoint Listen(PluginHostOptions options, PluginEnvironment environment, bool isGuarded)
    {
        if (options.UseTcp || OperatingSystem.IsWindows())
        {
            return new TcpEndpoint(environment.MinPort, environment.MaxPort);
        }

        try
        {
            return new UnixSocketEndpoint(environment.SocketDirectory, environment.SocketGroup);
        }
        catch (StartUpException) when (isGuarded && environment is { SocketDirectory: null, SocketGroup: null })
        {
            // A read-only folder for temporary files, or one without inodes. Certificates of both sides keep others off a
            // loopback port as well.
            return new TcpEndpoint(environment.MinPort, environment.MaxPort);
        }
    }

    // Terraform shows nobody the standard error of a plugin that does not start, but quotes the first line of its standard
    // output when that is no handshake.
    private static void Tell(Stream standardOutput, bool debug, string message)
    {
        if (debug)
        {
            return;
        }

        try
        {
            Announce(standardOutput, message.ReplaceLineEndings(" "));
        }
        catch (IOException)
        {
            // Nobody listens any more.
        }
    }

    /// <summary>
    /// Lets the provider give up what it holds, within a second: a client kills a plugin that is still there two seconds
    /// after it was told to end.
    /// </summary>
    private static void GiveUp(Task<ProviderServer>? provider)
    {
        if (provider is { IsCompletedSuccessfully: true, Result: var server })
        {
            Task.WaitAny([Task.Run(server.Dispose)], TimeSpan.FromSeconds(1));
        }
    }

    private static void Announce(Stream standardOutput, string text)
    {
        standardOutput.Write(Encoding.UTF8.GetBytes(text + "\n"));
        standardOutput.Flush();
    }

    private static string Instructions(PluginHostOptions options, string network, string address)
    {
        var json = ReattachConfiguration.Format(options.ProviderAddress, Environment.ProcessId, network, address);
        return $"""
            The provider is running until Ctrl-C. To use it, run Terraform in a shell with:

              {ReattachConfiguration.ShellLine(json)}
            """;
    }
}
