using System.Text.Json;
using System.Text.Json.Nodes;
using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Reporting;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Reconciling;

namespace TerraformProviderWorkspaceBackup.Reconciled;

/// <summary>
/// <c>moved</c> from the resources that hold any Kubernetes object. No cluster can be asked then, because the provider is
/// not configured: what the object is called waits in private state for the first read, which looks for it everywhere.
/// </summary>
internal abstract partial class ReconciledResource<TModel, TScope, TDeclaration, TElement> : IMoveState<TModel>
{
    /// <summary>Whether an object has the spec that somebody else recorded of it; null members count as absent.</summary>
    protected abstract bool IsCopy(JsonObject spec, TElement element);

    /// <summary>The resource that a moved object is of; what it is called here is not known yet.</summary>
    protected abstract TModel Moved(Stored<TElement> found, string cluster, ConfiguredWorkspace workspace);

    public Task<TModel?> MoveStateAsync(StateMoveContext context, CancellationToken cancellationToken)
    {
        var source = Parse(context.SourceJson);
        var address = context.SourceProviderAddress;
        var moved = context.SourceTypeName switch
        {
            "kubernetes_manifest" when address.EndsWith("/hashicorp/kubernetes", StringComparison.Ordinal) =>
                OfManifest(source),
            "kubectl_manifest" when address.EndsWith("/gavinbunney/kubectl", StringComparison.Ordinal)
                || address.EndsWith("/alekc/kubectl", StringComparison.Ordinal) => OfKubectl(source),
            _ => null,
        };
        if (moved is null)
        {
            // The framework says that such a source is not supported.
            return Task.FromResult<TModel?>(null);
        }

        if (moved.Value is not { ApiVersion: "velero.io/v1", Object: { Name.Length: > 0 } held } || moved.Value.Kind != Noun)
        {
            context.Diagnostics.AddError(Words.NotOfKind,
                $"The {context.SourceTypeName} holds no {Noun} of velero.io/v1 but {moved.Value.Kind ?? "an object without a kind"} "
                + $"of {moved.Value.ApiVersion ?? "no API version"}.\n\nMove only resources whose object is a Velero {Noun}.");
            return Task.FromResult<TModel?>(null);
        }

        new ObjectMemory { Moved = held }.Write(context.Private);
        return Task.FromResult<TModel?>(Model<TModel>.Empty.WithClusters([], StringMap.Empty));
    }

