using System.Globalization;

namespace TerraformPlugin.Hosting.Endpoints;

internal static class UnixGroup
{
    /// <summary>
    /// The number of a group. Names are looked up in /etc/group only, as Go programs without cgo do: asking the C
    /// library would load name-service modules that a static executable does not have.
    /// </summary>
    /// <exception cref="StartUpException">There is no such group.</exception>
    internal static int Find(string group, string file = "/etc/group")
    {
        if (int.TryParse(group, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        // name:password:number:members
        foreach (var line in File.Exists(file) ? File.ReadLines(file) : [])
        {
            if (line.Split(':') is [var name, _, var id, ..] && name == group
                && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out number))
            {
                return number;
            }
        }

        throw new StartUpException($"PLUGIN_UNIX_SOCKET_GROUP names the group {group}, which {file} does not have.");
    }
}
