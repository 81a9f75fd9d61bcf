using System.Runtime.InteropServices;

namespace TerraformPlugin.Hosting;

/// <summary>The few calls of the C library that .NET has no API for. Not for Windows.</summary>
internal static partial class Libc
{
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial int SetEnvironmentVariable(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "unsetenv", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial int UnsetEnvironmentVariable(string name);

    /// <summary>Instead of what /etc/nsswitch.conf says; of the GNU C library alone.</summary>
    [LibraryImport("libc", EntryPoint = "__nss_configure_lookup", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ConfigureLookup(string database, string services);

    /// <param name="owner">-1 leaves the owner as it is.</param>
    [LibraryImport("libc", EntryPoint = "chown", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial int ChangeOwner(string path, int owner, int group);
}
