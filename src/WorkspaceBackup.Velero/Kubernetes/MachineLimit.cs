using System.ComponentModel;
using System.Globalization;
using System.Net.Sockets;

namespace WorkspaceBackup.Velero.Kubernetes;

/// <summary>
/// Whether something failed because this machine has no more of what it needs: open files, memory, sockets, ports,
/// processes. No cluster is to blame for that, and none may be skipped for it.
/// </summary>
internal static class MachineLimit
{
    // errno of Linux and macOS alike, except ENOBUFS and EADDRNOTAVAIL, which .NET has names for.
    private const int TooManyFilesInSystem = 23;
    private const int TooManyFiles = 24;
    private const int NoMemory = 12;
    private const int NoProcess = 11;
    private const int NoProcessOnMac = 35;
    private const string Memory = "no memory is left here (the machine's, or the container's limit)";

    /// <returns>What there is no more of, and which limit that is; null: it failed for another reason.</returns>
    public static string? Of(Exception exception)
    {
        for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
        {
            string? limit = inner switch
            {
                OutOfMemoryException => Memory,
                SocketException socket => OfSocket(socket.SocketErrorCode),
                Win32Exception { NativeErrorCode: TooManyFiles or TooManyFilesInSystem or NoMemory } process =>
                    OfErrno(process.NativeErrorCode),
                Win32Exception { NativeErrorCode: NoProcess or NoProcessOnMac } =>
                    "no further process can be started here (the limit of processes, ulimit -u, or of the container)",
                IOException file when !OperatingSystem.IsWindows() => OfErrno(file.HResult),
                _ => null,
            };
            if (limit is not null)
            {
                return limit;
            }
        }

        return null;
    }

    /// <summary>
    /// The same for a failed look-up of a name: the C library says "try again" when it could not open a socket of its
    /// own, so that only trying to open one tells.
    /// </summary>
    public static string? OfNameLookup()
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            return null;
        }
        catch (SocketException e)
        {
            return Of(e);
        }
    }

    private static string? OfSocket(SocketError error) => error switch
    {
        SocketError.TooManyOpenSockets => Files(),
        SocketError.NoBufferSpaceAvailable => "the system has no memory left for sockets",
        SocketError.AddressNotAvailable =>
            "no local port is free for another connection (net.ipv4.ip_local_port_range), or this machine has no address",
        _ => null,
    };

    private static string? OfErrno(int errno) => errno switch
    {
        TooManyFiles => Files(),
        TooManyFilesInSystem => "the whole system has too many files open (fs.file-max)",
        NoMemory => Memory,
        _ => null,
    };

    private static string Files() => $"too many files and connections are open here{Allowed()}; ulimit -n raises the limit";

    // "Max open files            1024                 1048576              files"
    private static string Allowed()
    {
        try
        {
            string? line = File.ReadLines("/proc/self/limits").FirstOrDefault(l => l.StartsWith("Max open files", StringComparison.Ordinal));
            string? soft = line?["Max open files".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
            return long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out long limit)
                ? $" (this process may have {limit})"
                : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Of all times now no file can be opened to look.
            return "";
        }
    }
}
