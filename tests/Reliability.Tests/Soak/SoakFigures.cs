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

    public static string Header { get; } =
        "| cycles | creates | updates | deletes | imports | changes by hand | clusters broken | clusters detached "
        + "| orphans | growth of handles |\n|---|---|---|---|---|---|---|---|---|---|\n";

    /// <summary>A row of the page. Orphans and growth fail the soak, so a row always has none.</summary>
    public string Row() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Cycles} | {Creates} | {Updates} | {Deletes} | {Imports} | {Drifts} | {Faults} | {Detached} | 0 | 0 |\n");
}
