using System.Text.Json.Nodes;

namespace WorkspaceBackup.Velero.Kubernetes.Credentials;

/// <summary>
/// The plugins of all clusters, those of equal settings once: fifty contexts of one cloud are often one login.
/// </summary>
internal sealed class SharedPlugins(TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, SharedPlugin> _plugins = new(StringComparer.Ordinal);

    public SharedPlugin Of(ExecPluginSettings settings, Endpoint endpoint)
    {
        string key = Key(settings, endpoint);
        lock (_lock)
        {
            return _plugins.TryGetValue(key, out SharedPlugin? plugin)
                ? plugin
                : _plugins[key] = new SharedPlugin(settings, endpoint, time);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (SharedPlugin plugin in _plugins.Values)
            {
                plugin.Dispose();
            }

            _plugins.Clear();
        }
    }

    // Everything the program can see.
    private static string Key(ExecPluginSettings settings, Endpoint endpoint) => new JsonArray(
        settings.Command,
        new JsonArray([.. settings.Args.Select(a => (JsonNode)a)]),
        new JsonArray([.. settings.Env.Select(e => (JsonNode)new JsonArray(e.Key, e.Value))]),
        settings.NeedsTerminal,
        settings.InstallHint,
        ExecPlugin.Info(settings, endpoint)).ToJsonString();
}
