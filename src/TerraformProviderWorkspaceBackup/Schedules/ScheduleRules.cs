using TerraformProviderWorkspaceBackup.Arguments;

namespace TerraformProviderWorkspaceBackup.Schedules;

/// <summary>The validators of a schedule's own arguments.</summary>
internal static class ScheduleRules
{
    public static Rule<IReadOnlyDictionary<string, string>> Labels { get; } = new(static labels =>
        labels.Select(static label => LabelProblem(label.Key, label.Value)).FirstOrDefault(static problem => problem is not null));

    private static string? LabelProblem(string key, string value)
    {
        var slash = key.IndexOf('/');
        var prefix = slash < 0 ? "" : key[..slash];
        if (slash >= 0 && (prefix.Length is 0 or > 253 || prefix.Split('.').Any(static part => Rules.LabelProblem(part) is not null)))
        {
            return $"\"{key}\" is no label key: what stands before the slash must be a DNS name in lower case.";
        }

        if (prefix is "workspace-backup.io" || prefix.EndsWith(".workspace-backup.io", StringComparison.Ordinal)
            || key == "app.kubernetes.io/managed-by")
        {
            return $"\"{key}\" is a label that the provider sets itself.";
        }

        if (prefix is "velero.io" || prefix.EndsWith(".velero.io", StringComparison.Ordinal))
        {
            return $"\"{key}\" is one of Velero's own labels.";
        }

        // Velero reports such a schedule as Enabled and never makes a backup.
        return !IsName(key[(slash + 1)..])
            ? $"\"{key}\" is no label key: it must have 1 to 63 letters, digits, \"-\", \"_\" and \".\", beginning and ending with a letter or digit, "
              + "after an optional DNS name and a slash."
            : value.Length > 0 && !IsName(value)
                ? $"the value of \"{key}\" is no label value: it must be empty, or have at most 63 letters, digits, \"-\", \"_\" and \".\", "
                  + "beginning and ending with a letter or digit."
                : null;
    }

    private static bool IsName(string text) =>
        text.Length is > 0 and <= 63
        && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1])
        && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
