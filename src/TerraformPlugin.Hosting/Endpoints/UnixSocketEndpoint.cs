using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace TerraformPlugin.Hosting.Endpoints;

/// <summary>
/// A Unix socket in a directory of its own that only this user may enter: the permissions of a socket file alone are
/// not honoured everywhere, and a directory leaves no moment between making the file and restricting it.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class UnixSocketEndpoint : PluginEndpoint
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // sun_path is 104 bytes on the BSDs and macOS, 108 on Linux, with the closing zero.
    private const int MaxPathBytes = 103;

    private readonly DirectoryInfo _directory;
    private readonly int? _group;

    /// <param name="parent">Where the private directory goes; null: the directory for temporary files.</param>
    /// <param name="group">A group's name or number whose members may connect too; null: nobody else.</param>
    /// <exception cref="StartUpException">The path is too long, cannot be made, or there is no such group.</exception>
    internal UnixSocketEndpoint(string? parent, string? group)
    {
        _group = group is null ? null : UnixGroup.Find(group);
        var name = "plugin-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var path = Path.Combine(parent ?? Path.GetTempPath(), name, "socket");
        if (parent is null && Encoding.UTF8.GetByteCount(path) > MaxPathBytes)
        {
            path = Path.Combine("/tmp", name, "socket");
        }

        if (Encoding.UTF8.GetByteCount(path) > MaxPathBytes)
        {
            throw new StartUpException(
                $"The socket path {path} is longer than the {MaxPathBytes} bytes that the operating system allows. "
                + "Set PLUGIN_UNIX_SOCKET_DIR to a shorter directory.");
        }

        Address = path;
        try
        {
            _directory = Directory.CreateDirectory(Path.GetDirectoryName(path)!, OwnerOnly);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartUpException($"No directory for the plugin's socket could be made: {e.Message}", e);
        }
    }

    internal override string Network => "unix";

    internal override string Address { get; }

    internal override void Configure(IWebHostBuilder host, Action<ListenOptions> connections) =>
        host.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(Address, connections));

    internal override void Bound()
    {
        if (_group is not { } group)
        {
            File.SetUnixFileMode(Address, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            return;
        }

        Give(Address, group, UnixFileMode.UserRead | UnixFileMode.UserWrite
            | UnixFileMode.GroupRead | UnixFileMode.GroupWrite);
        Give(_directory.FullName, group, OwnerOnly | UnixFileMode.GroupExecute);
    }

    public override void Dispose()
    {
        try
        {
            _directory.Delete(recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Disposed before, or cleaned up by somebody else: either way it is gone.
        }
    }

    private static void Give(string path, int group, UnixFileMode mode)
    {
        if (Libc.ChangeOwner(path, -1, group) != 0)
        {
            var reason = new Win32Exception(Marshal.GetLastPInvokeError()).Message;
            throw new StartUpException(
                $"The socket could not be given to the group in PLUGIN_UNIX_SOCKET_GROUP: {reason}");
        }

        File.SetUnixFileMode(path, mode);
    }
}
