using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Downloads;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Verdicts;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>What a restore was to do with the objects of its backup, as far as its spec and the lists can tell.</summary>
/// <param name="spec">The Restore's, as the server has stored it: with the kinds that it never restores among the excludes.</param>
/// <param name="served">What the cluster serves; null: not known.</param>
internal sealed class RestoreExpectation(JsonNode? spec, IReadOnlyList<KnownResource>? served)
{
    /// <summary>Groups whose objects are made anew, or whose copies in a backup are not for restoring.</summary>
    private static readonly string[] s_foreignGroups = ["velero.io", "snapshot.storage.k8s.io", "groupsnapshot.storage.k8s.io"];

    private readonly ResourceNames _names = new(served);

    /// <summary>Whether an object of the backup is in the restore's list for sure.</summary>
    /// <returns>True: it has to be; false: it is not asked for; null: the lists cannot tell.</returns>
    public bool? IsExpected(ListedObject item)
    {
        // Judged elsewhere: namespaces come along, and volumes are judged by their claims.
        if (s_foreignGroups.Contains(item.Group) || item is { Group: "", Kind: "Namespace" or "PersistentVolume" })
        {
            return false;
        }

        var resource = (served ?? BuiltInResources.All).FirstOrDefault(known => known.Group == item.Group && known.Kind == item.Kind);
        if (resource is null)
        {
            return served is null ? null : false;
        }

        var isTaken = Both(IsTaken(resource), IsInNamespace(item));
        return isTaken == false ? false

            // Those that have completed are left out, and nothing in a list tells which have.
            : item is { Group: "", Kind: "Pod" } or { Group: "batch", Kind: "Job" } ? null
            : spec?["labelSelector"] is JsonObject { Count: > 0 } || spec?["orLabelSelectors"] is JsonArray { Count: > 0 } ? null
            : isTaken;
    }

    /// <summary>Where an object of the backup's namespace comes back.</summary>
    public string Mapped(string @namespace) =>
        @namespace.Length == 0 ? "" : Json.Text(spec, "namespaceMapping", @namespace) is { Length: > 0 } mapped ? mapped : @namespace;

    private static bool? Both(bool? left, bool? right) => left == false || right == false ? false : left is null || right is null ? null : true;

    private bool? IsTaken(KnownResource resource)
    {
        var (included, excluded) = (Names("includedResources"), Names("excludedResources"));
        return excluded.Any(entry => Glob.IsMatch(_names.Resolve(entry), resource.Name)) ? false
            : included.Count == 0 || included.Any(entry => Glob.IsMatch(_names.Resolve(entry), resource.Name));
    }

    private bool? IsInNamespace(ListedObject item)
    {
        if (item.Namespace.Length == 0)
        {
            // Left to itself, a restore takes those that belong to what it restores.
            return Json.Flag(spec, "includeClusterResources");
        }

        var (included, excluded) = (Names("includedNamespaces"), Names("excludedNamespaces"));

        // Which versions read which list as a pattern differs.
        return included.Concat(excluded).Any(static name => name != "*" && Glob.IsPattern(name)) ? null
            : !excluded.Contains(item.Namespace) && !excluded.Contains("*")
              && (included.Count == 0 || included.Contains("*") || included.Contains(item.Namespace));
    }

    private List<string> Names(string field) => [.. Json.Texts(spec, field)];
}
