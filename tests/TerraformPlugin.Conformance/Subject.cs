namespace TerraformPlugin.Conformance;

/// <summary>One resource, data source, ephemeral resource, list resource or action, and what is valid for it.</summary>
public sealed record Subject
{
    /// <summary>Valid configurations, as JSON; none: any that fits the schema is.</summary>
    public IReadOnlyList<string> Configs { get; init; } = [];

    /// <summary>For a resource: the id it is imported by, given its state as JSON; null: none.</summary>
    public Func<string, string>? ImportId { get; init; }

    /// <summary>For a resource: makes room for another one of the same name; called before each create.</summary>
    public Action? BeforeCreate { get; init; }

    /// <summary>For a resource: old states that can be upgraded, as JSON with their versions.</summary>
    public IReadOnlyList<(long Version, string Json)> OldStates { get; init; } = [];

    /// <summary>For a resource: computed attributes that every change makes anew.</summary>
    public IReadOnlySet<string> Recomputed { get; init; } = new HashSet<string>();

    /// <summary>Arguments that cannot be unknown at plan, by their path without indexes, and why.</summary>
    public IReadOnlyDictionary<string, string> MustBeKnown { get; init; } = new Dictionary<string, string>();
}
