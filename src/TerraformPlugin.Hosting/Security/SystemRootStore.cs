namespace TerraformPlugin.Hosting.Security;

/// <summary>
/// Keeps the first certificate chain this process builds from reading every root certificate of the system: some 150
/// files, more time than all the rest of start-up, and of no use for two pinned certificates. OpenSSL's paths are read
/// once, at that first chain, from these variables; see docs/design/start-up.md.
/// </summary>
/// <remarks>
/// Afterwards the process has no default roots: whoever needs the system's roots loads them into a custom trust store.
/// </remarks>
internal sealed class SystemRootStore : IDisposable
{
    private static readonly string[] Variables = ["SSL_CERT_DIR", "SSL_CERT_FILE"];

    private readonly string?[] _original = [.. Variables.Select(Environment.GetEnvironmentVariable)];

    private SystemRootStore()
    {
        foreach (var variable in Variables)
        {
            Set(variable, "/nonexistent");
        }
    }

    /// <summary>
    /// Hides the store until disposed. Call it before other threads start: adding to the environment of a process is
    /// not safe beside a thread that reads it. Null where certificates are not OpenSSL's.
    /// </summary>
    internal static SystemRootStore? Hide() => OperatingSystem.IsLinux() ? new() : null;

    /// <summary>Programs that the provider starts later (exec plugins) see the variables as they were.</summary>
    public void Dispose()
    {
        foreach (var (variable, value) in Variables.Zip(_original))
        {
            Set(variable, value);
        }
    }

    private static void Set(string variable, string? value)
    {
        // Not Environment.SetEnvironmentVariable: that changes .NET's own copy, which OpenSSL never sees.
        var result = value is null
            ? Libc.UnsetEnvironmentVariable(variable)
            : Libc.SetEnvironmentVariable(variable, value, 1);
        if (result != 0)
        {
            throw new StartUpException($"The environment variable {variable} could not be set.");
        }
    }
}
