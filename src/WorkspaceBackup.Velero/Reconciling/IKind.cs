using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Reconciling;

/// <summary>
/// The facts of one kind of object that stays on every cluster as it is declared. What is the same for all of them
/// (who is skipped, whose an object is, dry runs, roll-back, waiting) is <see cref="Reconciler{TDeclaration,TElement}"/>'s.
/// </summary>
/// <typeparam name="TDeclaration">What a resource asks for, on all of its clusters.</typeparam>
/// <typeparam name="TElement">The object on one cluster.</typeparam>
public interface IKind<TDeclaration, TElement>
    where TElement : class, IElement
{
    /// <summary>The plural in the API's paths: <c>schedules</c>.</summary>
    string Resource { get; }

    /// <summary>What a cluster that is skipped misses, as in "it is not backed up".</summary>
    string SkippedMeans { get; }

    /// <summary>What an object does that is forgotten, as in "goes on making backups".</summary>
    string ForgottenMeans { get; }

    /// <summary>The object that a declaration asks for on one cluster, not yet there: without a uid. Pure.</summary>
    /// <param name="name">The name it already has there; null for a new one.</param>
    TElement Declare(
        TDeclaration declaration, string cluster, string veleroNamespace, string clusterUid, string? name = null);

    /// <summary>The element as the object of that uid.</summary>
    TElement WithUid(TElement element, string? uid);

    /// <summary>
    /// The element with all that tells whose it is taken from another: an imported object is tagged by the next write that
    /// has another reason, and not for that alone.
    /// </summary>
    TElement WithOwnerOf(TElement element, TElement other);

    /// <summary>The fields, by attribute, that others may change.</summary>
    StringSet LeftToOthers(TDeclaration declaration);

    /// <summary>The element with fields, by attribute, taken from what is there.</summary>
    /// <param name="found">The same object, as it was found.</param>
    TElement WithFieldsOf(TElement element, TElement found, StringSet fields);

    /// <param name="found">The object as the API server gave it.</param>
    /// <param name="clusterUid">The uid of the cluster that gave it.</param>
    /// <param name="labelKeys">The labels that count as the user's; all others are somebody else's.</param>
    Stored<TElement> Read(JsonObject found, Cluster cluster, string clusterUid, StringSet labelKeys);

    /// <summary>Adds what is beside the object on its cluster, and is not in it.</summary>
    /// <param name="expected">What was written; taken for what cannot be looked at. Null: nothing was.</param>
    internal Task<Stored<TElement>> LookFurtherAsync(
        Stored<TElement> found, TElement? expected, Cluster cluster, CancellationToken cancellationToken) => Task.FromResult(found);

    /// <summary>Deletes what is beside an object that has been deleted.</summary>
    internal Task<IReadOnlyList<Finding>> AfterRemovalAsync(
        Cluster cluster, JsonObject removed, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Finding>>([]);

    /// <summary>The labels by which an object of ours is known again.</summary>
    StringMap OwnLabels(TDeclaration declaration, string cluster, string clusterUid);

    /// <summary>What an import of an object of that name takes, in place of another's or of nobody's.</summary>
    string ImportId(TDeclaration declaration, string cluster, string name);

    /// <summary>What writes it.</summary>
    /// <param name="token">The resource instance's token; null: the annotation is not touched.</param>
    /// <param name="formerLabels">The user's labels that the object was given before.</param>
    /// <param name="known">The object that is there and known to be this resource's; null: none is.</param>
    internal ITarget<TElement> Target(
        TDeclaration declaration,
        Cluster cluster,
        TElement element,
        string? token,
        StringSet formerLabels,
        Stored<TElement>? known);

    /// <summary>What only shows when the clusters are looked at together.</summary>
    internal Task<IReadOnlyList<Finding>> CheckTogetherAsync(
        IReadOnlyList<Writing.ObjectWriter> writers, Surroundings around, CancellationToken cancellationToken);
}
