namespace TerraformPlugin.Conformance;

/// <summary>What the suite has to know of a provider to play Terraform with it.</summary>
public sealed record ConformanceOptions
{
    /// <summary>The provider block, as JSON.</summary>
    public string ProviderConfig { get; init; } = "{}";

    /// <summary>Which Terraform is played.</summary>
    public Cli Cli { get; init; } = Cli.Newest;

    /// <summary>By type name; for those that are not here any configuration that fits is valid.</summary>
    public IReadOnlyDictionary<string, Subject> Resources { get; init; } = new Dictionary<string, Subject>();

    public IReadOnlyDictionary<string, Subject> DataSources { get; init; } = new Dictionary<string, Subject>();

    public IReadOnlyDictionary<string, Subject> EphemeralResources { get; init; } = new Dictionary<string, Subject>();

    public IReadOnlyDictionary<string, Subject> ListResources { get; init; } = new Dictionary<string, Subject>();

    public IReadOnlyDictionary<string, Subject> Actions { get; init; } = new Dictionary<string, Subject>();

    /// <summary>Valid arguments of functions, each a JSON array.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Functions { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>How many configurations are generated for each subject.</summary>
    public int Generated { get; init; } = 4;

    /// <summary>How many bytes a large state has.</summary>
    public int LargeState { get; init; } = 10 << 20;

    /// <summary>The subjects to look at; null: all.</summary>
    public IReadOnlySet<string>? Only { get; init; }

    /// <summary>Generated values are the same for the same seed.</summary>
    public int Seed { get; init; } = 1;
}
