using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.Operations;

/// <summary>The Restore on one cluster, as <c>restores</c> shows it.</summary>
internal sealed record RestoreElementModel(TerraformValue Object)
    : Model<RestoreElementModel>(Object), IOperationElement<RestoreElementModel, RestoreRecord>
{
    public static readonly SchemaAttribute<string> Backup = Shown.As(
        "backup", Codec.String, "The Backup it restores from, as it is named on this cluster; chosen once.");

    private static readonly SchemaAttribute<string> s_phase = Shown.As(
        "phase", Codec.String, "Velero's phase, as it was last seen.");

    private static readonly SchemaAttribute<long> s_itemsRestored = Shown.As(
        "items_restored", Codec.Int64,
        "Objects that Velero looked at. Those it created or updated, and those it left alone or failed on, too.");

    private static readonly SchemaAttribute<long> s_totalItems = Shown.As(
        "total_items", Codec.Int64, "Objects that the restore is about. Without namespaces; 0: nothing matched.");

    private static readonly SchemaAttribute<long> s_warnings = Shown.As(
        "warnings", Codec.Int64,
        "Warnings in its log. Mostly objects that existed and differ and were left alone.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
    [
        OperationElement.Name, OperationElement.Uid, OperationElement.ClusterUid, OperationElement.VeleroNamespace, Backup,
        s_phase, OperationElement.StartedAt, OperationElement.CompletedAt, s_itemsRestored, s_totalItems,
        OperationElement.Errors, s_warnings, OperationElement.FailureReason, OperationElement.ValidationErrors,
    ];

    private static readonly TerraformValue s_unknown = TerraformValue.Object(
        new NestedObject(NestingMode.Single, Attributes).ObjectType,
        Attributes.Select(static a => KeyValuePair.Create(a.Name, TerraformValue.Unknown(a.Type))));

    public static SchemaAttribute<string> PhaseAttribute => s_phase;

    public static RestoreElementModel Of(TerraformValue value) => new(value);

    public static bool IsEnd(string phase) => RestoreRecord.IsEnd(phase);

    /// <summary>Of a Restore that is still to come only the backup is known.</summary>
    public static RestoreElementModel Planned(string backup) => Of(s_unknown).With(Backup, backup);

    public static RestoreElementModel From(RestoreRecord restore) => Empty
        .With(OperationElement.Name, restore.Name)
        .With(OperationElement.Uid, restore.Uid)
        .With(OperationElement.ClusterUid, Value.OfNullable(restore.ClusterUid))
        .With(OperationElement.VeleroNamespace, restore.VeleroNamespace)
        .With(Backup, restore.Backup)
        .With(s_phase, restore.Phase)
        .With(OperationElement.StartedAt, OperationAttributes.Time(restore.StartedAt))
        .With(OperationElement.CompletedAt, OperationAttributes.Time(restore.CompletedAt))
        .With(s_itemsRestored, Value.OfNullable(restore.ItemsRestored))
        .With(s_totalItems, Value.OfNullable(restore.TotalItems))
        .With(OperationElement.Errors, restore.Errors)
        .With(s_warnings, restore.Warnings)
        .With(OperationElement.FailureReason, Value.OfNullable(restore.FailureReason))
        .With(OperationElement.ValidationErrors, Value.Of<IReadOnlyList<string>>(restore.ValidationErrors));
}
