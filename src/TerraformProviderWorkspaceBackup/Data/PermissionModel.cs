using TerraformPlugin.Framework;
using WorkspaceBackup.Velero.Clusters;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>Whether the configured identity may do one of the product's operations.</summary>
internal sealed record PermissionModel : IModel<PermissionModel>
{
    private static readonly SchemaAttribute<bool> s_allowed = Shown.As(
        "allowed", Codec.Bool, "Whether nothing is missing.");

    private static readonly SchemaAttribute<IReadOnlyList<string>> s_missing = Shown.As(
        "missing", Codec.List(Codec.String), "What is missing, as in `create schedules.velero.io`.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [s_allowed, s_missing];

    public required Value<bool> Allowed { get; init; }

    public required Value<IReadOnlyList<string>> Missing { get; init; }

    public static PermissionModel From(IReadOnlyList<AccessRight> missing) => new()
    {
        Allowed = missing.Count == 0,
        Missing = Shown.List(missing.Select(static right => right.ToString())),
    };

    public static PermissionModel Read(ModelReader reader) => new()
    {
        Allowed = reader.Get(s_allowed),
        Missing = reader.Get(s_missing),
    };

    public void Write(ModelWriter writer)
    {
        writer.Set(s_allowed, Allowed);
        writer.Set(s_missing, Missing);
    }
}
