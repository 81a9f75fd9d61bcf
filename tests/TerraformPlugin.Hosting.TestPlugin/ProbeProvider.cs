using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TerraformPlugin.Framework;

namespace TerraformPlugin.Hosting.TestPlugin;

/// <summary>One of everything that a provider can have.</summary>
internal sealed partial class ProbeProvider : IProvider
{
    private readonly ILoggerFactory _loggers;

    public ProbeProvider(ILoggerFactory loggers)
    {
        _loggers = loggers;
        var gadgets = new ConcurrentDictionary<string, Gadget>();
        Resources = new Dictionary<string, Func<Resource>>
        {
            ["probe_thing"] = static () => new ProbeResource(),
            ["probe_gadget"] = () => new GadgetResource(gadgets),
            ["probe_channel"] = static () => new ChannelResource(),
            ["probe_filled"] = static () => new FilledResource(),
        };
        DataSources = new Dictionary<string, Func<DataSource>>
        {
            ["probe_behaviour"] = () => new ProbeBehaviour(loggers),
            ["probe_parts"] = static () => new PartData(),
        };
        ListResources = new Dictionary<string, Func<ListResource>>
        {
            ["probe_thing"] = static () => new ProbeList(),
            ["probe_gadget"] = () => new GadgetList(gadgets),
        };
    }

    public Schema Schema { get; } = new([]);

    public string IssuesUrl => "https://example.com/issues";

    public IReadOnlyDictionary<string, Func<Resource>> Resources { get; }

    public IReadOnlyDictionary<string, Func<DataSource>> DataSources { get; }

    public IReadOnlyDictionary<string, Func<Function>> Functions { get; } =
        new Dictionary<string, Func<Function>>
        {
            ["length"] = static () => new LengthFunction(),
            ["join"] = static () => new JoinFunction(),
        };

    public IReadOnlyDictionary<string, Func<EphemeralResource>> EphemeralResources { get; } =
        new Dictionary<string, Func<EphemeralResource>> { ["probe_token"] = static () => new TokenEphemeral() };

    public IReadOnlyDictionary<string, Func<ListResource>> ListResources { get; }

    public IReadOnlyDictionary<string, Func<ProviderAction>> Actions { get; } =
        new Dictionary<string, Func<ProviderAction>>
        {
            ["probe_count"] = static () => new CountAction(),
            ["probe_parts"] = static () => new PartsAction(),
        };

    public Task<object> ConfigureAsync(ConfigureContext context, CancellationToken cancellationToken) =>
        Task.FromResult<object>(new Held(_loggers.CreateLogger("Probe")));

    /// <summary>What a provider holds while it is configured.</summary>
    private sealed partial class Held(ILogger logger) : IDisposable
    {
        public void Dispose() => LogGivenUp(logger);

        [LoggerMessage(LogLevel.Information, "given up")]
        private static partial void LogGivenUp(ILogger logger);
    }
}
