using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;

namespace TerraformProviderWorkspaceBackup.Operations;

/// <summary>What is shown of a Backup and of a Restore alike.</summary>
internal static class OperationElement
{
    /// <summary>The phase of an object that is no longer there.</summary>
    public const string Expired = "Expired";

    public static readonly SchemaAttribute<string> Name = Shown.As("name", Codec.String, "The object's name.");

    public static readonly SchemaAttribute<string> Uid = Shown.As(
        "uid", Codec.String, "The object's uid, by which it is recognised.");

    public static readonly SchemaAttribute<string> ClusterUid = Shown.As(
        "cluster_uid", Codec.String, "The uid of the cluster that it was made on (of its namespace `kube-system`).");

    public static readonly SchemaAttribute<string> VeleroNamespace = Shown.As(
        "velero_namespace", Codec.String, "The namespace that it is in.");

    public static readonly SchemaAttribute<string> StartedAt = Shown.As(
        "started_at", Codec.String, "RFC 3339; null before.");

    public static readonly SchemaAttribute<string> CompletedAt = Shown.As(
        "completed_at", Codec.String, "RFC 3339; null before.");

    public static readonly SchemaAttribute<long> Errors = Shown.As(
        "errors", Codec.Int64, "Errors in its log.");

    public static readonly SchemaAttribute<string> FailureReason = Shown.As(
        "failure_reason", Codec.String, "Velero's reason for phase `Failed`.");

    public static readonly SchemaAttribute<IReadOnlyList<string>> ValidationErrors = Shown.As(
        "validation_errors", Codec.List(Codec.String), "Velero's reasons for phase `FailedValidation`.");
}
