using TerraformPlugin.Framework;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.Arguments;

/// <summary>Between Terraform's sets of strings and Velero's; empty and absent are the same to Velero.</summary>
internal static class Sets
{
    public static Value<IReadOnlySet<string>> ToValue(StringSet? set) =>
        set is null || set.Count == 0
            ? Value<IReadOnlySet<string>>.Null
            : new HashSet<string>(set, StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">The set is unknown.</exception>
    public static StringSet? ToSet(Value<IReadOnlySet<string>> value) =>
        value.IsNull || value.Known.Count == 0 ? null : StringSet.From(value.Known);
}
