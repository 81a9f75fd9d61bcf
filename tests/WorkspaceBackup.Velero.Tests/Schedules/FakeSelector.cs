using System.Text.Json.Nodes;

namespace WorkspaceBackup.Velero.Tests.Schedules;

/// <summary>The label selectors that this product sends, as an API server understands them.</summary>
internal static class FakeSelector
{
    public static bool Selects(string? selector, JsonObject? labels) =>
        selector is null || Requirements(selector).All(requirement => Holds(requirement, labels ?? []));

    private static bool Holds(string requirement, JsonObject labels)
    {
        if (requirement.StartsWith('!'))
        {
            return !labels.ContainsKey(requirement[1..]);
        }

        if (requirement.Split("!=") is [var unequal, var unwanted])
        {
            return (string?)labels[unequal] != unwanted;
        }

        if (requirement.Split(" in ") is [var key, var list])
        {
            return (string?)labels[key] is { } value && list.Trim('(', ')').Split(',').Contains(value);
        }

        return requirement.Split('=') is [var equal, var wanted]
            ? (string?)labels[equal] == wanted
            : labels.ContainsKey(requirement);
    }

    // A comma within parentheses parts values, not requirements.
    private static IEnumerable<string> Requirements(string selector)
    {
        var (depth, start) = (0, 0);
        for (var at = 0; at < selector.Length; at++)
        {
            depth += selector[at] switch { '(' => 1, ')' => -1, _ => 0 };
            if (selector[at] == ',' && depth == 0)
            {
                yield return selector[start..at];
                start = at + 1;
            }
        }

        yield return selector[start..];
    }
}
