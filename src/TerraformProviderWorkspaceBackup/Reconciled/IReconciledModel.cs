using TerraformPlugin.Framework;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Writing;

namespace TerraformProviderWorkspaceBackup.Reconciled;

/// <summary>What the model of a resource of objects that stay has in common with the others.</summary>
internal interface IReconciledModel<TSelf, TElement> : IModel<TSelf>
    where TSelf : class, IModel<TSelf>
    where TElement : class, IElement
{
    /// <summary>What the state says of each cluster; empty while it is null or unknown.</summary>
    IReadOnlyDictionary<string, TElement> Elements { get; }

    /// <summary>By cluster, the reason it was skipped for; empty while that is null or unknown.</summary>
    IReadOnlyDictionary<string, string> Skipped { get; }

    /// <summary>Both of them are known, so that the apply is held to them.</summary>
    bool AreClustersKnown { get; }

    UnhealthyPolicy Policy { get; }

    Value<TimeoutsModel> Limits { get; }

    /// <summary>The model with what is on the clusters replaced.</summary>
    TSelf WithClusters(IEnumerable<KeyValuePair<string, TElement>> elements, IReadOnlyDictionary<string, string> skipped);
}
