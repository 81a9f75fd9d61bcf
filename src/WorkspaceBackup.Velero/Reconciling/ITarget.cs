using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Reconciling;

/// <summary>One object as it is to be on one cluster, with all that its kind knows of writing it.</summary>
internal interface ITarget<TElement> : IManifest
{
    TElement Element { get; }

    /// <summary>What the API server would take, and Velero then choke on without a word.</summary>
    IEnumerable<Finding> Refusals(bool isNew);

    /// <summary>The checks before a write.</summary>
    Task<PreflightResult> CheckAsync(
        Preflight preflight, bool isNew, bool planning, CancellationToken cancellationToken);

    /// <summary>Whether Velero has something to say to this write, so that it is waited for.</summary>
    /// <param name="before">The object before the write; null: it was created.</param>
    bool IsWaitedFor(JsonObject? before);

    /// <summary>Whether Velero has been seen to take the write over.</summary>
    /// <param name="seen">The object as it was just read.</param>
    /// <param name="waited">For how long.</param>
    bool IsSettled(JsonObject? before, JsonObject seen, StringSet leftOut, TimeSpan waited);

    /// <summary>Velero's verdict on what it took over; null: it has nothing against it.</summary>
    Fault? Verdict(JsonObject seen);

    /// <summary>What the write has written beside it, and is waited for too.</summary>
    IReadOnlyList<WrittenBeside> Beside => [];
}
