using System.Text.Json;
using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.Storage;
using WorkspaceBackup.Velero.Durations;

namespace VeleroSandbox.Velero;

/// <summary>
/// Objects that Velero's client cannot decode. The CRDs take any string for a duration; one that Go cannot parse makes
/// every LIST of the kind fail, and Velero sees none of its objects any more (velero-facts 11).
/// </summary>
internal sealed class UndecodableObjects
{
    private static readonly string[] BackupFields = ["ttl", "csiSnapshotTimeout", "itemOperationTimeout"];

    private readonly Dictionary<string, HashSet<string>> _bad = new(StringComparer.Ordinal);

    public bool Any(string resource) => _bad.TryGetValue(resource, out var keys) && keys.Count > 0;

    public void Clear() => _bad.Clear();

    /// <returns>Whether this change let the kind be seen again.</returns>
    public bool Observe(StoredEvent change)
    {
        var resource = change.Type.Plural;
        if (!change.Deleted && !IsDecodable(resource, change.After.Read()))
        {
            if (!_bad.TryGetValue(resource, out var keys))
            {
                _bad[resource] = keys = new HashSet<string>(StringComparer.Ordinal);
            }

            keys.Add(change.After.Key);
            return false;
        }

        return _bad.TryGetValue(resource, out var known) && known.Remove(change.After.Key) && known.Count == 0;
    }

    private static bool IsDecodable(string resource, JsonObject value)
    {
        var (parent, fields) = resource switch
        {
            "backups" => (value.At("spec"), BackupFields),
            "schedules" => (value.At("spec", "template"), BackupFields),
            "restores" => (value.At("spec"), ["itemOperationTimeout"]),
            "backupstoragelocations" => (value.At("spec"), ["backupSyncPeriod", "validationFrequency"]),
            _ => (null, (string[])[]),
        };
        return fields.All(field => parent.At(field) is not JsonValue text
            || (text.GetValueKind() == JsonValueKind.String
                && GoDuration.TryParse(text.GetValue<string>(), out _, out _)));
    }
}
