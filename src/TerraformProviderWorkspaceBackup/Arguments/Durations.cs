using WorkspaceBackup.Velero.Durations;

namespace TerraformProviderWorkspaceBackup.Arguments;

/// <summary>Durations as users write them, in the form that Velero is sent.</summary>
internal static class Durations
{
    /// <summary>Go's canonical form; a text that is no duration stays as it is, and validation has refused it.</summary>
    public static string? Canonical(string? text) =>
        text is not null && GoDuration.TryParseWithDays(text, out var duration, out _) ? duration.ToString() : text;

    public static bool MeanTheSame(string left, string right) =>
        string.Equals(Canonical(left), Canonical(right), StringComparison.Ordinal);
}
