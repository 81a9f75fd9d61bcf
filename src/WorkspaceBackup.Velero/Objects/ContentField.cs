using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;

namespace WorkspaceBackup.Velero.Objects;

/// <summary>
/// One field of Velero's <c>BackupSpec</c>: the one place that knows its name for users, where it stands in the JSON,
/// how it is read, written and compared, and since when Velero has it.
/// </summary>
public abstract class ContentField
{
    private readonly string[] _segments;

    private protected ContentField(string attribute, string jsonPath, VeleroVersion? since)
    {
        Attribute = attribute;
        JsonPath = jsonPath;
        Since = since;
        _segments = jsonPath.Split('.');
    }

    /// <summary>The attribute's name in Terraform: <c>csi_snapshot_timeout</c>.</summary>
    public string Attribute { get; }

    /// <summary>Within the <c>BackupSpec</c>, dotted: <c>uploaderConfig.parallelFilesUpload</c>.</summary>
    public string JsonPath { get; }

    /// <summary>
    /// The first Velero whose CRDs have it; older ones drop it without a word. Null: all that are supported.
    /// </summary>
    public VeleroVersion? Since { get; }

    internal IReadOnlyList<string> Segments => _segments;

    public abstract bool IsSet(BackupContent content);

    public abstract bool AreEqual(BackupContent left, BackupContent right);

    /// <summary>The value as compact JSON, for messages; <c>null</c> when absent.</summary>
    public string Show(BackupContent content) => Write(content)?.ToJsonString() ?? "null";

    /// <summary><paramref name="to"/> with this field's value of <paramref name="from"/>.</summary>
    public abstract BackupContent Copy(BackupContent from, BackupContent to);

    /// <summary>The value's JSON; null when absent.</summary>
    internal abstract JsonNode? Write(BackupContent content);

    /// <param name="node">What stands at the path, or null.</param>
    /// <param name="path">The path for messages, from the object's root.</param>
    internal abstract BackupContent Read(JsonNode? node, string path, BackupContent into, ObjectFindings findings);

    public override string ToString() => JsonPath;
}
