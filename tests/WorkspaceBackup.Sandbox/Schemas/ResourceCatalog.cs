using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using VeleroSandbox.Json;

namespace VeleroSandbox.Schemas;

/// <summary>The resources one cluster serves: built-in ones and those of its CRDs, as these come and go.</summary>
internal sealed class ResourceCatalog
{
    private static readonly ResourceType[] BuiltInTypes =
    [
        new("", "v1", "configmaps", "ConfigMap", true) { ShortNames = ["cm"] },
        new("", "v1", "events", "Event", true) { ShortNames = ["ev"] },
        new("", "v1", "namespaces", "Namespace", false)
        {
            ShortNames = ["ns"],
            Columns = [new("Status", "string", "", 0, ["status", "phase"]), Age],
        },
        new("", "v1", "persistentvolumeclaims", "PersistentVolumeClaim", true) { ShortNames = ["pvc"] },
        new("", "v1", "persistentvolumes", "PersistentVolume", false) { ShortNames = ["pv"] },
        new("", "v1", "pods", "Pod", true)
        {
            InAll = true,
            ShortNames = ["po"],
            Columns = [new("Status", "string", "", 0, ["status", "phase"]), Age],
        },
        new("", "v1", "secrets", "Secret", true),
        new("", "v1", "serviceaccounts", "ServiceAccount", true) { ShortNames = ["sa"] },
        new("", "v1", "services", "Service", true) { InAll = true, ShortNames = ["svc"] },
        new("apiextensions.k8s.io", "v1", "customresourcedefinitions", "CustomResourceDefinition", false)
        {
            ShortNames = ["crd", "crds"],
        },
        new("apps", "v1", "daemonsets", "DaemonSet", true) { InAll = true, ShortNames = ["ds"] },
        new("apps", "v1", "deployments", "Deployment", true) { InAll = true, ShortNames = ["deploy"] },
        new("apps", "v1", "statefulsets", "StatefulSet", true) { InAll = true, ShortNames = ["sts"] },
        new("storage.k8s.io", "v1", "csidrivers", "CSIDriver", false),
        new("storage.k8s.io", "v1", "storageclasses", "StorageClass", false)
        {
            ShortNames = ["sc"],
            Columns = [new("Provisioner", "string", "", 0, ["provisioner"]), Age],
        },
    ];

    private static readonly ConcurrentDictionary<string, IReadOnlyList<JsonObject>> Folders =
        new(StringComparer.Ordinal);

    private static readonly ConcurrentDictionary<string, IReadOnlyList<ResourceType>> Defined =
        new(StringComparer.Ordinal);

    private ImmutableDictionary<(string GroupVersion, string Plural), ResourceType> _types =
        BuiltInTypes.ToImmutableDictionary(type => (type.GroupVersion, type.Plural));

    private static PrinterColumn Age => new("Age", "date", "", 0, ["metadata", "creationTimestamp"]);

    /// <summary>In order of group version and plural.</summary>
    public IEnumerable<ResourceType> Types => _types.Values
        .OrderBy(type => type.GroupVersion, StringComparer.Ordinal)
        .ThenBy(type => type.Plural, StringComparer.Ordinal);

    public ResourceType Namespaces { get; } = BuiltInTypes.Single(type => type.Plural == "namespaces");

    /// <summary>The CRDs that a cluster begins with.</summary>
    /// <param name="veleroVersion">A version such as <c>1.18.1</c>: the CRDs of its minor; null for none.</param>
    /// <param name="folder">A folder of CRD files instead.</param>
    public static IReadOnlyList<JsonObject> Definitions(string? veleroVersion, string? folder)
    {
        var definitions = new List<JsonObject>(Folders.GetOrAdd("snapshot.storage", Embedded));
        if (folder is not null)
        {
            definitions.AddRange(Folders.GetOrAdd(folder, Files));
        }
        else if (veleroVersion is not null)
        {
            var minor = string.Join('.', veleroVersion.TrimStart('v').Split('.', '-').Take(2));
            var found = Folders.GetOrAdd("v" + minor, Embedded);
            if (found.Count == 0)
            {
                throw new ArgumentException($"no CRDs of Velero {veleroVersion} here", nameof(veleroVersion));
            }

            definitions.AddRange(found);
        }

        return definitions;
    }

    /// <summary>Serves what a CRD defines. Clusters share what equal ones define.</summary>
    public void Define(JsonObject crd)
    {
        var types = Defined.GetOrAdd(
            Encoding.UTF8.GetString(JsonWriter.Write(crd["spec"])), _ => [.. CrdReader.Read(crd)]);
        ImmutableInterlocked.Update(ref _types, current =>
            current.SetItems(types.Select(type => KeyValuePair.Create((type.GroupVersion, type.Plural), type))));
    }

    /// <summary>Serves one more built-in resource.</summary>
    public void Serve(ResourceType type) => ImmutableInterlocked.Update(
        ref _types, current => current.SetItem((type.GroupVersion, type.Plural), type));

    /// <summary>Serves it no longer.</summary>
    /// <returns>What it had defined.</returns>
    public IReadOnlyList<ResourceType> Undefine(JsonObject crd)
    {
        var gone = Types.Where(type =>
            type.Group == crd.Text("spec", "group") && type.Plural == crd.Text("spec", "names", "plural")).ToList();
        ImmutableInterlocked.Update(ref _types, current =>
            current.RemoveRange(gone.Select(type => (type.GroupVersion, type.Plural))));
        return gone;
    }

    public ResourceType? Find(string groupVersion, string plural) => _types.GetValueOrDefault((groupVersion, plural));

    public ResourceType Get(string groupVersion, string plural) =>
        Find(groupVersion, plural) ?? throw new ArgumentException(
            $"no resource {plural} in {groupVersion}", nameof(plural));

    private static List<JsonObject> Files(string folder) =>
        Directory.GetFiles(folder, "*.yaml", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .SelectMany(file =>
            {
                using var text = File.OpenText(file);
                return Definition(text);
            })
            .ToList();

    private static List<JsonObject> Embedded(string version)
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith($"crds/{version}/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .SelectMany(name =>
            {
                using var text = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return Definition(text);
            })
            .ToList();
    }

    private static IEnumerable<JsonObject> Definition(TextReader text) =>
        YamlReader.ReadAll(text).OfType<JsonObject>().Where(crd => crd.Text("kind") == "CustomResourceDefinition");
}
