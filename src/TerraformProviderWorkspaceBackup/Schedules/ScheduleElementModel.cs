using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using WorkspaceBackup.Velero.Schedules;

namespace TerraformProviderWorkspaceBackup.Schedules;

/// <summary>The Schedule on one cluster, as <c>schedules</c> shows it.</summary>
internal sealed record ScheduleElementModel(TerraformValue Object)
    : Model<ScheduleElementModel>(Object), IModel<ScheduleElementModel>
{
    public static readonly SchemaAttribute<string> Name = Text("name", "The Schedule's name.");

    public static readonly SchemaAttribute<string> Uid = Text("uid",
        "The Schedule's uid, by which the provider recognises it.");

    public static readonly SchemaAttribute<string> VeleroNamespace = Text("velero_namespace",
        "The namespace it is in. If the configuration names another one, it is deleted here and created there.");

    public static readonly SchemaAttribute<string> ClusterUid = Text("cluster_uid",
        "The cluster's identity: the uid of its `kube-system` namespace. It changes when the name leads to another cluster.");

    public static readonly SchemaAttribute<string> Owner = Text("owner",
        "Whose it is, according to its labels: `<workspace>/<prefix>/<cluster>`. What differs from that is in parentheses.");

    public static readonly SchemaAttribute<string> RunClusters = Text("run_clusters",
        "How many clusters a run has, and a digest of their names. It changes on every cluster when one joins or leaves.");

    public static readonly SchemaAttribute<string> Schedule = Text("schedule",
        "The cron schedule as Velero has it, with time zone and stagger.");

    public static readonly SchemaAttribute<bool> Paused = new("paused", Codec.Bool)
    {
        Presence = Presence.Computed,
        Description = "Whether Velero starts no backups.",
    };

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, string>> Labels = Map("labels",
        "Those of `labels` that the Schedule and its backups have.");

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, string>> Settings = Map("settings",
        "Everything else that is set, by argument: texts and numbers as they are, lists and objects as JSON, durations as "
        + "Velero writes them (`720h0m0s`), hook commands as digests.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
        [Name, Uid, VeleroNamespace, ClusterUid, Owner, RunClusters, Schedule, Paused, Labels, Settings];

    /// <summary>What it says; a uid that is not known yet is none.</summary>
    public ScheduleElement Element => new()
    {
        Name = Get(Name).Known,
        Uid = Get(Uid).TryGetKnown(out var uid) ? uid : null,
        VeleroNamespace = Get(VeleroNamespace).Known,
        ClusterUid = Get(ClusterUid).Known,
        Owner = Get(Owner).TryGetKnown(out var owner) ? owner : "",
        RunClusters = Get(RunClusters).TryGetKnown(out var clusters) ? clusters : "",
        Schedule = Get(Schedule).Known,
        Paused = Get(Paused).Known,
        Labels = MapOf(Labels),
        AreNamespacesUnknown = !Raw(Settings).IsWhollyKnown,
        Settings = new StringMap(KnownSettings),
    };

    /// <summary>An entry that an apply finds out is none yet.</summary>
    private IEnumerable<KeyValuePair<string, string>> KnownSettings => Raw(Settings) is { IsKnown: true } settings
        ? settings.Entries.Where(static entry => entry.Value.IsKnown)
            .Select(static entry => KeyValuePair.Create(entry.Key, entry.Value.AsString()))
        : [];

    public static ScheduleElementModel Of(TerraformValue value) => new(value);

    /// <param name="isMade">It will be made by the apply, so that its uid is not known yet.</param>
    public static ScheduleElementModel From(ScheduleElement element, bool isMade = false) => Empty
        .With(Name, element.Name)
        .With(Uid, isMade ? Value<string>.Unknown : Value.OfNullable(element.Uid))
        .With(VeleroNamespace, element.VeleroNamespace)
        .With(ClusterUid, element.ClusterUid)
        .With(Owner, OrNull(element.Owner))
        .With(RunClusters, OrNull(element.RunClusters))
        .With(Schedule, element.Schedule)
        .With(Paused, element.Paused)
        .With(Labels, Value.Of<IReadOnlyDictionary<string, string>>(element.Labels))
        .WithRaw(Settings, TerraformValue.Map(TerraformType.String,
        [
            .. element.Settings.Select(static setting => KeyValuePair.Create(setting.Key, TerraformValue.String(setting.Value))),
            .. element.AreNamespacesUnknown
                ? [KeyValuePair.Create(ScheduleElement.NamespacesSetting, TerraformValue.Unknown(TerraformType.String))]
                : (IEnumerable<KeyValuePair<string, TerraformValue>>)[],
        ]));

    private static Value<string> OrNull(string text) => text.Length == 0 ? Value<string>.Null : text;

    private StringMap MapOf(SchemaAttribute<IReadOnlyDictionary<string, string>> attribute) =>
        Get(attribute).TryGetKnown(out var map) ? new StringMap(map) : StringMap.Empty;

    private static SchemaAttribute<string> Text(string name, string description) =>
        new(name, Codec.String) { Presence = Presence.Computed, Description = description };

    private static SchemaAttribute<IReadOnlyDictionary<string, string>> Map(string name, string description) =>
        new(name, Codec.Map(Codec.String)) { Presence = Presence.Computed, Description = description };
}
