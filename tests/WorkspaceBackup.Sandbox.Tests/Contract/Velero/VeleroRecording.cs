using System.IO.Compression;
using System.Reflection;
using System.Text.Json.Nodes;

namespace VeleroSandbox.Tests.Contract.Velero;

/// <summary>What real Velero servers of one version said to specs: facts, by kind and case.</summary>
internal sealed class VeleroRecording
{
    private static readonly Dictionary<string, VeleroRecording> s_all = Names()
        .ToDictionary(version => version, version => new VeleroRecording(version), StringComparer.Ordinal);

    private readonly JsonObject _content;

    private VeleroRecording(string version)
    {
        Version = version;
        using var packed = Open($"verdicts-{version}.json.gz");
        using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        _content = (JsonObject)JsonNode.Parse(unpacked)!;
    }

    /// <summary>Of every version that was asked, the oldest first.</summary>
    public static IEnumerable<VeleroRecording> All => s_all.Values;

    public string Version { get; }

    public static VeleroRecording Of(string version) => s_all[version];

    /// <param name="kind"><c>backups</c>, <c>restores</c> or <c>schedules</c>.</param>
    public IEnumerable<string> Cases(string kind) => ((JsonObject)_content[kind]!).Select(item => item.Key);

    public RecordedCase Case(string kind, string name) => new(name, (JsonObject)_content[kind]![name]!);

    private static IEnumerable<string> Names() =>
        from resource in Assembly.GetExecutingAssembly().GetManifestResourceNames()
        where resource.StartsWith("verdicts-", StringComparison.Ordinal)
        orderby resource
        select resource["verdicts-".Length..^".json.gz".Length];

    private static Stream Open(string name) => Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
}
