namespace WorkspaceBackup.Velero.Objects;

/// <summary>What all our labels on an object say together, in one text: it is compared, so that it can be repaired.</summary>
internal static class OwnerText
{
    /// <summary>What an object says that carries all of our labels as they should be.</summary>
    public static string Of(string workspace, string prefix, string cluster) => $"{workspace}/{prefix}/{cluster}";

    /// <param name="labels">The object's own.</param>
    /// <param name="backupLabels">Those it gives its backups; null: Velero copies the object's own.</param>
    /// <param name="clusterUid">The uid of the cluster that the object is on.</param>
    /// <returns>Empty when no label of ours is there; what differs from the object's own place stands in parentheses.</returns>
    public static string Of(StringMap labels, StringMap? backupLabels, string clusterUid)
    {
        var own = Describe(labels, clusterUid);
        var onBackups = backupLabels is null ? own : Describe(backupLabels, clusterUid);
        return own == onBackups ? own : $"{own} (on backups: {(onBackups.Length == 0 ? "none" : onBackups)})".TrimStart();
    }

    private static string Describe(StringMap labels, string clusterUid)
    {
        if (!labels.Keys.Any(OwnedMetadata.IsOwnLabel))
        {
            return "";
        }

        var odd = new List<string>();
        Check("managed-by", OwnedMetadata.ManagedByLabel, OwnedMetadata.FieldManager);
        Check("cluster-uid", OwnedMetadata.ClusterUidLabel, clusterUid);
        var text = Of(
            Get(OwnedMetadata.WorkspaceLabel), Get(OwnedMetadata.PrefixLabel), Get(OwnedMetadata.ClusterLabel));
        return odd.Count == 0 ? text : $"{text} ({string.Join(", ", odd)})";

        string Get(string label) => labels.TryGetValue(label, out var value) ? value : "?";

        void Check(string name, string label, string expected)
        {
            if (Get(label) is var value && value != expected)
            {
                odd.Add($"{name} {value}");
            }
        }
    }
}
