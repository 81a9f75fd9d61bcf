using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Downloads;

/// <summary>What became of one volume in a backup, by the backup's own volume information.</summary>
/// <param name="Namespace">Of the claim, or of the pod where there is no claim.</param>
/// <param name="Name">The claim's, or <c>pod:volume</c> where there is no claim.</param>
public sealed record BackedUpVolume(string Namespace, string Name)
{
    /// <summary>Of what one backup says; a list that is longer is cut where it is shown.</summary>
    private const int MaxReason = 300;

    /// <summary><c>CSISnapshot</c>, <c>NativeSnapshot</c>, <c>PodVolumeBackup</c> or <c>DataUpload</c>; null: none.</summary>
    public string? Method { get; init; }

    /// <summary>Null: not counted.</summary>
    public long? Bytes { get; init; }

    /// <summary>Whether the volume's data is in the backup; null: nothing tells.</summary>
    public bool? IsSaved { get; init; }

    /// <summary>Why it is not, or why that is not known; null: it is.</summary>
    public string? Reason { get; init; }

    /// <summary>It was meant to be left out: a resource policy says so.</summary>
    public bool IsLeftOutByPolicy { get; init; }

    /// <summary>As <c>namespace/name</c>.</summary>
    public string Key => $"{Namespace}/{Name}";

    /// <param name="hasPolicy">Whether the backup names a resource policy, which may leave volumes out.</param>
    public static IReadOnlyList<BackedUpVolume> Read(JsonNode? infos, bool hasPolicy) =>
    [
        .. (infos as JsonArray ?? []).Select(info => ReadOne(info, hasPolicy)).OfType<BackedUpVolume>()
            .GroupBy(static volume => volume.Key)

            // Several pods may mount one claim; one that was read is enough.
            .Select(static same => same.FirstOrDefault(static volume => volume.IsSaved == true) ?? same.First())
            .OrderBy(static volume => volume.Key, StringComparer.Ordinal),
    ];

    private static BackedUpVolume? ReadOne(JsonNode? info, bool hasPolicy)
    {
        var (@namespace, name) = (Json.Text(info, "pvcNamespace") ?? "", Json.Text(info, "pvcName") ?? "");
        if (name.Length == 0)
        {
            @namespace = Json.Text(info, "pvbInfo", "podNamespace") ?? "";
            name = $"{Json.Text(info, "pvbInfo", "podName")}:{Json.Text(info, "pvbInfo", "volumeName")}";
            if (@namespace.Length == 0)
            {
                // A volume that nobody claims.
                return null;
            }
        }

        var volume = new BackedUpVolume(PlainText.Line(@namespace, 63), PlainText.Line(name, 253));
        if (Json.Flag(info, "skipped") == true)
        {
            var why = PlainText.Line(Json.Text(info, "skippedReason") ?? "", MaxReason).TrimEnd(';');
            return volume with
            {
                IsSaved = false,
                Reason = why.Length > 0 ? why : "Velero skipped it without a reason",
                IsLeftOutByPolicy = hasPolicy && IsPolicy(why),
            };
        }

        var isMoved = Json.Flag(info, "snapshotDataMoved") == true;
        volume = volume with { Method = isMoved ? "DataUpload" : Json.Text(info, "backupMethod") is { Length: > 0 } method ? PlainText.Line(method, 63) : null };
        return Json.Text(info, "result") switch
        {
            "succeeded" => volume with { IsSaved = true, Bytes = Size(info, volume.Method) },
            "failed" => Failed(volume, info),
            _ => WithoutResult(volume, info),
        };
    }

    /// <summary>Go leaves a zero out.</summary>
    private static long? Size(JsonNode? info, string? method) => method switch
    {
        "PodVolumeBackup" => Json.Number(info, "pvbInfo", "size") ?? 0,
        "DataUpload" => Json.Number(info, "snapshotDataMovementInfo", "size") ?? 0,
        "CSISnapshot" => Json.Number(info, "csiSnapshotInfo", "size"),
        _ => null,
    };

    /// <summary>The keys are capitalised; a reader that knows that they were not meant to be takes both.</summary>
    private static string? Phase(JsonNode? info, string part) => Json.Text(info, part, "Phase") ?? Json.Text(info, part, "phase");

    private static string? PhaseOf(JsonNode? info, string? method) => method switch
    {
        "PodVolumeBackup" => Phase(info, "pvbInfo"),
        "DataUpload" => Phase(info, "snapshotDataMovementInfo"),
        "NativeSnapshot" => Phase(info, "nativeSnapshotInfo"),
        _ => null,
    };

    private static BackedUpVolume Failed(BackedUpVolume volume, JsonNode? info) => volume with
    {
        IsSaved = false,
        Reason = PhaseOf(info, volume.Method) switch
        {
            "" => $"its {volume.Method} was never begun: no node agent took it up",
            { } phase => $"its {volume.Method} ended {PlainText.Line(phase, 63)}",
            null => $"its {volume.Method ?? "backup"} failed",
        },
    };

    /// <summary>Before 1.15.</summary>
    private static BackedUpVolume WithoutResult(BackedUpVolume volume, JsonNode? info) =>
        (PhaseOf(info, volume.Method), Json.Flag(info, "csiSnapshotInfo", "ReadyToUse"), volume.Method) switch
        {
            ("Completed", _, _) or (_, true, "CSISnapshot") => volume with { IsSaved = true, Bytes = Size(info, volume.Method) },
            ({ Length: > 0 } or "", _, _) => Failed(volume, info),
            (_, false, "CSISnapshot") => volume with { IsSaved = false, Reason = "its snapshot is not ready to use" },
            _ => volume with { Reason = "this Velero does not say how it ended (1.15 and later do)" },
        };

    /// <summary>A volume that the file system's way failed on, or that no snapshotter serves, is in no policy's words.</summary>
    private static bool IsPolicy(string why) => !why.Contains("encountered a problem", StringComparison.Ordinal)
        && (why.Contains("resource policy", StringComparison.OrdinalIgnoreCase)
            || why.Contains("VolumePolicy", StringComparison.OrdinalIgnoreCase));
}
