using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Reporting;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Reconciling;

namespace TerraformProviderWorkspaceBackup.Reconciled;

internal abstract partial class ReconciledResource<TModel, TScope, TDeclaration, TElement> : IImportState<TModel>
{
    /// <summary>Why a resource cannot be called so, as a sentence; null when it can.</summary>
    protected abstract string? NameError(string name);

    /// <summary>The argument that says what a resource is called, which an import id begins with.</summary>
    protected abstract string NameArgument { get; }

    /// <summary>What the object of a resource of that name is called on a cluster.</summary>
    protected abstract string ObjectName(string name, string cluster);

    /// <summary>The resource that found objects would be of.</summary>
    /// <param name="name">As the import id calls it.</param>
    /// <param name="first">The one that the arguments are taken from.</param>
    /// <param name="clusters">Null: every cluster has one.</param>
    protected abstract TModel Imported(
        string name,
        Stored<TElement> first,
        IReadOnlyDictionary<string, TElement> elements,
        Value<IReadOnlySet<string>> clusters,
        ConfiguredWorkspace workspace);

    /// <summary>What found objects are together that one resource would not have made.</summary>
    protected virtual void ReportImported(string name, IReadOnlyDictionary<string, TElement> elements, Diagnostics diagnostics)
    {
    }

    /// <summary>What an object leaves to its cluster, and a resource has to name.</summary>
    /// <param name="cluster">The one that the arguments were taken from.</param>
    /// <returns>Null, with an error: it cannot be found out.</returns>
    protected virtual Task<TModel?> CompletedAsync(
        TModel imported, Cluster cluster, Diagnostics diagnostics, CancellationToken cancellationToken) =>
        Task.FromResult<TModel?>(imported);

