using TerraformPlugin.Values;

namespace TerraformPlugin.Conformance.Core;

/// <summary>Which of the paths that a plan names replace the resource: those whose value differs.</summary>
internal static class ReplacementPaths
{
    /// <exception cref="BrokenRuleException">A path leads nowhere, or none of them to something that differs.</exception>
    public static bool Replace(
        IReadOnlyList<AttributePath> named, IReadOnlySet<AttributePath> writeOnly, TerraformValue prior,
        TerraformValue planned)
    {
        var replaces = false;
        foreach (var path in named)
        {
            var (before, after) = (prior.Find(path), planned.Find(path));
            if (before is null && after is null)
            {
                throw new BrokenRuleException(Rule.ReplacementPathMissing, $"there is no {path} to replace because of");
            }

            replaces |= writeOnly.Contains(path) || before is null || after is null || after.IsUnknown
                || !after.IsWhollyKnown || !after.Equals(before);
        }

        return replaces || named.Count == 0
            ? replaces
            : throw new BrokenRuleException(Rule.ReplacementWithoutChange,
                $"a replacement because of {string.Join(", ", named)}, where nothing differs: Terraform ignores it");
    }
}
