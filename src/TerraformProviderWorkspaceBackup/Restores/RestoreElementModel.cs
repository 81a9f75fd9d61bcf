using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Runs;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.Restores;

/// <summary>The Restore on one cluster, as <c>restores</c> shows it.</summary>
internal sealed record RestoreElementModel : IModel<RestoreElementModel>
{
    private static readonly SchemaAttribute<string> s_name = Text("name", "The Restore's name.");

    private static readonly SchemaAttribute<string> s_backup = Text(
        "backup", "The Backup it restores from, as it is named on this cluster; chosen once.");

    private static readonly SchemaAttribute<string> s_phase = Text("phase", "Velero's phase, as it was last seen.");

    private static readonly SchemaAttribute<string> s_startedAt = Text("started_at", "RFC 3339; null before that.");

    private static readonly SchemaAttribute<string> s_completedAt = Text("completed_at", "RFC 3339; null before that.");

    private static readonly SchemaAttribute<long> s_itemsRestored = Number("items_restored", "Objects restored.");

    private static readonly SchemaAttribute<long> s_totalItems = Number("total_items", "Objects to restore.");

    private static readonly SchemaAttribute<long> s_errors = Number("errors", "Errors in Velero's log of it.");

    private static readonly SchemaAttribute<long> s_warnings = Number(
        "warnings", "Warnings in Velero's log of it: as a rule objects that exist and differ, and were left as they "
        + "are.");

    private static readonly SchemaAttribute<string> s_failureReason = Text("failure_reason", "Velero's reason for "
        + "phase `Failed`.");

    private static readonly SchemaAttribute<IReadOnlyList<string>> s_validationErrors =
        new("validation_errors", Codec.List(Codec.String))
        {
            Presence = Presence.Computed,
            Description = "Velero's reasons for phase `FailedValidation`.",
        };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
    [
        s_name, s_backup, s_phase, s_startedAt, s_completedAt, s_itemsRestored, s_totalItems, s_errors, s_warnings,
        s_failureReason, s_validationErrors,
    ];

    public required Value<string> Name { get; init; }

    public required Value<string> Backup { get; init; }

    public required Value<string> Phase { get; init; }

    public required Value<string> StartedAt { get; init; }

    public required Value<string> CompletedAt { get; init; }

    public required Value<long> ItemsRestored { get; init; }

    public required Value<long> TotalItems { get; init; }

    public required Value<long> Errors { get; init; }

    public required Value<long> Warnings { get; init; }

    public required Value<string> FailureReason { get; init; }

    public required Value<IReadOnlyList<string>> ValidationErrors { get; init; }

    public static RestoreElementModel Read(ModelReader reader) => new()
    {
        Name = reader.Get(s_name),
        Backup = reader.Get(s_backup),
        Phase = reader.Get(s_phase),
        StartedAt = reader.Get(s_startedAt),
        CompletedAt = reader.Get(s_completedAt),
        ItemsRestored = reader.Get(s_itemsRestored),
        TotalItems = reader.Get(s_totalItems),
        Errors = reader.Get(s_errors),
        Warnings = reader.Get(s_warnings),
        FailureReason = reader.Get(s_failureReason),
        ValidationErrors = reader.Get(s_validationErrors),
    };

    public void Write(ModelWriter writer)
    {
        writer.Set(s_name, Name);
        writer.Set(s_backup, Backup);
        writer.Set(s_phase, Phase);
        writer.Set(s_startedAt, StartedAt);
        writer.Set(s_completedAt, CompletedAt);
        writer.Set(s_itemsRestored, ItemsRestored);
        writer.Set(s_totalItems, TotalItems);
        writer.Set(s_errors, Errors);
        writer.Set(s_warnings, Warnings);
        writer.Set(s_failureReason, FailureReason);
        writer.Set(s_validationErrors, ValidationErrors);
    }

    public static RestoreElementModel From(RestoreRecord restore) => new()
    {
        Name = restore.Name,
        Backup = restore.Backup,
        Phase = restore.Phase,
        StartedAt = RunAttributes.Time(restore.StartedAt),
        CompletedAt = RunAttributes.Time(restore.CompletedAt),
        ItemsRestored = Value.OfNullable(restore.ItemsRestored),
        TotalItems = Value.OfNullable(restore.TotalItems),
        Errors = restore.Errors,
        Warnings = restore.Warnings,
        FailureReason = Value.OfNullable(restore.FailureReason),
        ValidationErrors = Value.Of<IReadOnlyList<string>>(restore.ValidationErrors),
    };

    /// <summary>What a plan knows of a restore: the backup, and nothing of what will become of it.</summary>
    public static RestoreElementModel Planned(string backup) => new()
    {
        Name = Value<string>.Unknown,
        Backup = backup,
        Phase = Value<string>.Unknown,
        StartedAt = Value<string>.Unknown,
        CompletedAt = Value<string>.Unknown,
        ItemsRestored = Value<long>.Unknown,
        TotalItems = Value<long>.Unknown,
        Errors = Value<long>.Unknown,
        Warnings = Value<long>.Unknown,
        FailureReason = Value<string>.Unknown,
        ValidationErrors = Value<IReadOnlyList<string>>.Unknown,
    };

    private static SchemaAttribute<string> Text(string name, string description) =>
        new(name, Codec.String) { Presence = Presence.Computed, Description = description };

    private static SchemaAttribute<long> Number(string name, string description) =>
        new(name, Codec.Int64) { Presence = Presence.Computed, Description = description };
}
