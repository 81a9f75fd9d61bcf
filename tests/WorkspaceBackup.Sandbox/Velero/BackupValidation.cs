using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.Storage;

namespace VeleroSandbox.Velero;

/// <summary>What Velero refuses before a backup runs, and which namespaces it would hold.</summary>
internal static class BackupValidation
{
    private static readonly string[] OldFilters = ["includedResources", "excludedResources", "includeClusterResources"];

    private static readonly string[] ScopedFilters =
    [
        "includedClusterScopedResources", "excludedClusterScopedResources", "includedNamespaceScopedResources",
        "excludedNamespaceScopedResources",
    ];

    public static IReadOnlyList<string> Errors(VeleroServer server, JsonObject backup, StoredObject? location)
    {
        var errors = new List<string>();
        var spec = backup.At("spec");
        var name = spec.Text("storageLocation");
        if (location is null)
        {
            errors.Add(string.IsNullOrEmpty(name)
                ? "an existing backup storage location was not specified and the default 'default' was not found"
                : $"a backup storage location was not found: backupstoragelocation.velero.io \"{name}\" not found");
        }
        else if (location.Read().Text("spec", "accessMode") == "ReadOnly")
        {
            errors.Add(
                "backup can't be created because backup storage location "
                + $"{location.Name} is currently in read-only mode");
        }
        else if (location.Phase == "Unavailable" && server.Minor >= 16)
        {
            errors.Add(
                $"backup can't be created because BackupStorageLocation {location.Name} is in Unavailable status.");
        }

        foreach (var @namespace in spec.Texts("includedNamespaces").Intersect(spec.Texts("excludedNamespaces")))
        {
            errors.Add(
                "Invalid included/excluded namespace lists: excludes list cannot contain an item in the includes list: "
                + @namespace);
        }

        if (spec.At("labelSelector") is JsonObject && spec.At("orLabelSelectors") is JsonArray { Count: > 0 })
        {
            errors.Add(
                "encountered labelSelector as well as orLabelSelectors in backup spec, only one can be specified");
        }

        if (OldFilters.Any(filter => Set(spec, filter)) && ScopedFilters.Any(filter => Set(spec, filter)))
        {
            errors.Add("old and new resource filter parameters cannot be used together");
        }

        return errors;
    }

    /// <summary>Included namespaces that this cluster does not have; each is an error since 1.14.1.</summary>
    public static IReadOnlyList<string> MissingNamespaces(VeleroServer server, JsonObject backup) =>
        server.Minor < 14
            ? []
            : [.. backup.At("spec").Texts("includedNamespaces")
                .Where(name => name.AsSpan().IndexOfAny("*?[{") < 0 && !Exists(server, name))];

    public static IReadOnlyList<string> IncludedNamespaces(VeleroServer server, JsonObject backup)
    {
        var included = backup.At("spec").Texts("includedNamespaces");
        var excluded = backup.At("spec").Texts("excludedNamespaces");
        return [.. server.Registry.Store.All(server.Registry.Catalog.Namespaces)
            .Where(item => included.Count == 0 || included.Contains("*") || included.Contains(item.Name))
            .Where(item => !excluded.Contains(item.Name)
                && item.Labels.GetValueOrDefault("velero.io/exclude-from-backup") != "true")
            .Select(item => item.Name)];
    }

    private static bool Exists(VeleroServer server, string name) =>
        server.Registry.Store.Get(server.Registry.Catalog.Namespaces, "", name) is not null;

    private static bool Set(JsonNode? spec, string field) =>
        spec.At(field) is not null and not JsonArray { Count: 0 };
}
