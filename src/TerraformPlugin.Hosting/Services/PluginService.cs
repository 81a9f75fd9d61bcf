using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Hosting.Lifecycle;

namespace TerraformPlugin.Hosting.Services;

/// <summary>What the calls of every gRPC service work on.</summary>
internal sealed class PluginService(Task<ProviderServer> provider, PluginLifetime lifetime)
{
    internal Task<ProviderServer> Provider => provider;

    internal PluginLifetime Lifetime => lifetime;
}
