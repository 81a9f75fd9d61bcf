using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using WorkspaceBackup.Velero.Verdicts;
using VerdictRule = WorkspaceBackup.Velero.Faults.VerdictRule;

namespace TerraformProviderWorkspaceBackup.Reporting;

/// <summary>Says what Velero would make of a declaration, whatever the clusters hold.</summary>
/// <param name="attributes">The attribute of each of Velero's fields: <c>includedNamespaces</c> is <c>namespaces</c>.</param>
internal sealed class VerdictDiagnostics(IReadOnlyDictionary<string, string> attributes)
{
    // Those that are no words of English, a longer one before one that it begins or ends with.
    private readonly IReadOnlyList<KeyValuePair<string, string>> _names =
    [
        .. attributes.Where(static item => item.Key.Any(char.IsAsciiLetterUpper))
            .OrderByDescending(static item => item.Key.Length),
    ];

    /// <summary>What the attributes' own rules refuse, each at its own place.</summary>
    private static bool IsSaidByAttribute(VerdictRule rule) => rule is VerdictRule.DurationNegative or VerdictRule.ExpiryPast
        or VerdictRule.ParallelismNotPositive or VerdictRule.HookOnErrorUnknown or VerdictRule.PolicyKindIgnored
        or VerdictRule.ExistingPolicyUnknown;

    /// <summary>One diagnostic for each kind of reason and attribute.</summary>
    public void Add(Verdict verdict, Diagnostics diagnostics)
    {
        foreach (var same in verdict.Reasons
            .Where(static reason => reason.Mending == Mending.Spec && !IsSaidByAttribute(reason.Rule))
            .GroupBy(static reason => (reason.Rule, reason.Field, IsError: reason.IsErrorFor(runsNow: true))))
        {
            var words = VerdictWording.Of(same.Key.Rule);
            var path = PathOf(same.First());
            var texts = same.Select(reason => InAttributes(reason.Text)).Distinct(StringComparer.Ordinal);
            diagnostics.Add(new(
                same.Key.IsError ? Severity.Error : Severity.Warning,
                words.Summary,
                $"{AttributeOf(same.Key.Field)}: {string.Join(' ', texts)}\n\n{words.Remedy}",
                path));
        }
    }

    public string AttributeOf(string field)
    {
        for (var prefix = field; prefix.Length > 0;)
        {
            if (attributes.TryGetValue(prefix, out var attribute))
            {
                return attribute;
            }

            var dot = prefix.LastIndexOf('.');
            prefix = dot < 0 ? "" : prefix[..dot];
        }

        return field;
    }

    /// <summary>The domain speaks of Velero's fields; the user has attributes.</summary>
    public string InAttributes(string text)
    {
        foreach (var (field, attribute) in _names)
        {
            text = text.Replace(field, attribute, StringComparison.Ordinal);
        }

        return text;
    }

    private AttributePath PathOf(VerdictReason reason)
    {
        var path = AttributePath.Of(AttributeOf(reason.Field));
        return reason.Field == "orLabelSelectors" && int.TryParse(reason.Subject, out var index) ? path.Index(index) : path;
    }
}
