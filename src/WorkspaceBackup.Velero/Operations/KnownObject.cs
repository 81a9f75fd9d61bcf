using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>What a state remembers of the object that an operation made on one cluster.</summary>
/// <param name="Cluster">What its key stands for now, with Velero's namespace as it was then.</param>
/// <param name="Name">The object's name.</param>
/// <param name="Id">The operation.</param>
public sealed record KnownObject(Cluster Cluster, string Name, RunId Id)
{
    /// <summary>The object's; null: a state of an older version. A Backup that Velero synced again has another.</summary>
    public string? Uid { get; init; }

    /// <summary>Of the cluster it was made on; null: a state of an older version.</summary>
    public string? ClusterUid { get; init; }

    /// <summary><see cref="OperationRequest.Token"/>; null: lost, as Terraform does when it deletes what is tainted.</summary>
    public string? Token { get; init; }

    /// <summary>
    /// The same cluster with Velero's namespace as it is now, where that is another: a Velero that has moved brings its Backups from
    /// the bucket to where it is. Null: it has not moved.
    /// </summary>
    public Cluster? MovedTo { get; init; }

    /// <summary>The BackupStorageLocation that a Backup's files are in; null: not known.</summary>
    public string? Location { get; init; }

    /// <summary>Whether Velero began it, so that there may be files although the object is gone.</summary>
    public bool WasBegun { get; init; }

    /// <summary>Whether it was seen to end, and what its own files tell was read then.</summary>
    public bool IsEndKnown { get; init; }

    /// <summary>
    /// Whether an object of that name is this one. Without uid and token our labels have to say so, all of them: the time
    /// among them is no other operation's.
    /// </summary>
    internal bool Is(JsonObject found)
    {
        if (Uid is { } uid && Json.Text(found, "metadata", "uid") == uid)
        {
            return true;
        }

        if (Token is { } token)
        {
            return Json.Text(found, "metadata", "annotations", OwnedMetadata.InstanceAnnotation) == token;
        }

        return ClusterUid is { } cluster
            && Label(OwnedMetadata.ClusterUidLabel) == cluster
            && Label(OwnedMetadata.WorkspaceLabel) == Id.Workspace
            && Label(OwnedMetadata.PrefixLabel) == Id.Prefix
            && Label(OwnedMetadata.RunLabel) == RunId.FormatTime(Id.Time);

        string? Label(string name) => Json.Text(found, "metadata", "labels", name);
    }

    /// <summary>Whether the key stands for the cluster that the object was made on.</summary>
    internal bool IsOn(ClusterIdentity cluster) => ClusterUid is null || ClusterUid == cluster.Uid;
}
