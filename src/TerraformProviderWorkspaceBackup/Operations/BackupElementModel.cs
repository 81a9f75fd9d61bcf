using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.Operations;

/// <summary>The Backup on one cluster, as <c>backups</c> shows it.</summary>
internal sealed record BackupElementModel(TerraformValue Object)
    : Model<BackupElementModel>(Object), IOperationElement<BackupElementModel, BackupRecord>
{
    public static readonly SchemaAttribute<string> ExpiresAt = Shown.As(
        "expires_at", Codec.String, "When Velero deletes it with its data (RFC 3339).");

    public static readonly SchemaAttribute<string> BackupLocation = Shown.As(
        "backup_location", Codec.String, "The BackupStorageLocation it is in.");

    private static readonly SchemaAttribute<string> s_phase = Shown.As(
        "phase", Codec.String, $"Velero's phase; `{OperationElement.Expired}` when the Backup is no longer there.");

    private static readonly SchemaAttribute<long> s_itemsBackedUp = Shown.As(
        "items_backed_up", Codec.Int64, "Objects in the backup.");

    private static readonly SchemaAttribute<long> s_totalItems = Shown.As("total_items", Codec.Int64, "Objects to back up.");

    private static readonly SchemaAttribute<long> s_warnings = Shown.As(
        "warnings", Codec.Int64, "Warnings in its log.");

    private static readonly SchemaAttribute<long> s_snapshotsAttempted = Shown.As(
        "volume_snapshots_attempted", Codec.Int64, "Volume snapshots that were started.");

    private static readonly SchemaAttribute<long> s_snapshotsCompleted = Shown.As(
        "volume_snapshots_completed", Codec.Int64, "Volume snapshots that succeeded.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
    [
        OperationElement.Name, OperationElement.Uid, OperationElement.ClusterUid, OperationElement.VeleroNamespace,
        s_phase, OperationElement.StartedAt, OperationElement.CompletedAt, ExpiresAt, s_itemsBackedUp, s_totalItems,
        OperationElement.Errors, s_warnings, s_snapshotsAttempted, s_snapshotsCompleted, OperationElement.FailureReason,
        OperationElement.ValidationErrors, BackupLocation,
    ];

    public static SchemaAttribute<string> PhaseAttribute => s_phase;

    public static BackupElementModel Of(TerraformValue value) => new(value);

    public static bool IsEnd(string phase) => phase == OperationElement.Expired || BackupPhases.Parse(phase).IsOver();

    public static BackupElementModel From(BackupRecord backup) => Empty
        .With(OperationElement.Name, backup.Name)
        .With(OperationElement.Uid, backup.Uid)
        .With(OperationElement.ClusterUid, Value.OfNullable(backup.SourceClusterUid))
        .With(OperationElement.VeleroNamespace, backup.VeleroNamespace)
        .With(s_phase, backup.PhaseText)
        .With(OperationElement.StartedAt, OperationAttributes.Time(backup.StartedAt))
        .With(OperationElement.CompletedAt, OperationAttributes.Time(backup.CompletedAt))
        .With(ExpiresAt, OperationAttributes.Time(backup.ExpiresAt))
        .With(s_itemsBackedUp, Value.OfNullable(backup.ItemsBackedUp))
        .With(s_totalItems, Value.OfNullable(backup.TotalItems))
        .With(OperationElement.Errors, backup.Errors)
        .With(s_warnings, backup.Warnings)
        .With(s_snapshotsAttempted, backup.VolumeSnapshotsAttempted + backup.CsiVolumeSnapshotsAttempted)
        .With(s_snapshotsCompleted, backup.VolumeSnapshotsCompleted + backup.CsiVolumeSnapshotsCompleted)
        .With(OperationElement.FailureReason, Value.OfNullable(backup.FailureReason))
        .With(OperationElement.ValidationErrors, Value.Of<IReadOnlyList<string>>(backup.ValidationErrors))
        .With(BackupLocation, Value.OfNullable(backup.StorageLocation));
}
