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
        Description = "The workspace's name. It is a label on every object and the first part of ids; renaming changes both in place. Default: `default`.",
        Validators = [Rules.Label],
    };

    public static readonly SchemaAttribute<IReadOnlySet<string>> Namespaces =
        new("namespaces", Codec.Set(Codec.String))
        {
            Presence = Presence.Optional,
            Description = "The workspace's namespaces. A resource that names none takes all of them, and one that names some must choose from them. If unset, each resource names its own.",
            Validators = [Rules.Namespaces],
        };

    public static SchemaAttribute<IReadOnlyDictionary<string, string>> NamespaceSelectorAttribute => NamespaceSelector.OfProvider;

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, Value<ClusterModel>>> Clusters =
        new("clusters", Codec.Map(Codec.Partial(Codec.Object<ClusterModel>())))
        {
            Presence = Presence.Required,
            Description = "The workspace's clusters, by name. Names have 1 to 63 lower case letters, digits and hyphens. A single cluster may leave its connection to the environment.",
            Validators =
            [
                new Rule<IReadOnlyDictionary<string, Value<ClusterModel>>>(static clusters =>
                    clusters.Count == 0
                        ? "must name at least one cluster."
                        : clusters.Keys.Select(Rules.LabelProblem).FirstOrDefault(static problem => problem is not null)),
            ],
        };

    public static readonly SchemaAttribute<string> VeleroNamespace = new("velero_namespace", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "Velero's namespace (`openshift-adp` for OADP). Default: `velero`.",
        Validators = [Rules.Label],
    };

    public static readonly SchemaAttribute<string> RequestTimeout = new("request_timeout", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "The time limit for one API request. `100ms` to `1h`, with all its retries. Default: `10s`.",
        Validators = [Rules.RequestTimeout],
    };

    public static readonly SchemaAttribute<long> Parallelism = new("parallelism", Codec.Int64)
    {
        Presence = Presence.Optional,
        Description = "How many API requests may run at once. 1 to 1024 over all clusters; never more than 8 to one cluster. Default: `32`.",
        Validators =
        [
            new Rule<long>(static value => value is >= 1 and <= 1024 ? null : $"{value} must be between 1 and 1024."),
        ],
    };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
    [
        Name,
        Namespaces,
        NamespaceSelectorAttribute,
        Clusters,
        VeleroNamespace,
        RequestTimeout,
        Parallelism,
    ];

    public static ProviderModel Of(TerraformValue value) => new(value);
}
