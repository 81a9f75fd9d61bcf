using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Verdicts;

/// <summary>Selectors of the objects to take.</summary>
internal static class SelectorRules
{
    public static VerdictReason Both(string what) => new(
        VerdictRule.SelectorsBoth, Fate.Never, Mending.Spec, "orLabelSelectors",
        "labelSelector and orLabelSelectors cannot both be there.")
    {
        Phase = Phases.FailedValidation,
        Said = $"encountered labelSelector as well as orLabelSelectors in {what} spec, only one can be specified",
    };

    /// <summary>What makes every list of objects fail; null when the selector can become a query.</summary>
    public static VerdictReason? Unlistable(JsonNode? selector, string field, int? index, VeleroRelease release)
    {
        var subject = index is { } position ? $"{position}" : "";
        if (GoSelector.ErrorOf(selector, release) is { } error)
        {
            return new VerdictReason(
                VerdictRule.SelectorInvalid, Fate.Never, Mending.Spec, field,
                $"The selector cannot become a query: {error.Text}. So every list fails, and nothing is backed up.")
            {
                Subject = subject,
                Phase = Phases.PartiallyFailed,
            };
        }

        return GoSelector.IsEmpty(selector)
            ? new VerdictReason(
                VerdictRule.SelectorEmpty, Fate.Never, Mending.Spec, field,
                "An empty selector does not mean everything here: Velero cannot make a query of it, so every list fails, and "
                + "nothing is backed up.")
            {
                Subject = subject,
                Phase = Phases.PartiallyFailed,
            }
            : null;
    }
}
