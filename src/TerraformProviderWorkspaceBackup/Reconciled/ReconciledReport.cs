using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using WorkspaceBackup.Velero.Faults;

namespace TerraformProviderWorkspaceBackup.Reconciled;

/// <summary>
/// What has become of the objects of one resource: one diagnostic of each kind, which lists the clusters, because Terraform shows
/// only the first of several warnings of one title.
/// </summary>
/// <param name="noun">The objects' kind.</param>
/// <param name="elements">The attribute that holds them, by cluster.</param>
/// <param name="about">The resource's own name, for titles; null: it is not known.</param>
internal sealed class ReconciledReport(string noun, ReconciledWords words, SchemaAttribute elements, string? about)
{
    // Longer lists say the same.
    private const int MaxChanges = 10;

    /// <summary>Another cluster answers.</summary>
    public List<string> Rebuilt { get; } = [];

    public List<(string Cluster, string Name, string Namespace)> Deleted { get; } = [];

    /// <summary>Another object of the name is there.</summary>
    public List<(string Cluster, string Name, string Story)> Recreated { get; } = [];

    /// <summary>The changes are lines.</summary>
    public List<(string Cluster, string Name, string Changes)> Changed { get; } = [];

    /// <summary>Not as planned after the write.</summary>
    public List<(string Cluster, string Name)> ChangedMeanwhile { get; } = [];

    public void AddTo(Diagnostics diagnostics)
    {
        if (Rebuilt.Count > 0)
        {
            var one = Rebuilt.Count == 1;
            diagnostics.AddWarning("Another Cluster Behind The Name",
                (one
                    ? $"The cluster that now answers as \"{Rebuilt[0]}\" is not the one that the state knows: its kube-system namespace has "
                      + "another uid. It was rebuilt, or the connection points elsewhere."
                    : $"The clusters that now answer as {NameList.Quoted(Rebuilt)} are not those that the state knows: their kube-system namespaces "
                      + "have other uids. They were rebuilt, or the connections point elsewhere.")
                + $"\n\nIf you want that, apply: the {noun} is created there. If not, correct the connection in the provider configuration.",
                elements);
        }

        if (Deleted.Count > 0)
        {
            diagnostics.AddWarning(Reporting.Findings.Titled(words.Deleted, about),
                (Deleted is [var gone]
                    ? $"The {noun} \"{gone.Name}\" is no longer in namespace \"{gone.Namespace}\" of cluster \"{gone.Cluster}\""
                    : $"These {noun}s are no longer there: {Named(Deleted.Select(static one => (one.Cluster, $"{one.Namespace}/{one.Name}")))}")
                + $": {words.Lost}. The next apply makes {(Deleted.Count == 1 ? "it" : "them")} again.",
                PathOf(Deleted.Select(static one => one.Cluster)));
        }

        if (Recreated.Count > 0)
        {
            diagnostics.AddWarning(Reporting.Findings.Titled(words.Recreated, about),
                (Recreated is [var again]
                    ? $"The {noun} \"{again.Name}\" on cluster \"{again.Cluster}\" is not the one that was written: it was deleted, and somebody made another "
                      + $"of that name ({again.Story})"
                    : $"These {noun}s are not those that were written: they were deleted, and somebody made others of their names: "
                      + NameList.Of(Recreated.Select(static one => $"\"{one.Name}\" on cluster \"{one.Cluster}\" ({one.Story})")))
                + $".\n\nThe resource stands for {(Recreated.Count == 1 ? "it" : "them")} now: the next apply writes what differs, and a destroy deletes "
                + $"{(Recreated.Count == 1 ? "it" : "them")}. If you do not want that, remove the resource from the state (terraform state rm).",
                PathOf(Recreated.Select(static one => one.Cluster)));
        }

        if (Changed.Count > 0)
        {
            diagnostics.AddWarning(Reporting.Findings.Titled(words.Changed, about),
                (Changed is [var changed]
                    ? $"The {noun} \"{changed.Name}\" on cluster \"{changed.Cluster}\" is no longer as it was written"
                    : $"These {noun}s are no longer as they were written: {Named(Changed.Select(static one => (one.Cluster, one.Name)))}")
                + ":\n\n" + string.Join("\n\n", Changed.Take(MaxChanges).Select(static one => one.Changes))
                + (Changed.Count > MaxChanges ? $"\n\nAnd {Changed.Count - MaxChanges} more {noun}s." : ""),
                PathOf(Changed.Select(static one => one.Cluster)));
        }

        if (ChangedMeanwhile.Count > 0)
        {
            diagnostics.AddError(words.ChangedMeanwhile,
                (ChangedMeanwhile is [var meanwhile]
                    ? $"The {noun} \"{meanwhile.Name}\" on cluster \"{meanwhile.Cluster}\" is not as planned after it was written"
                    : $"These {noun}s are not as planned after they were written: {Named(ChangedMeanwhile)}")
                + $": somebody else changed {(ChangedMeanwhile.Count == 1 ? "it" : "them")} at the same moment.\n\nApply again. If it happens again, look for "
                + $"a controller that manages the same {noun}.",
                elements);
        }
    }

    private static string Named(IEnumerable<(string Cluster, string Name)> objects) =>
        NameList.Of(objects.Select(static one => $"\"{one.Name}\" on cluster \"{one.Cluster}\""));

    private AttributePath PathOf(IEnumerable<string> clusters) =>
        clusters.ToList() is [var one] ? elements.Path.Key(one) : elements.Path;
}
