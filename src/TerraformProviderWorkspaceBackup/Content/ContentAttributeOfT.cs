using TerraformPlugin.Framework;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.Content;

/// <summary>A <see cref="ContentAttribute"/> with its types.</summary>
/// <typeparam name="TField">The field's type in the domain, its nullability included.</typeparam>
/// <typeparam name="TAttribute">The attribute's type.</typeparam>
/// <param name="toField">The domain's form of the attribute; null is absent.</param>
/// <param name="toAttribute">The attribute's form of a field.</param>
internal sealed class ContentAttribute<TField, TAttribute>(
    ContentField<TField> contentField,
    SchemaAttribute<TAttribute> argument,
    Func<Value<TAttribute>, TField?> toField,
    Func<TField?, Value<TAttribute>> toAttribute) : ContentAttribute
    where TAttribute : notnull
{
    public override ContentField Field => contentField;

    public override SchemaAttribute Replacing { get; } = new SchemaAttribute<TAttribute>(argument.Name, argument.Codec)
    {
        Presence = Presence.Optional,
        Description = argument.Description,
        Validators = argument.Validators,
        PlanModifiers = [.. argument.PlanModifiers, new RequiresReplace<TAttribute>()],
    };

    public override SchemaAttribute Argument => argument;

    public override BackupContent ReadArgument(ModelReader arguments, BackupContent into) =>
        contentField.With(into, toField(arguments.Get(argument)));

    public override void WriteArgument(ModelEditor arguments, BackupContent content) =>
        arguments.Set(argument, toAttribute(contentField.Get(content)));
}
