namespace TerraformProviderWorkspaceBackup.Functions.Report;

/// <summary>What the page says of one namespace on one cluster: by a colour, and by a sign for those who see none.</summary>
/// <param name="Style">The class of its colours.</param>
/// <param name="Note">What a pointer that rests on it shows.</param>
internal sealed record ReportCell(string Style, string Sign, string Label, string Note)
{
    private const int MaxVolumes = 10;

    /// <summary>Of a cluster that did not answer.</summary>
    public static ReportCell Unanswered(string reason) => new("unknown", "?", "", reason);

    public static ReportCell Of(LooseValue found)
    {
        if (!found.IsObject)
        {
            return new ReportCell("absent", "–", "", "not on this cluster");
        }

        var (state, backup, age) = (found["state"].Text, found["backup"].Text, found["age_seconds"].Number);
        var label = age is { } seconds ? Markup.Age(seconds) : "";
        // All of them stand there when the data source was asked for detail.
        var volumes = found["volumes"].Entries.Where(static volume => volume.Value["state"].Text != "covered").ToList();
        var note = string.Join("; ", ((IEnumerable<string?>)
        [
            found["reason"].Text,
            backup is null ? "no good backup" : $"newest good backup {backup}",
            found["late"].Flag == true ? "late" : null,
            found["claims"].Number is null ? "its volumes are unknown" : null,
            volumes.Count > 0 ? $"volumes: {string.Join(", ", volumes.Take(MaxVolumes).Select(static volume => $"{volume.Key} {volume.Value["state"].Text}"))}"
                + (volumes.Count > MaxVolumes ? $" and {volumes.Count - MaxVolumes} more" : "") : null,
        ]).OfType<string>());
        return state switch
        {
            "uncovered" => new ReportCell("bad", "✕", label, note),
            "covered" when backup is null || volumes.Any(static volume => volume.Value["state"].Text == "uncovered") =>
                new ReportCell("bad", "✕", label, note),
            "covered" when found["late"].Flag == true => new ReportCell("late", "!", label, note),
            "covered" when volumes.Count > 0 || found["claims"].Number is null || found["late"].Flag is null => new ReportCell("unknown", "?", label, note),
            "covered" => new ReportCell("good", "✓", label, note),
            _ => new ReportCell("unknown", "?", label, note),
        };
    }
}
