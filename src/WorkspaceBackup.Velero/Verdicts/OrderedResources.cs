using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Verdicts;

/// <summary>
/// What of <c>orderedResources</c> Velero finds. Source: <c>getOrderedResourcesForType</c> and <c>sortResourcesByOrder</c> in
/// its <c>pkg/backup/item_collector.go</c>: a list is looked up by the plural alone, and its entries are compared as they are,
/// until the main branch cuts the blanks off.
/// </summary>
internal static class OrderedResources
{
    private const string Field = "orderedResources";

    public static IEnumerable<VerdictReason> Judge(JsonObject spec, ResourceNames names, VeleroRelease release)
    {
        foreach (var (key, value) in MergePatch.Find(spec, Field) as JsonObject ?? [])
        {
            if (KeyError(key, names) is { } error)
            {
                yield return Of(VerdictRule.OrderedWithoutEffect, error, key);
                continue;
            }

            var isNamespaced = names.Find(key)?.Namespaced;
            foreach (var written in (Json.Text(value) ?? "").Split(','))
            {
                var entry = release.IsFrom(19) ? written.Trim() : written;
                if (entry.Length > 0 && entry != entry.Trim())
                {
                    yield return Of(
                        VerdictRule.OrderedWithoutEffect,
                        $"\"{entry}\" of \"{key}\" has a blank around it: Velero does not find it, and backs it up in no particular order.",
                        $"{key}/{entry}");
                }
                else if (entry.Length > 0 && isNamespaced is { } within && within != entry.Contains('/'))
                {
                    yield return within
                        ? Of(
                            VerdictRule.OrderedNameWithoutNamespace,
                            $"\"{entry}\" of \"{key}\" has no namespace: Velero does not find it, and backs it up in no particular order.",
                            $"{key}/{entry}")
                        : Of(
                            VerdictRule.OrderedWithoutEffect,
                            $"\"{entry}\" of \"{key}\" has a namespace, and \"{key}\" are in none: Velero does not find it, and backs it "
                            + "up in no particular order.",
                            $"{key}/{entry}");
                }
            }
        }
    }

    private static string? KeyError(string key, ResourceNames names) =>
        names.IsPlural(key) ? null
        : names.Find(key) is { } meant
            ? $"Velero looks for \"{meant.Plural}\", and \"{key}\" is nothing to it: the objects are backed up in no particular order."
            : names.IsUnknown(key) || names.IsComplete
                ? $"The cluster serves no resource \"{key}\", so that nothing is put in order."
                : null;

    private static VerdictReason Of(VerdictRule rule, string text, string subject) =>
        new(rule, Fate.Good, Mending.Spec, Field, text) { Subject = subject };
}
