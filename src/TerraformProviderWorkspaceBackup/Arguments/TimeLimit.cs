using TerraformPlugin.Framework;
using WorkspaceBackup.Velero.Durations;

namespace TerraformProviderWorkspaceBackup.Arguments;

/// <summary>How long something may take, as a user writes it.</summary>
internal static class TimeLimit
{
    /// <summary>A timer takes no more, and nobody waits longer.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(49);

    /// <param name="text">A duration; null or unknown: nothing was said. While planning nothing is waited for.</param>
    /// <param name="otherwise">What counts then.</param>
    public static TimeSpan Of(Value<string> text, TimeSpan otherwise) =>
        text.TryGetKnown(out var given) && GoDuration.TryParseWithDays(given, out var limit, out _)
            ? limit.ToTimeSpan() < s_longest ? limit.ToTimeSpan() : s_longest
            : otherwise;
}
