using Microsoft.Extensions.Logging;
using TerraformPlugin.Framework;

namespace TerraformPlugin.Hosting.TestPlugin;

internal sealed class ProbeProvider(ILoggerFactory loggers) : IProvider
{
    public Schema Schema { get; } = new([]);

    public string IssuesUrl => "https://example.com/issues";

    public IReadOnlyDictionary<string, Func<Resource>> Resources { get; } =
        new Dictionary<string, Func<Resource>> { ["probe_thing"] = static () => new ProbeResource() };

    public IReadOnlyDictionary<string, Func<DataSource>> DataSources { get; } =
        new Dictionary<string, Func<DataSource>> { ["probe_behaviour"] = () => new ProbeBehaviour(loggers) };

    public IReadOnlyDictionary<string, Func<Function>> Functions { get; } =
        new Dictionary<string, Func<Function>> { ["length"] = static () => new LengthFunction() };

    public IReadOnlyDictionary<string, Func<ListResource>> ListResources { get; } =
        new Dictionary<string, Func<ListResource>> { ["probe_thing"] = static () => new ProbeList() };

    public IReadOnlyDictionary<string, Func<ProviderAction>> Actions { get; } =
        new Dictionary<string, Func<ProviderAction>> { ["probe_count"] = static () => new CountAction() };

    public Task<object> ConfigureAsync(ConfigureContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new object());
}
