using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Protection;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>How well one cluster is protected.</summary>
internal sealed record ProtectedClusterModel(TerraformValue Object)
    : Model<ProtectedClusterModel>(Object), IModel<ProtectedClusterModel>
{
    public static readonly SchemaAttribute<string> Reason = Shown.As(
        "reason", Codec.String, "Why nothing is known of it; null if it answered.");

    public static readonly SchemaAttribute<string> VeleroVersion = Shown.As(
        "velero_version", Codec.String, "The Velero server's version.");

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, ProtectedNamespaceModel>> Namespaces = Shown.As(
        "namespaces", Codec.Map(Codec.Object<ProtectedNamespaceModel>()), "The namespaces that are there, by name.");

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, ProtectingScheduleModel>> Schedules = Shown.As(
        "schedules", Codec.Map(Codec.Object<ProtectingScheduleModel>()), "All Schedules of the cluster, by name, whoever made them.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [Reason, VeleroVersion, Namespaces, Schedules];

    public static ProtectedClusterModel Of(TerraformValue value) => new(value);

    /// <param name="detail">Whether every claim is listed.</param>
    public static ProtectedClusterModel From(ClusterProtection found, bool detail) => Empty
        .With(Reason, found.Fault is { } fault ? FaultReason.Of(fault.Kind) : Value<string>.Null)
        .With(VeleroVersion, Value.OfNullable(found.VeleroVersion))
        .With(Namespaces, Shown.Map(
            found.Namespaces.Select(static item => KeyValuePair.Create(item.Name, item)),
            item => ProtectedNamespaceModel.From(item, detail)))
        .With(Schedules, Shown.Map(
            found.Schedules.Select(static item => KeyValuePair.Create(item.Name, item)), ProtectingScheduleModel.From));
}
