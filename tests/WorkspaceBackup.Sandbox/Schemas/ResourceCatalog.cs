using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Nodes;
using VeleroSandbox.Json;

namespace VeleroSandbox.Schemas;

/// <summary>The resources one cluster serves: built-in ones and those of a set of CRDs.</summary>
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
            ShortNames = ["po"],
            Columns = [new("Status", "string", "", 0, ["status", "phase"]), Age],
        },
        new("", "v1", "secrets", "Secret", true),
        new("", "v1", "serviceaccounts", "ServiceAccount", true) { ShortNames = ["sa"] },
        new("", "v1", "services", "Service", true) { ShortNames = ["svc"] },
        new("apiextensions.k8s.io", "v1", "customresourcedefinitions", "CustomResourceDefinition", false)
        {
            ShortNames = ["crd", "crds"],
        },
        new("apps", "v1", "daemonsets", "DaemonSet", true) { ShortNames = ["ds"] },
        new("apps", "v1", "deployments", "Deployment", true) { ShortNames = ["deploy"] },
        new("apps", "v1", "statefulsets", "StatefulSet", true) { ShortNames = ["sts"] },
        new("storage.k8s.io", "v1", "csidrivers", "CSIDriver", false),
        new("storage.k8s.io", "v1", "storageclasses", "StorageClass", false)
        {
            ShortNames = ["sc"],
            Columns = [new("Provisioner", "string", "", 0, ["provisioner"]), Age],
        },
    ];

    private static readonly ConcurrentDictionary<string, IReadOnlyList<JsonObject>> Folders = new(StringComparer.Ordinal);

    private readonly Dictionary<(string GroupVersion, string Plural), ResourceType> _types;

    private ResourceCatalog(IReadOnlyList<JsonObject> definitions)
    {
        Definitions = definitions;
        Types = [.. BuiltInTypes, .. definitions.SelectMany(CrdReader.Read)];
        _types = Types.ToDictionary(type => (type.GroupVersion, type.Plural));
    }

    private static PrinterColumn Age => new("Age", "date", "", 0, ["metadata", "creationTimestamp"]);

    public IReadOnlyList<ResourceType> Types { get; }

    /// <summary>The CustomResourceDefinitions themselves.</summary>
    public IReadOnlyList<JsonObject> Definitions { get; }

    public ResourceType Namespaces => Get("v1", "namespaces");

    /// <param name="veleroVersion">A version such as <c>1.18.1</c>: the CRDs of its minor; null for none.</param>
    /// <param name="folder">A folder of CRD files instead.</param>
    public static ResourceCatalog For(string? veleroVersion, string? folder)
    {
        var definitions = new List<JsonObject>(Folders.GetOrAdd("snapshot.storage", Embedded));
        if (folder is not null)
        {
            definitions.AddRange(Folders.GetOrAdd(folder, Files));
        }
        else if (veleroVersion is not null)
        {
            var minor = string.Join('.', veleroVersion.TrimStart('v').Split('.').Take(2));
            var found = Folders.GetOrAdd("v" + minor, Embedded);
            if (found.Count == 0)
            {
                throw new ArgumentException($"no CRDs of Velero {veleroVersion} here", nameof(veleroVersion));
            }

            definitions.AddRange(found);
        }

        return new ResourceCatalog(definitions);
    }

    public ResourceType? Find(string groupVersion, string plural) => _types.GetValueOrDefault((groupVersion, plural));

    public ResourceType Get(string groupVersion, string plural) =>
        Find(groupVersion, plural) ?? throw new ArgumentException($"no resource {plural} in {groupVersion}", nameof(plural));

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
