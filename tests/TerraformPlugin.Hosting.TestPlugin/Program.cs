using System.Globalization;
using TerraformPlugin.Hosting;
using TerraformPlugin.Hosting.TestPlugin;

// The smallest provider that shows everything the host does. PROBE_* variables stand for what a test cannot wait for.
return await PluginHost.RunAsync(new()
{
    ProviderAddress = "registry.terraform.io/test/probe",
    VersionText = "test-plugin 1.2.3",
    HelpText = "A provider for tests: this is how to install it.",
    CreateProvider = loggers => Environment.GetEnvironmentVariable("PROBE_BROKEN") is { } reason
        ? throw new InvalidOperationException(reason)
        : new ProbeProvider(loggers),
    HideSystemRoots = Environment.GetEnvironmentVariable("PROBE_ROOTS") is null,
    UseTcp = Environment.GetEnvironmentVariable("PROBE_TCP") is not null,
    ConnectTimeout = Seconds("PROBE_CONNECT_SECONDS", 90),
    OrphanDelay = Seconds("PROBE_ORPHAN_SECONDS", 1),
}, args);

static TimeSpan Seconds(string variable, double absent) => TimeSpan.FromSeconds(
    Environment.GetEnvironmentVariable(variable) is { } value
        ? double.Parse(value, CultureInfo.InvariantCulture)
        : absent);