    /// <summary>The first read after a move.</summary>
    private async Task<TModel?> FindMovedAsync(
        ReadContext<TModel> context,
        ConfiguredWorkspace workspace,
        ObjectMemory memory,
        MovedObject moved,
        CancellationToken cancellationToken)
    {
        var observations = await ReconcilerOf(workspace).ObserveAsync(
            [.. workspace.Clusters.Values.Select(cluster => new ObjectReference(
                cluster, moved.Name, moved.VeleroNamespace, StringSet.Empty))],
            cancellationToken);
        var made = context.State.Elements;
        var candidates = observations
            .Where(o => !made.ContainsKey(o.Key))
            .Where(o => o.Value is Observation<TElement>.Found found && (moved.Uid is null || found.Object.Uid == moved.Uid))
            .ToDictionary(static o => o.Key, static o => ((Observation<TElement>.Found)o.Value).Object, StringComparer.Ordinal);
        foreach (var (cluster, observation) in observations)
        {
            memory.Health[cluster] = HealthOf(observation);
        }

        context.Diagnostics.AddRange(
            observations.Values.OfType<Observation<TElement>.Failed>()
                .Select(static failed => Finding.Of(failed.Fault, WorkspaceBackup.Velero.Faults.Severity.Warning)),
            Paths);
        memory.Write(context.Private);
        var equal = candidates;
        if (candidates.Count > 1 && moved.Spec is { } spec)
        {
            // A manifest's state names no cluster and no uid, but it is a copy of the object.
            equal = candidates.Where(c => IsCopy(spec, c.Value.Element)).ToDictionary(StringComparer.Ordinal);
            candidates = equal.Count == 1 ? equal : candidates;
        }

        if (candidates.Count == 1)
        {
            var (cluster, found) = candidates.Single();
            memory.Moved = null;
            memory.Token ??= found.Token;
            memory.Write(context.Private);
            if (found.Token is not null && found.Token != memory.Token)
            {
                memory.Untagged.Add(cluster);
                memory.Write(context.Private);
            }

            context.Diagnostics.AddRange([.. found.Findings, .. Managers(cluster, found)], Paths);

            // What was made on other clusters while this one was down stays known.
            if (made.Count > 0)
            {
                return context.State.WithClusters([.. made, new(cluster, found.Element)], context.State.Skipped);
            }

            // Without what an import has to find out the configuration says it, as a change.
            var described = Moved(found, cluster, workspace);
            return await CompletedAsync(described, workspace.Clusters[cluster], new Diagnostics(), cancellationToken) ?? described;
        }

        if (candidates.Count > 1)
        {
            // The wrong one would be changed, or deleted.
            context.Diagnostics.AddError(Words.MovedAmbiguous,
                $"The clusters {WorkspaceBackup.Velero.Faults.NameList.Quoted(candidates.Keys.Order(StringComparer.Ordinal))} have a {Noun} "
                + $"\"{moved.Name}\" in namespace \"{moved.VeleroNamespace}\" each, and the state of the resource that was moved does not say "
                + $"which one it held: {(equal.Count == 0 ? "it is a copy of none of them" : "more than one is as it recorded it")}. "
                + "Nothing was changed.\n\nLeave the other clusters out of the provider configuration for this one apply. Or replace "
                + "the moved block by a removed block for the old resource and an import block whose id names the clusters: "
                + $"{NameArgument}:cluster=name,cluster=name.");
            return context.State;
        }

        if (observations.Values.Any(static o => o is Observation<TElement>.Failed) || workspace.UnknownClusters.Count > 0)
        {
            // It may be on one of those that did not answer.
            return context.State;
        }

        if (made.Count > 0)
        {
            memory.Moved = null;
            memory.Write(context.Private);
            return context.State;
        }

        context.Diagnostics.AddWarning(Words.MovedNotFound,
            $"No cluster has the {Noun} \"{moved.Name}\" in namespace \"{moved.VeleroNamespace}\" that the moved resource held. It is planned "
            + "anew.");
        return null;
    }

    private static Source? OfManifest(JsonNode? source)
    {
        // Dynamic attributes are stored as {"type": ..., "value": ...}; "object" is what the API server made of "manifest".
        var manifest = source?["manifest"]?["value"] ?? source?["object"]?["value"];
        var metadata = manifest?["metadata"];
        return new(
            Json.Filled(manifest, "apiVersion"),
            Json.Filled(manifest, "kind"),
            new(
                Json.Filled(metadata, "name") ?? "",
                Json.Filled(metadata, "namespace") ?? "default",
                Json.Filled(source, "object", "value", "metadata", "uid"),
                // The object is what the cluster had; the manifest only what was asked for.
                source?["object"]?["value"]?["spec"] as JsonObject ?? manifest?["spec"] as JsonObject));
    }

    private static Source? OfKubectl(JsonNode? source) => new(
        Json.Filled(source, "api_version"),
        Json.Filled(source, "kind"),
        new(Json.Filled(source, "name") ?? "", Json.Filled(source, "namespace") ?? "default", Json.Filled(source, "uid"), null));

    private static JsonNode? Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonNode.Parse(json.Span);
        }
        catch (JsonException)
        {
            // Without a kind it is reported as none of the kind.
            return null;
        }
    }

    private readonly record struct Source(string? ApiVersion, string? Kind, MovedObject Object);
}
