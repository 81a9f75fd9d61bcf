using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace TerraformPlugin.Hosting.Endpoints;

/// <summary>Where the plugin listens. Disposing, once or more, removes what it left in the file system.</summary>
internal abstract class PluginEndpoint : IDisposable
{
    /// <summary>go-plugin's name for the kind of address.</summary>
    internal abstract string Network { get; }

    internal abstract string Address { get; }

    internal abstract void Configure(IWebHostBuilder host, Action<ListenOptions> connections);

    /// <summary>Called when the listener accepts, before the address is made known.</summary>
    internal virtual void Bound() { }

    public virtual void Dispose() { }
}
