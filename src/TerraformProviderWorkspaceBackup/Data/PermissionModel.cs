using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Clusters;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>Whether the configured identity may do one of the product's operations.</summary>
internal sealed record PermissionModel(TerraformValue Object) : Model<PermissionModel>(Object), IModel<PermissionModel>
{
    public static readonly SchemaAttribute<bool> Allowed = Shown.As(
        "allowed", Codec.Bool, "Whether it has all rights for that.");

    public static readonly SchemaAttribute<IReadOnlyList<string>> Missing = Shown.As(
        "missing", Codec.List(Codec.String), "The missing rights, such as `create schedules.velero.io`.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [Allowed, Missing];

    public static PermissionModel Of(TerraformValue value) => new(value);

    public static PermissionModel From(IReadOnlyList<AccessRight> missing) => Empty
        .With(Allowed, missing.Count == 0)
        .With(Missing, Shown.List(missing.Select(static right => right.ToString())));
}
