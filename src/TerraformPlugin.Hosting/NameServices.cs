namespace TerraformPlugin.Hosting;

/// <summary>How a static executable finds hosts and users.</summary>
internal static class NameServices
{
    /// <summary>
    /// Keeps the C library to what is inside it, files and DNS. /etc/nsswitch.conf may name more (mdns4, resolve,
    /// systemd, sss), and for those it loads modules of the machine's own C library, which another version of it cannot
    /// be trusted to run. Call it before anything is looked up.
    /// </summary>
    internal static void UseOwn()
    {
        Use("hosts", "files dns");
        Use("passwd", "files");
        Use("group", "files");
    }

    private static void Use(string database, string services)
    {
        if (Libc.ConfigureLookup(database, services) != 0)
        {
            throw new StartUpException($"The C library does not take the services \"{services}\" for {database}.");
        }
    }
}
