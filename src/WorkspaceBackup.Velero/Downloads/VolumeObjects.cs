using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Downloads;

/// <summary>
/// The DataUploads and PodVolumeBackups of one backup: they have the reason for a failure where the volume information has only
/// the failure, and the outcome where it has none.
/// </summary>
internal static class VolumeObjects
{
    private const int MaxLabel = 63;

    /// <summary>The volumes with what those objects tell; as they were where these may not be listed.</summary>
    public static async Task<IReadOnlyList<BackedUpVolume>> ExplainAsync(
        Cluster cluster, string backup, IReadOnlyList<BackedUpVolume> volumes, CancellationToken cancellationToken)
    {
        if (volumes.All(static volume => volume is { IsSaved: true } || !IsOfObject(volume)))
        {
            return volumes;
        }

        var found = new Dictionary<string, BackedUpVolume>(StringComparer.Ordinal);
        await foreach (var volume in ListAsync(
            cluster, backup, method => volumes.Any(volume => volume.IsSaved != true && volume.Method == method), cancellationToken))
        {
            found[volume.Key] = volume;
        }

        return [.. volumes.Select(volume => !found.TryGetValue(volume.Key, out var told) || told.Method != volume.Method ? volume
            : volume.IsSaved is null ? told
            : volume.IsSaved == false && told.IsSaved == false ? volume with { Reason = told.Reason }
            : volume)];
    }

    /// <summary>Those that did not come to a good end, where there is no volume information to look them up for; none if they may not be listed.</summary>
    public static async Task<IReadOnlyList<BackedUpVolume>> FailedAsync(Cluster cluster, string backup, CancellationToken cancellationToken)
    {
        var failed = new List<BackedUpVolume>();
        await foreach (var volume in ListAsync(cluster, backup, static _ => true, cancellationToken))
        {
            if (volume.IsSaved == false)
            {
                failed.Add(volume);
            }
        }

        return failed;
    }

    private static async IAsyncEnumerable<BackedUpVolume> ListAsync(
        Cluster cluster, string backup, Func<string, bool> isAsked, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (groupVersion, plural, method) in new[]
        {
            ("velero.io/v2alpha1", "datauploads", "DataUpload"), (ApiPath.VeleroGroupVersion, "podvolumebackups", "PodVolumeBackup"),
        })
        {
            if (!isAsked(method))
            {
                continue;
            }

            await foreach (var item in cluster.Api.ListAsync(
                new ApiPath(groupVersion, plural, cluster.VeleroNamespace), $"velero.io/backup-name={LabelOf(backup)}", cancellationToken))
            {
                if (item.TryGet(out var one, out _) && Read(one, method) is { } volume)
                {
                    yield return volume;
                }
            }
        }
    }

    /// <summary>A label's value as Velero cuts it (<c>pkg/label</c>): long names end with the first digits of their hash.</summary>
    internal static string LabelOf(string name) => name.Length <= MaxLabel
        ? name
        : name[..(MaxLabel - 6)] + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..6];

    private static bool IsOfObject(BackedUpVolume volume) => volume.Method is "DataUpload" or "PodVolumeBackup";

    private static BackedUpVolume? Read(JsonObject one, string method)
    {
        var (@namespace, claim) = method == "DataUpload"
            ? (Json.Text(one, "spec", "sourceNamespace"), Json.Text(one, "spec", "sourcePVC"))
            : (Json.Text(one, "spec", "pod", "namespace"), Json.Text(one, "metadata", "annotations", "velero.io/pvc-name"));
        if (@namespace is null || claim is null)
        {
            return null;
        }

        var phase = PlainText.Line(Json.Text(one, "status", "phase") ?? "", 63);
        var message = PlainText.Line(Json.Text(one, "status", "message") ?? "", 300).TrimEnd('.');
        var volume = new BackedUpVolume(@namespace, claim) { Method = method };
        return phase switch
        {
            "Completed" => volume with { IsSaved = true, Bytes = Json.Number(one, "status", "progress", "bytesDone") },
            "" => volume with { IsSaved = false, Reason = $"its {method} was never begun: no node agent took it up" },
            _ => volume with { IsSaved = false, Reason = $"its {method} ended {phase}{(message.Length > 0 ? $": {message}" : "")}" },
        };
    }
}
