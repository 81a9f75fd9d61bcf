using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Operations;

namespace TerraformProviderWorkspaceBackup.Operations;

/// <summary>What a restore really did on one cluster, as <c>verification</c> shows it.</summary>
internal sealed record VerificationModel(TerraformValue Object) : Model<VerificationModel>(Object), IModel<VerificationModel>
{
    private static readonly SchemaAttribute<string> s_reason = Shown.As(
        "reason", Codec.String, "Why nothing was verified; the numbers are null then.");

    private static readonly SchemaAttribute<long> s_created = Shown.As("created", Codec.Int64, "Objects that were not there.");

    private static readonly SchemaAttribute<long> s_updated = Shown.As("updated", Codec.Int64, "Objects that were overwritten.");

    private static readonly SchemaAttribute<long> s_kept = Shown.As(
        "kept", Codec.Int64, "Objects that were there and were left as they were, whether they differed or not.");

    private static readonly SchemaAttribute<long> s_reprovisioned = Shown.As(
        "reprovisioned", Codec.Int64, "PersistentVolumes that were provisioned anew.");

    private static readonly SchemaAttribute<long> s_failed = Shown.As("failed", Codec.Int64, "Objects that could not be restored.");

    private static readonly SchemaAttribute<long> s_missing = Shown.As(
        "missing", Codec.Int64, "Objects that the backup holds and the restore was to bring back, and did not look at.");

    private static readonly SchemaAttribute<long> s_unverified = Shown.As(
        "unverified", Codec.Int64, "Objects of which the lists cannot tell: with label selectors, cluster-scoped ones unless asked for, pods and jobs.");

    private static readonly SchemaAttribute<long> s_volumesRestored = Shown.As(
        "volumes_restored", Codec.Int64, "Claims that Velero says it made from a snapshot or read back. Whether the data arrived is not told; null before Velero 1.14.");

    private static readonly SchemaAttribute<long> s_volumesNotRestored = Shown.As(
        "volumes_not_restored", Codec.Int64, "Claims of the restore that were not: new and empty, or existing and untouched.");

    private static readonly SchemaAttribute<long> s_seconds = Shown.As("seconds", Codec.Int64, "From its start to its end.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
    [
        s_created, s_updated, s_kept, s_reprovisioned, s_failed, s_missing, s_unverified, s_volumesRestored, s_volumesNotRestored,
        s_seconds, s_reason,
    ];

    public static VerificationModel Of(TerraformValue value) => new(value);

    public static VerificationModel From(RestoreVerification done)
    {
        var shown = Empty.With(s_seconds, Value.OfNullable(done.Seconds)).With(s_reason, Value.OfNullable(done.Reason));
        return done.Reason is not null ? shown : shown
            .With(s_created, (long)done.Created)
            .With(s_updated, (long)done.Updated)
            .With(s_kept, (long)done.Kept)
            .With(s_reprovisioned, (long)done.Reprovisioned)
            .With(s_failed, (long)done.Failed.Count)
            .With(s_missing, (long)done.Missing.Count)
            .With(s_unverified, (long)done.Unverified)
            .With(s_volumesRestored, Value.OfNullable((long?)done.VolumesRestored))
            .With(s_volumesNotRestored, Value.OfNullable((long?)done.VolumesNotRestored));
    }
}
