using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;

namespace WorkspaceBackup.Velero.Objects;

/// <summary>A <see cref="ContentField"/> with its property of <see cref="BackupContent"/>.</summary>
/// <typeparam name="T">The property's type, its nullability included: <c>bool?</c>, <c>StringSet?</c>.</typeparam>
public sealed class ContentField<T> : ContentField
{
    private readonly JsonShape<T> _shape;
    private readonly Func<BackupContent, T?> _get;
    private readonly Func<BackupContent, T?, BackupContent> _with;

    internal ContentField(
        string attribute,
        string jsonPath,
        JsonShape<T> shape,
        Func<BackupContent, T?> get,
        Func<BackupContent, T?, BackupContent> with,
        VeleroVersion? since = null)
        : base(attribute, jsonPath, since)
    {
        _shape = shape;
        _get = get;
        _with = with;
    }

    /// <summary>Null when absent.</summary>
    public T? Get(BackupContent content) => _get(content);

    public BackupContent With(BackupContent content, T? value) => _with(content, value);

    public override bool IsSet(BackupContent content) => _get(content) is not null;

    public override bool AreEqual(BackupContent left, BackupContent right) =>
        EqualityComparer<T>.Default.Equals(_get(left), _get(right));

    public override BackupContent Copy(BackupContent from, BackupContent to) => _with(to, _get(from));

    internal override JsonNode? Write(BackupContent content) => _shape.Write(_get(content));

    internal override BackupContent Read(JsonNode? node, string path, BackupContent into, ObjectFindings findings) =>
        _with(into, _shape.Read(node, path, findings));
}
