using Microsoft.Extensions.Logging;
using TerraformPlugin.Framework;

namespace TerraformPlugin.Hosting;

/// <summary>What <see cref="PluginHost"/> must be told about the provider it serves.</summary>
public sealed class PluginHostOptions
{
    /// <summary>
    /// The provider's full source address, such as <c>registry.terraform.io/workspace-backup/workspace</c>. Its last
    /// part names the provider in log lines.
    /// </summary>
    public required string ProviderAddress { get; init; }

    /// <summary>Printed on standard output for the arguments <c>version</c> and <c>--version</c>.</summary>
    public required string VersionText { get; init; }

    /// <summary>
    /// What this program is and how to install it. Printed on standard error when it was not started by Terraform, and
    /// on standard output for <c>--help</c>.
    /// </summary>
    public required string HelpText { get; init; }

    /// <summary>
    /// Makes the provider, given where to log. Called once, on a thread of its own, while the listener starts; not
    /// called when the process only prints a text. What it throws ends the process as a crash.
    /// </summary>
    public required Func<ILoggerFactory, IProvider> CreateProvider { get; init; }

    /// <summary>
    /// Listens on loopback TCP instead of a Unix socket. Default: on Windows only, as go-plugin does.
    /// </summary>
    public bool UseTcp { get; init; } = OperatingSystem.IsWindows();

    /// <summary>
    /// Keeps OpenSSL from reading every root certificate of the system while the process starts (Linux only): 30 ms of a
    /// start. Default false, because the process then has <b>no default root certificates</b>: a provider that connects
    /// to servers with certificates of public authorities loads the system's bundle itself, into
    /// <c>X509ChainPolicy.CustomTrustStore</c>.
    /// </summary>
    public bool HideSystemRoots { get; init; }

    /// <summary>
    /// The process ends when no client has called within this time. Default 90 seconds; Terraform itself gives up
    /// after 60. Does not apply to <c>--debug</c>.
    /// </summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>
    /// The process ends when every client has gone without a Shutdown call and none came back within this time.
    /// Default 1 second. Does not apply to <c>--debug</c>.
    /// </summary>
    public TimeSpan OrphanDelay { get; init; } = TimeSpan.FromSeconds(1);
}
