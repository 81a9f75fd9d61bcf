using System.Text.Json;
using System.Text.Json.Nodes;
using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Reconciled;
using TerraformProviderWorkspaceBackup.Reporting;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Schedules;

namespace TerraformProviderWorkspaceBackup.Schedules;

/// <summary>
/// <c>moved</c> from the resources that hold any Kubernetes object. No cluster can be asked then, because the provider is
/// not configured: what the object is called waits in private state for the first read, which looks for it everywhere.
/// </summary>
internal sealed partial class ScheduleResource
{
    public Task<ScheduleModel?> MoveStateAsync(StateMoveContext context, CancellationToken cancellationToken)
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
            return Task.FromResult<ScheduleModel?>(null);
        }

        if (moved.Value is not { ApiVersion: "velero.io/v1", Kind: "Schedule", Schedule: { Name.Length: > 0 } schedule })
        {
            context.Diagnostics.AddError("Not A Schedule",
                $"The {context.SourceTypeName} holds no Schedule of velero.io/v1 but {moved.Value.Kind ?? "an object without a kind"} "
                + $"of {moved.Value.ApiVersion ?? "no API version"}.\n\nMove only resources whose object is a Velero Schedule.");
            return Task.FromResult<ScheduleModel?>(null);
        }

        new ObjectMemory { Moved = schedule }.Write(context.Private);
        return Task.FromResult<ScheduleModel?>(ScheduleModel.Empty.WithClusters([], StringMap.Empty));
    }

    protected override Task<ScheduleModel?>? FindMoved(
        ReadContext<ScheduleModel> context,
        ConfiguredWorkspace workspace,
        ObjectMemory memory,
        CancellationToken cancellationToken) => memory.Moved is { } moved
        ? FindMovedAsync(context, workspace, memory, moved, cancellationToken)
        : null;

    /// <summary>The first read after a move.</summary>
    private static async Task<ScheduleModel?> FindMovedAsync(
        ReadContext<ScheduleModel> context,
        ConfiguredWorkspace workspace,
        ObjectMemory memory,
        MovedObject moved,
        CancellationToken cancellationToken)
    {
        var observations = await workspace.Schedules.ObserveAsync(
            [.. workspace.Clusters.Values.Select(cluster => new ObjectReference(
                cluster, moved.Name, moved.VeleroNamespace, StringSet.Empty))],
            cancellationToken);
        var made = context.State.Elements;
        var candidates = observations
            .Where(o => !made.ContainsKey(o.Key))
            .Where(o => o.Value is Observation<ScheduleElement>.Found found && (moved.Uid is null || found.Object.Uid == moved.Uid))
            .ToDictionary(static o => o.Key, static o => ((Observation<ScheduleElement>.Found)o.Value).Object, StringComparer.Ordinal);
        foreach (var (cluster, observation) in observations)
        {
            memory.Health[cluster] = HealthOf(observation);
        }

        context.Diagnostics.AddRange(
            observations.Values.OfType<Observation<ScheduleElement>.Failed>()
                .Select(static failed => Finding.Of(failed.Fault, WorkspaceBackup.Velero.Faults.Severity.Warning)),
            SchedulePaths.Paths);
        memory.Write(context.Private);
        var equal = candidates;
        if (candidates.Count > 1 && moved.Spec is { } spec)
        {
            // A manifest's state names no cluster and no uid, but it is a copy of the object.
            var copy = new ScheduleCopy(spec);
            equal = candidates.Where(c => copy.IsOf(c.Value.Element)).ToDictionary(StringComparer.Ordinal);
            candidates = equal.Count == 1 ? equal : candidates;
        }

        if (candidates.Count == 1)
        {
            var (cluster, schedule) = candidates.Single();
            memory.Moved = null;
            memory.Token ??= schedule.Token;
            memory.Write(context.Private);
            context.Diagnostics.AddRange(schedule.Findings, SchedulePaths.Paths);

            // What was made on other clusters while this one was down stays known.
            return made.Count > 0
                ? context.State.WithClusters([.. made, new(cluster, schedule.Element)], context.State.Skipped)
                : Described(
                    schedule,
                    new Dictionary<string, ScheduleElement> { [cluster] = schedule.Element },
                    Value<IReadOnlySet<string>>.Null,
                    workspace);
        }

        if (candidates.Count > 1)
        {
            // The wrong one would be changed, or deleted.
            context.Diagnostics.AddError("Moved Schedule Is Ambiguous",
                $"The clusters {WorkspaceBackup.Velero.Faults.NameList.Quoted(candidates.Keys.Order(StringComparer.Ordinal))} have a Schedule "
                + $"\"{moved.Name}\" in namespace \"{moved.VeleroNamespace}\" each, and the state of the resource that was moved does not say "
                + $"which one it held: {(equal.Count == 0 ? "it is a copy of none of them" : "more than one is as it recorded it")}. "
                + "Nothing was changed.\n\nLeave the other clusters out of the provider configuration for this one apply. Or replace "
                + "the moved block by a removed block for the old resource and an import block whose id names the clusters: "
                + "prefix:cluster=name,cluster=name.");
            return context.State;
        }

        if (observations.Values.Any(static o => o is Observation<ScheduleElement>.Failed) || workspace.UnknownClusters.Count > 0)
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

        context.Diagnostics.AddWarning("Moved Schedule Not Found",
            $"No cluster has the Schedule \"{moved.Name}\" in namespace \"{moved.VeleroNamespace}\" that the moved resource held. It is planned "
            + "anew.");
        return null;
    }

    private static Source? OfManifest(JsonNode? source)
    {
        // Dynamic attributes are stored as {"type": ..., "value": ...}; "object" is what the API server made of "manifest".
        var manifest = source?["manifest"]?["value"] ?? source?["object"]?["value"];
        var metadata = manifest?["metadata"];
        return new(
            Text(manifest?["apiVersion"]),
            Text(manifest?["kind"]),
            new(
                Text(metadata?["name"]) ?? "",
                Text(metadata?["namespace"]) ?? "default",
                Text(source?["object"]?["value"]?["metadata"]?["uid"]),
                // The object is what the cluster had; the manifest only what was asked for.
                source?["object"]?["value"]?["spec"] as JsonObject ?? manifest?["spec"] as JsonObject));
    }

    private static Source? OfKubectl(JsonNode? source) => new(
        Text(source?["api_version"]),
        Text(source?["kind"]),
        new(Text(source?["name"]) ?? "", Text(source?["namespace"]) ?? "default", Text(source?["uid"]), null));

    private static JsonNode? Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonNode.Parse(json.Span);
        }
        catch (JsonException)
        {
            // Without a kind it is reported as no Schedule.
            return null;
        }
    }

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0 ? text : null;

    private readonly record struct Source(string? ApiVersion, string? Kind, MovedObject Schedule);
}
