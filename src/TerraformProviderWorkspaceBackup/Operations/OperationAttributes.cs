using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Kubernetes;

namespace TerraformProviderWorkspaceBackup.Operations;

/// <summary>The attributes that a backup and a restore have in common.</summary>
internal static class OperationAttributes
{
    public static readonly SchemaAttribute<string> Id = new("id", Codec.String)
    {
        Presence = Presence.Computed,
        Description = "`<workspace>/<name>/<YYYYMMDDThhmmssZ>`. A restore takes a backup's as `from_backup`.",
    };

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, string>> Triggers = new("triggers", Codec.Map(Codec.String))
    {
        Presence = Presence.Optional,
        Description = "Any values. If one changes, it runs again, as with `{ version = var.release }`.",
        PlanModifiers = [new RequiresReplace<IReadOnlyDictionary<string, string>>()],
    };

    public static readonly SchemaAttribute<IReadOnlySet<string>> Clusters = new("clusters", Codec.Set(Codec.String))
    {
        Presence = Presence.Optional,
        Description = "The clusters to use. Default: all that are in the workspace when it runs.",
        Validators =
        [
            new Rule<IReadOnlySet<string>>(static value =>
                value.Count > 0 ? null : "must name at least one cluster; leave it out to mean all."),
        ],
        PlanModifiers = [new RequiresReplace<IReadOnlySet<string>>()],
    };

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, string>> Labels = new("labels", Codec.Map(Codec.String))
    {
        Presence = Presence.Optional,
        Description = "Labels for Velero's objects.",
        Validators = [Rules.Labels],
        PlanModifiers = [new RequiresReplace<IReadOnlyDictionary<string, string>>()],
    };

    public static readonly SchemaAttribute<bool> Wait = new("wait", Codec.Bool)
    {
        Presence = Presence.OptionalComputed,
        Default = true,
        Description = "Whether to wait for Velero to finish. A failure is an error then. Default: `true`.",
    };

    public static readonly SchemaAttribute<bool> AllowPartiallyFailed = new("allow_partially_failed", Codec.Bool)
    {
        Presence = Presence.OptionalComputed,
        Default = false,
        Description = "Whether `PartiallyFailed` is only a warning. Default: `false`.",
    };

    public static readonly SchemaAttribute<OperationTimeoutsModel> Timeouts = new("timeouts", Codec.Object<OperationTimeoutsModel>())
    {
        Presence = Presence.Optional,
        Description = "Time limits.",
    };

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, string>> SkippedClusters =
        new("skipped_clusters", Codec.Map(Codec.String))
        {
            Presence = Presence.Computed,
            Description = "Clusters skipped, and why.",
        };

    public static readonly SchemaAttribute<IReadOnlyList<ProblemModel>> Problems = Shown.As(
        "problems", Codec.List(Codec.Object<ProblemModel>()),
        "Velero's first errors and warnings. Read from its own files when it ends, by cluster and namespace.");

    public static SchemaAttribute<string> UnhealthyClusters(string otherwise) => new("unhealthy_clusters", Codec.String)
    {
        Presence = Presence.OptionalComputed,
        Default = otherwise,
        Description = "If a cluster is not available: `skip` or `fail`. Its Velero and its location count too. A "
            + "skipped cluster is a warning and in `skipped_clusters`; with `fail` nothing is started anywhere. "
            + $"Default: `{otherwise}`.",
        Validators = [Rules.OneOf("skip", "fail")],
    };

    /// <summary>RFC 3339 with a <c>Z</c>, as Kubernetes writes it.</summary>
    public static Value<string> Time(DateTimeOffset? time) => Value.OfNullable(
        time is { } at ? KubernetesTime.Text(at) : null);
}
