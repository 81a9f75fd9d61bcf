using System.Diagnostics.CodeAnalysis;
using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Content;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Schedules;

namespace TerraformProviderWorkspaceBackup.Schedules;

/// <summary>What a configured schedule means in this workspace: what is declared, and on which clusters.</summary>
/// <param name="Targets">The names of the clusters; those with an unknown connection too. Null: not known yet.</param>
/// <param name="Declaration">Null: something that it is made of is not known yet.</param>
internal sealed record ScheduleScope(StringSet? Targets, ScheduleDeclaration? Declaration)
{
    [MemberNotNullWhen(true, nameof(Targets), nameof(Declaration))]
    public bool IsKnown => Targets is not null && Declaration is not null;

    /// <summary>Adds an error for everything that contradicts the provider's configuration.</summary>
    public static ScheduleScope Of(ScheduleModel model, ConfiguredWorkspace workspace, Diagnostics diagnostics)
    {
        CheckNamespaces(model.Content.Reader.Get(ContentAttributes.Namespaces), workspace, diagnostics);
        var targets = TargetsOf(model.Clusters, workspace, diagnostics);
        var declaration = targets is null ? null : DeclarationOf(model, workspace, targets);
        if (declaration is not null && !CronRules.Check(declaration.Schedule, declaration.TimeZone, declaration.Stagger, diagnostics))
        {
            // Values that were unknown at validation are checked where they turn out.
            declaration = null;
        }

        return new(targets, declaration);
    }

    /// <summary>The clusters of a list of names whose connection is known.</summary>
    public static IReadOnlyList<Cluster> Connected(IEnumerable<string> names, ConfiguredWorkspace workspace) =>
        [.. names.Where(workspace.Clusters.ContainsKey).Select(name => workspace.Clusters[name])];

    /// <summary>The chosen clusters without detached ones; null while they are not known.</summary>
    internal static StringSet? TargetsOf(
        Value<IReadOnlySet<string>> clusters, ConfiguredWorkspace workspace, Diagnostics diagnostics)
    {
        if (workspace.AreClustersUnknown || clusters.IsUnknown)
        {
            return null;
        }

        var all = workspace.Clusters.Keys.Concat(workspace.UnknownClusters).ToHashSet(StringComparer.Ordinal);
        var chosen = clusters.IsNull ? all : clusters.Known;
        foreach (var name in chosen.Where(name => !all.Contains(name)).Order(StringComparer.Ordinal))
        {
            diagnostics.AddError("Unknown Cluster",
                $"clusters names \"{name}\", which the provider configuration does not have; it has "
                + $"{string.Join(", ", all.Order(StringComparer.Ordinal).Select(static c => $"\"{c}\""))}.\n\n"
                + "Take it out here, or add its connection to the provider's clusters.",
                ScheduleModel.ClustersAttribute);
        }

        var targets = StringSet.From(chosen.Where(name =>
            !(workspace.Clusters.TryGetValue(name, out var cluster) && cluster.Detached)));
        if (targets.Count == 0)
        {
            diagnostics.AddError("No Cluster Left",
                "Every cluster that this resource is for is detached from the workspace, so that nothing would be done.\n\n"
                + "Remove the resource, or attach one of its clusters again (detached = false).",
                ScheduleModel.ClustersAttribute);
        }

        return targets;
    }

    /// <summary>A resource's namespaces are among the workspace's.</summary>
    internal static void CheckNamespaces(
        Value<IReadOnlySet<string>> own, ConfiguredWorkspace workspace, Diagnostics diagnostics)
    {
        if (own.IsUnknown || workspace.Namespaces.IsUnknown)
        {
            return;
        }

        if (own.IsNull && workspace.Namespaces.IsNull)
        {
            diagnostics.AddError("No Namespaces",
                "Neither this resource nor the provider names namespaces, so that it is not known what to back up.\n\n"
                + "Set namespaces here or in the provider configuration; namespaces = [\"*\"] here means all that a cluster has.",
                ContentAttributes.Namespaces);
        }
        else if (!own.IsNull && !workspace.Namespaces.IsNull && !own.Known.Contains("*"))
        {
            // A pattern means what a cluster has, as "*" does.
            var foreign = own.Known.Where(static name => name.AsSpan().IndexOfAny("*?[") < 0)
                .Except(workspace.Namespaces.Known).Order(StringComparer.Ordinal).ToList();
            if (foreign.Count > 0)
            {
                diagnostics.AddError("Namespace Outside The Workspace",
                    $"namespaces names {string.Join(", ", foreign.Select(static n => $"\"{n}\""))}, which the workspace does not have; it has "
                    + $"{string.Join(", ", workspace.Namespaces.Known.Order(StringComparer.Ordinal).Select(static n => $"\"{n}\""))}.\n\n"
                    + "Take it out here, or add it to the provider's namespaces.",
                    ContentAttributes.Namespaces);
            }
        }
    }

    private static ScheduleDeclaration? DeclarationOf(ScheduleModel model, ConfiguredWorkspace workspace, StringSet targets)
    {
        var content = model.Content.Reader;
        var usesWorkspaceNamespaces = content.Raw(ContentAttributes.Namespaces).IsNull;
        if (!workspace.Name.IsKnown || !model.Prefix.IsKnown || !model.Schedule.IsKnown || model.TimeZone.IsUnknown
            || model.Stagger.IsUnknown || !model.Paused.IsKnown || !model.SkipImmediately.IsKnown || model.Labels.IsUnknown
            || ContentAttributes.FirstUnknown(content) is not null
            || (usesWorkspaceNamespaces && !workspace.Namespaces.IsKnown))
        {
            return null;
        }

        return new()
        {
            Workspace = workspace.Name.Known,
            Prefix = model.Prefix.Known,
            Schedule = model.Schedule.Known,
            TimeZone = model.TimeZone.IsNull ? null : model.TimeZone.Known,
            Stagger = model.Stagger.IsNull ? null : model.Stagger.Known,
            Paused = model.Paused.Known,
            SkipImmediately = model.SkipImmediately.Known,
            Labels = model.Labels.IsNull ? StringMap.Empty : new StringMap(model.Labels.Known),
            Content = ContentAttributes.Declared(content, usesWorkspaceNamespaces ? workspace.Namespaces.Known : null),
            Clusters = targets,
        };
    }
}
