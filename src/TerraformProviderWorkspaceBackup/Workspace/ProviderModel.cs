using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;

namespace TerraformProviderWorkspaceBackup.Workspace;

/// <summary>The provider's configuration: one workspace.</summary>
internal sealed record ProviderModel(TerraformValue Object) : Model<ProviderModel>(Object), IModel<ProviderModel>
{
    public static readonly SchemaAttribute<string> Name = new("name", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "The workspace's name: a label value on every object and the first part of ids. Renaming changes "
            + "labels and ids in place. Default: `default`.",
        Validators = [Rules.Label],
    };

    public static readonly SchemaAttribute<IReadOnlySet<string>> Namespaces =
        new("namespaces", Codec.Set(Codec.String))
        {
            Presence = Presence.Optional,
            Description = "The workspace's namespaces. A resource's own `namespaces` must be among them; a resource that "
                + "names none means all of them. Left out: each resource names its own, or `[\"*\"]`.",
            Validators = [Rules.Namespaces],
        };

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, Value<ClusterModel>>> Clusters =
        new("clusters", Codec.Map(Codec.Partial(Codec.Object<ClusterModel>())))
        {
            Presence = Presence.Required,
            Description = "The clusters that are in the workspace now, by name: 1 to 63 lower case letters, digits and "
                + "hyphens. With exactly one cluster and no connection of its own, the environment decides "
                + "(`KUBE_CONFIG_PATH`, `KUBE_HOST`, ..., then `KUBECONFIG`, then the service account of the pod).",
            Validators =
            [
                new Rule<IReadOnlyDictionary<string, Value<ClusterModel>>>(static clusters =>
                    clusters.Count == 0
                        ? "must name one cluster at least."
                        : clusters.Keys.Select(Rules.LabelProblem).FirstOrDefault(static problem => problem is not null)),
            ],
        };

    public static readonly SchemaAttribute<string> VeleroNamespace = new("velero_namespace", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "The namespace Velero is installed in (`openshift-adp` for OADP). Default: `velero`.",
        Validators = [Rules.Label],
    };

    public static readonly SchemaAttribute<string> RequestTimeout = new("request_timeout", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "The time limit of one API request, all its retries included. Default: `10s`.",
        Validators = [Rules.PositiveDuration],
    };

    public static readonly SchemaAttribute<long> Parallelism = new("parallelism", Codec.Int64)
    {
        Presence = Presence.Optional,
        Description = "API requests in flight over all clusters, 1 to 1024; to one cluster never more than 8. Default: `32`.",
        Validators =
        [
            new Rule<long>(static value => value is >= 1 and <= 1024 ? null : $"{value} must be between 1 and 1024."),
        ],
    };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
    [
        Name,
        Namespaces,
        Clusters,
        VeleroNamespace,
        RequestTimeout,
        Parallelism,
    ];

    public static ProviderModel Of(TerraformValue value) => new(value);
}
