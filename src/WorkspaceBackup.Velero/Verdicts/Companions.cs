using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Verdicts;

/// <summary>
/// What brings resources without a namespace along where "auto" does not take them by themselves. Source: Velero's
/// <c>pkg/backup/actions</c> and <c>backupCRD</c>, <c>pkg/restore/actions</c>; both look whether the lists have them.
/// </summary>
internal sealed class Companions(JsonObject spec, ResourceNames names)
{
    private const string Claims = "persistentvolumeclaims";
    private const string Snapshots = "volumesnapshots.snapshot.storage.k8s.io";
    private const string Definitions = "customresourcedefinitions.apiextensions.k8s.io";

    private static readonly Dictionary<string, string[]> s_restored = new(StringComparer.Ordinal)
    {
        ["persistentvolumes"] = [Claims],
        ["priorityclasses.scheduling.k8s.io"] = ["pods"],
        ["volumesnapshotcontents.snapshot.storage.k8s.io"] = [Snapshots, Claims],
    };

    private static readonly Dictionary<string, string[]> s_backedUp = new(s_restored, StringComparer.Ordinal)
    {
        ["clusterroles.rbac.authorization.k8s.io"] = ["serviceaccounts"],
        ["clusterrolebindings.rbac.authorization.k8s.io"] = ["serviceaccounts"],
        ["volumesnapshotclasses.snapshot.storage.k8s.io"] = [Snapshots, Claims],
    };

    private readonly List<string> _excluded = [.. Json.Texts(spec, ResourceLists.Old.Excluded).Select(names.Resolve)];

    /// <summary>What brings a resource into a backup or a restore; null: nothing does.</summary>
    public static string? Of(string resource) => s_restored.GetValueOrDefault(resource)?[0];

    public bool BringToBackup(KnownResource resource) =>
        Have(s_backedUp, resource) || (resource.Name == Definitions && Listed(static name => BuiltIn(name) is null));

    /// <summary>A namespace is made for whatever is restored into it.</summary>
    public bool BringToRestore(KnownResource resource) =>
        Have(s_restored, resource) || (resource.Name == "namespaces" && Listed(static name => BuiltIn(name)?.Namespaced != false));

    private static KnownResource? BuiltIn(string name) => new ResourceNames(null).Find(name);

    private bool Have(Dictionary<string, string[]> companions, KnownResource resource) =>
        companions.TryGetValue(resource.Name, out var those)
        && Json.Texts(spec, ResourceLists.Old.Included).Any(entry => those.Any(one => IsTaken(entry, one)));

    private bool Listed(Func<string, bool> isOne) => Json.Texts(spec, ResourceLists.Old.Included).Any(entry =>
        isOne(names.Resolve(entry)) && !Glob.IsAnyMatch(_excluded, names.Resolve(entry)));

    private bool IsTaken(string entry, string companion) =>
        Glob.IsMatch(names.Resolve(entry), companion) && !Glob.IsAnyMatch(_excluded, companion);
}
