using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Runs;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.OnDemand;

/// <summary>The Backup on one cluster, as <c>backups</c> shows it.</summary>
internal sealed record BackupElementModel : IModel<BackupElementModel>
{
    /// <summary>The phase of a Backup that is no longer there: expired, or deleted by others.</summary>
    public const string Expired = "Expired";

    private static readonly SchemaAttribute<string> s_name = Text("name", "The Backup's name.");

    private static readonly SchemaAttribute<string> s_phase = Text(
        "phase", $"Velero's phase; `{Expired}` when the Backup is no longer there.");

    private static readonly SchemaAttribute<string> s_startedAt = Text("started_at", "RFC 3339; null before that.");

    private static readonly SchemaAttribute<string> s_completedAt = Text("completed_at", "RFC 3339; null before that.");

    private static readonly SchemaAttribute<string> s_expiresAt = Text(
        "expires_at", "When Velero deletes it with its data; RFC 3339, null before it has started.");

    private static readonly SchemaAttribute<long> s_itemsBackedUp = Number("items_backed_up", "Objects in the backup.");

    private static readonly SchemaAttribute<long> s_totalItems = Number("total_items", "Objects to back up.");

    private static readonly SchemaAttribute<long> s_errors = Number("errors", "Errors in Velero's log of it.");

    private static readonly SchemaAttribute<long> s_warnings = Number("warnings", "Warnings in Velero's log of it.");

    private static readonly SchemaAttribute<long> s_snapshotsAttempted = Number(
        "volume_snapshots_attempted", "Volume snapshots begun, by plugins and by CSI drivers.");

    private static readonly SchemaAttribute<long> s_snapshotsCompleted = Number(
        "volume_snapshots_completed", "Volume snapshots that worked out.");

    private static readonly SchemaAttribute<string> s_failureReason = Text("failure_reason", "Velero's reason for phase `Failed`.");

    private static readonly SchemaAttribute<IReadOnlyList<string>> s_validationErrors =
        new("validation_errors", Codec.List(Codec.String))
        {
            Presence = Presence.Computed,
            Description = "Velero's reasons for phase `FailedValidation`.",
        };

    private static readonly SchemaAttribute<string> s_backupLocation = Text(
        "backup_location", "The BackupStorageLocation that it is stored in.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
    [
        s_name, s_phase, s_startedAt, s_completedAt, s_expiresAt, s_itemsBackedUp, s_totalItems, s_errors, s_warnings,
        s_snapshotsAttempted, s_snapshotsCompleted, s_failureReason, s_validationErrors,
        s_backupLocation,
    ];

    public required Value<string> Name { get; init; }

    public required Value<string> Phase { get; init; }

    public required Value<string> StartedAt { get; init; }

    public required Value<string> CompletedAt { get; init; }

    public required Value<string> ExpiresAt { get; init; }

    public required Value<long> ItemsBackedUp { get; init; }

    public required Value<long> TotalItems { get; init; }

    public required Value<long> Errors { get; init; }

    public required Value<long> Warnings { get; init; }

    public required Value<long> SnapshotsAttempted { get; init; }

    public required Value<long> SnapshotsCompleted { get; init; }

    public required Value<string> FailureReason { get; init; }

    public required Value<IReadOnlyList<string>> ValidationErrors { get; init; }

    public required Value<string> BackupLocation { get; init; }

    public static BackupElementModel Read(ModelReader reader) => new()
    {
        Name = reader.Get(s_name),
        Phase = reader.Get(s_phase),
        StartedAt = reader.Get(s_startedAt),
        CompletedAt = reader.Get(s_completedAt),
        ExpiresAt = reader.Get(s_expiresAt),
        ItemsBackedUp = reader.Get(s_itemsBackedUp),
        TotalItems = reader.Get(s_totalItems),
        Errors = reader.Get(s_errors),
        Warnings = reader.Get(s_warnings),
        SnapshotsAttempted = reader.Get(s_snapshotsAttempted),
        SnapshotsCompleted = reader.Get(s_snapshotsCompleted),
        FailureReason = reader.Get(s_failureReason),
        ValidationErrors = reader.Get(s_validationErrors),
        BackupLocation = reader.Get(s_backupLocation),
    };

    public void Write(ModelWriter writer)
    {
        writer.Set(s_name, Name);
        writer.Set(s_phase, Phase);
        writer.Set(s_startedAt, StartedAt);
        writer.Set(s_completedAt, CompletedAt);
        writer.Set(s_expiresAt, ExpiresAt);
        writer.Set(s_itemsBackedUp, ItemsBackedUp);
        writer.Set(s_totalItems, TotalItems);
        writer.Set(s_errors, Errors);
        writer.Set(s_warnings, Warnings);
        writer.Set(s_snapshotsAttempted, SnapshotsAttempted);
        writer.Set(s_snapshotsCompleted, SnapshotsCompleted);
        writer.Set(s_failureReason, FailureReason);
        writer.Set(s_validationErrors, ValidationErrors);
        writer.Set(s_backupLocation, BackupLocation);
    }

    public static BackupElementModel From(BackupRecord backup) => new()
    {
        Name = backup.Name,
        Phase = backup.PhaseText,
        StartedAt = RunAttributes.Time(backup.StartedAt),
        CompletedAt = RunAttributes.Time(backup.CompletedAt),
        ExpiresAt = RunAttributes.Time(backup.ExpiresAt),
        ItemsBackedUp = Value.OfNullable(backup.ItemsBackedUp),
        TotalItems = Value.OfNullable(backup.TotalItems),
        Errors = backup.Errors,
        Warnings = backup.Warnings,
        SnapshotsAttempted = backup.VolumeSnapshotsAttempted + backup.CsiVolumeSnapshotsAttempted,
        SnapshotsCompleted = backup.VolumeSnapshotsCompleted + backup.CsiVolumeSnapshotsCompleted,
        FailureReason = Value.OfNullable(backup.FailureReason),
        ValidationErrors = Value.Of<IReadOnlyList<string>>(backup.ValidationErrors),
        BackupLocation = Value.OfNullable(backup.StorageLocation),
    };

    private static SchemaAttribute<string> Text(string name, string description) =>
        new(name, Codec.String) { Presence = Presence.Computed, Description = description };

    private static SchemaAttribute<long> Number(string name, string description) =>
        new(name, Codec.Int64) { Presence = Presence.Computed, Description = description };
}