    public async Task<IReadOnlyList<ImportedState<TModel>>> ImportAsync(
        ImportContext context, CancellationToken cancellationToken)
    {
        var workspace = context.ProviderData<ConfiguredWorkspace>();
        if (!ImportId.TryParse(context.Id ?? "", NameError, out var id, out var error))
        {
            context.Diagnostics.AddError("Invalid Import Id", error);
            return [];
        }

        if (workspace.AreClustersUnknown || workspace.UnknownClusters.Count > 0 || !workspace.Name.IsKnown)
        {
            context.Diagnostics.AddError("Provider Configuration Not Known Yet",
                "An import looks at the clusters, and the connection of some is not known before another resource has been applied.\n\n"
                + "Apply that resource first, then import.");
            return [];
        }

        if (id.Workspace is { } named && named != workspace.Name.Known)
        {
            context.Diagnostics.AddError("Invalid Import Id",
                $"The import id names the workspace \"{named}\", and this provider configuration is the workspace \"{workspace.Name.Known}\".\n\n"
                + $"Import it as \"{id.Name}\" to take it into this workspace, or with the provider configuration of the other one.");
            return [];
        }

        if (UnknownNames(id, workspace) is { Count: > 0 } unknown)
        {
            context.Diagnostics.AddError("Unknown Cluster",
                $"The import id names {NameList.Of(unknown)}, which the provider configuration does not have.");
            return [];
        }

        var attached = workspace.Clusters.Values.Where(static cluster => !cluster.Detached).ToList();
        var import = await ObjectImport<TElement>.FindAsync(
            ReconcilerOf(workspace), id, cluster => ObjectName(id.Name, cluster), attached, cancellationToken);
        context.Diagnostics.AddRange(import.Findings, Paths);
        if (import.Arguments is not { } arguments || context.Diagnostics.HasErrors)
        {
            return [];
        }

        var memory = new ObjectMemory();
        var elements = new SortedDictionary<string, TElement>(StringComparer.Ordinal);
        var tokens = new HashSet<string?>();
        foreach (var (cluster, observation) in import.Clusters)
        {
            if (observation is Observation<TElement>.Found found)
            {
                elements[cluster] = found.Object.Element;
                tokens.Add(found.Object.Token);
            }
        }

        ReportImported(id.Name, elements, context.Diagnostics);
        context.Diagnostics.AddRange(import.Clusters
            .Where(static one => one.Value is Observation<TElement>.Found)
            .SelectMany(one => Managers(one.Key, ((Observation<TElement>.Found)one.Value).Object)), Paths);
        var foreign = id.Adopts ? [] : Foreign(import, workspace.Name.Known, id.Name).ToList();
        context.Diagnostics.AddRange(foreign, Paths);
        memory.IsForeign = foreign.Count > 0;

        // Of objects of several instances none's token is kept: the next write tags all of them anew.
        memory.Token = tokens.Count == 1 && !memory.IsForeign ? tokens.Single() : null;
        if (tokens.OfType<string>().Count() > 1 && !memory.IsForeign)
        {
            context.Diagnostics.AddWarning("Objects Of Several Resources Imported", id.Name,
                $"These {Noun}s were made by more than one resource, perhaps in another state: {NameList.Of(elements.Select(static one
                    => $"\"{one.Value.Name}\" on cluster \"{one.Key}\""))}. The imported resource stands for all of them: the next apply writes them, and a "
                + "destroy deletes them.\n\nIf another state still has one of them, remove it there (terraform state rm).");
        }

        // Clusters that were asked and have none are left out of the import's map unless they were named.
        var everywhere = attached.TrueForAll(cluster => elements.ContainsKey(cluster.Name)
            || import.Clusters.GetValueOrDefault(cluster.Name) is Observation<TElement>.Failed { Fault.IsUnhealthy: true });
        var described = Imported(
            id.Name,
            arguments,
            elements,
            everywhere
                ? Value<IReadOnlySet<string>>.Null
                : Value.Of<IReadOnlySet<string>>(elements.Keys.ToHashSet(StringComparer.Ordinal)),
            workspace);
        var first = import.Clusters.First(one => one.Value is Observation<TElement>.Found found && found.Object == arguments).Key;
        if (await CompletedAsync(described, workspace.Clusters[first], context.Diagnostics, cancellationToken) is not { } completed)
        {
            return [];
        }

        var imported = new ImportedState<TModel>(completed);
        memory.Write(imported.Private);
        return [imported];
    }

    /// <summary>Who else writes what is taken over here.</summary>
    protected IEnumerable<Finding> Managers(string cluster, Stored<TElement> found) => OtherManager.Of(found.Object) is { } manager
        ? [Finding.Warning(
            FindingKind.ManagedElsewhere,
            cluster,
            $"{Noun} {found.Element.VeleroNamespace}/{found.Element.Name} belongs to {manager}: it will undo what an apply writes, and create again what is "
            + "deleted here. Remove it from there first.")]
        : [];

    /// <summary>What carries labels of ours, and not those of this workspace and name.</summary>
    private IEnumerable<Finding> Foreign(ObjectImport<TElement> import, string workspace, string name)
    {
        foreach (var (cluster, observation) in import.Clusters)
        {
            if (observation is Observation<TElement>.Found { Object: var found } && found.IsOfAnother(workspace, name, cluster))
            {
                yield return Finding.Warning(
                    FindingKind.ImportedFromAnother,
                    cluster,
                    $"{Noun} {found.Element.VeleroNamespace}/{found.Element.Name}: {found.Story}.\n\nIt is imported anyway. If another "
                    + "configuration still manages it, remove it from that one (terraform state rm), or each undoes what the other writes. "
                    + "A destroy leaves it alone until an apply has written to it. To make it this resource's at once, import it with an id that "
                    + $"ends in {ImportId.Adopt}.");
            }
        }
    }

    private static List<string> UnknownNames(ObjectSelection id, ConfiguredWorkspace workspace) =>
        [.. (id.Names?.Keys ?? []).Where(name => !workspace.Clusters.ContainsKey(name)).Select(static name => $"\"{name}\"")];
}
