using TerraformPlugin.Framework;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.Content;

/// <summary>
/// One field of Velero's BackupSpec as an argument of a resource.
/// </summary>
internal abstract class ContentAttribute
{
    public abstract ContentField Field { get; }

    /// <summary>The resource's argument.</summary>
    public abstract SchemaAttribute Argument { get; }

    /// <summary>
    /// The argument as a resource has it that cannot be changed, only made again: a change replaces, and nothing is filled in
    /// where the configuration has nothing.
    /// </summary>
    public abstract SchemaAttribute Replacing { get; }

    /// <summary>Reads the argument, which is wholly known, into a content.</summary>
    public abstract BackupContent ReadArgument(ModelReader arguments, BackupContent into);

    /// <summary>Writes the argument as an import finds it.</summary>
    public abstract void WriteArgument(ModelEditor arguments, BackupContent content);
}
