using System.Globalization;

namespace Reliability.Tests.Soak;

/// <summary>What a soak has done; the same on every machine.</summary>
internal sealed record SoakFigures
{
    public int Cycles { get; set; }

    public int Creates { get; set; }

    public int Updates { get; set; }

    public int Deletes { get; set; }

    public int Imports { get; set; }

    public int Drifts { get; set; }

    /// <summary>Clusters broken and healed again.</summary>
    public int Faults { get; set; }

    public int Detached { get; set; }

    /// <summary>A table of the page. Orphans and growth fail the soak, so it always has none.</summary>
    public string Table() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        | what | how many |
        |---|---|
        | cycles | {Cycles} |
        | creates | {Creates} |
        | updates | {Updates} |
        | deletes | {Deletes} |
        | imports | {Imports} |
        | changes by hand | {Drifts} |
        | clusters broken | {Faults} |
        | clusters detached | {Detached} |
        | orphans | 0 |
        | growth of handles | 0 |

        """);
}
