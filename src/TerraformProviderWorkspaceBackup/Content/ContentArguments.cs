using TerraformPlugin.Framework;
using TerraformPlugin.Values;

namespace TerraformProviderWorkspaceBackup.Content;

/// <summary>The content arguments of a resource, kept exactly as they were given.</summary>
/// <param name="Value">A known object of all <see cref="ContentAttributes.Arguments"/>.</param>
internal sealed record ContentArguments(TerraformValue Value)
{
    private static readonly TerraformType s_type =
        TerraformType.Object(ContentAttributes.Arguments.Select(static a => KeyValuePair.Create(a.Name, a.Type)));

    /// <summary>The arguments an import finds; <paramref name="namespaces"/> as the resource is to say it.</summary>
    public static ContentArguments Of(WorkspaceBackup.Velero.Objects.BackupContent content, Value<IReadOnlySet<string>> namespaces)
    {
        var editor = new ModelEditor(TerraformValue.Object(s_type,
            ContentAttributes.Arguments.Select(static a => KeyValuePair.Create(a.Name, TerraformValue.Null(a.Type)))));
        foreach (var attribute in ContentAttributes.All)
        {
            attribute.WriteArgument(editor, content);
        }

        editor.Set(ContentAttributes.Namespaces, namespaces);
        if (content is { SnapshotVolumes: false, DefaultVolumesToFsBackup: false })
        {
            // include_disks = false says it already.
            editor.Set(ContentAttributes.DefaultVolumesToFsBackup, Value<bool>.Null);
        }

        return new(editor.Value);
    }
}
