using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Downloads;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Protection;

/// <summary>
/// Reads one cluster and remembers what it was kept from: what may not be read is null, and one warning names the rules that
/// are missing.
/// </summary>
internal sealed class ProtectionReads(Cluster cluster, CancellationToken cancellationToken)
{
    private readonly Lock _one = new();
    private readonly SortedDictionary<string, string> _missed = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _rules = new(StringComparer.Ordinal);

    /// <summary>Small collections: shared with everyone in this process, and read once.</summary>
    public async Task<ImmutableArray<JsonObject>?> ListAsync(ApiPath collection, string what)
    {
        var listed = await cluster.Lists.GetAsync(collection, null, cancellationToken);
        return listed.TryGet(out var found, out var fault) ? found
            : IsNotServed(fault, collection) ? ImmutableArray<JsonObject>.Empty
            : Missed<ImmutableArray<JsonObject>?>(fault, collection, "list", what);
    }

    /// <summary>Collections that may be large: handed on as they come, and not kept.</summary>
    /// <returns>Whether all of it was read.</returns>
    public async Task<bool> StreamAsync(ApiPath collection, string what, Action<JsonObject> take, string? labelSelector = null)
    {
        await foreach (var item in cluster.Api.ListAsync(collection, labelSelector, cancellationToken))
        {
            if (item.TryGet(out var found, out var fault))
            {
                take(found);
            }
            else if (!IsNotServed(fault, collection))
            {
                return Missed<bool>(fault, collection, "list", what);
            }
        }

        return true;
    }

    /// <returns>Whether that could be found out, and the object, if there is one.</returns>
    public async Task<(bool IsRead, JsonObject? Found)> GetAsync(ApiPath path, string what)
    {
        var read = await cluster.Api.GetAsync(path, cancellationToken);
        if (read.TryGet(out var found, out var fault))
        {
            return (true, found);
        }

        return (fault.Kind == FaultKind.NotFound || Missed<bool>(fault, path, "get", what), null);
    }

    public async Task<VeleroServer?> ServerAsync(VeleroServers servers)
    {
        var asked = await servers.AskAsync(cluster, cancellationToken);
        if (asked.TryGet(out var server, out var fault))
        {
            return server;
        }

        IsVeleroSilent = fault.Kind == FaultKind.VeleroNotAnswering;
        return IsVeleroSilent ? null : Missed<VeleroServer?>(
            fault, ApiPath.Velero("serverstatusrequests", cluster.VeleroNamespace), "create, get, delete",
            "which Velero runs");
    }

    /// <summary>Files of backups that were not read.</summary>
    public void MissedFiles(FileRead.Unread unread, string what)
    {
        lock (_one)
        {
            _missed[what] = unread.Why;
            foreach (var right in unread.Needed.GroupBy(static right => (right.Group, right.Resource)))
            {
                _rules.Add($"apiGroups [\"{right.Key.Group}\"], resources [\"{right.Key.Resource}\"], "
                    + $"verbs [{string.Join(", ", right.Select(static one => one.Verb))}] in namespace \"{cluster.VeleroNamespace}\"");
            }
        }
    }

    /// <summary>The server was asked, and nobody answered.</summary>
    public bool IsVeleroSilent { get; private set; }

    /// <summary>What was not read, in a sentence; null: everything was.</summary>
    public string? Missing => _missed.Count == 0 ? null
        : $"The provider could not find out {string.Join(", ", _missed.Keys)}, so that is unknown: "
          + (_rules.Count > 0
              ? $"this identity needs the rule{(_rules.Count > 1 ? "s" : "")} {string.Join("; ", _rules)}. "
                + "The example examples/rbac has them all."
              : $"{string.Join(", ", _missed.Values.Distinct())}.");

    // Definitions that an older Velero, or a cluster without snapshots, does not have: there are no such objects.
    private static bool IsNotServed(Fault fault, ApiPath collection) =>
        fault.Kind is FaultKind.NotFound or FaultKind.VeleroNotInstalled
        && collection.Resource is "datauploads" or "podvolumebackups" or "backuprepositories" or "volumesnapshotlocations";

    private T? Missed<T>(Fault fault, ApiPath path, string verbs, string what)
    {
        var group = path.GroupVersion.Contains('/') ? path.GroupVersion[..path.GroupVersion.IndexOf('/')] : "";
        lock (_one)
        {
            _missed[what] = FaultReason.Of(fault.Kind);
            if (fault.Kind == FaultKind.Forbidden)
            {
                _rules.Add($"apiGroups [\"{group}\"], resources [\"{path.Resource}\"], verbs [{verbs}]"
                    + (path.Namespace is { } @namespace ? $" in namespace \"{@namespace}\"" : ""));
            }
        }

        return default;
    }
}
