using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Reconciling;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>
/// A Schedule on one cluster in canonical form: an entry of the resource's <c>schedules</c>. Whatever is written is in it.
/// </summary>
public sealed record ScheduleElement : IElement
{
    /// <summary>In <see cref="Settings"/>: <c>spec.useOwnerReferencesInBackup</c>, when it is true.</summary>
    public const string OwnerReferencesSetting = "use_owner_references_in_backup";

    /// <summary>The attribute of <see cref="Schedule"/>.</summary>
    public const string ScheduleAttribute = "schedule";

    /// <summary>The attribute of <see cref="Paused"/>.</summary>
    public const string PausedAttribute = "paused";

    /// <summary>The attribute of <see cref="Labels"/>.</summary>
    public const string LabelsAttribute = "labels";

    /// <summary>
    /// In <see cref="Settings"/>: when a run as a whole is due, which a stagger moves for this cluster.
    /// </summary>
    public const string RunScheduleSetting = "run_schedule";

    /// <summary>
    /// In <see cref="Settings"/>: what stands in the place of the content's digest, where that is no digest. One that is missing or of
    /// another content is as good: backups are compared by their specs.
    /// </summary>
    public const string ContentDigestSetting = "content_digest";

    /// <summary>Whether an entry of <see cref="Settings"/> is of our annotations, and no field of the Schedule's.</summary>
    internal static bool IsNote(string setting) => setting is RunScheduleSetting or ContentDigestSetting;

    /// <summary>In <see cref="Settings"/>: <c>spec.template.includedNamespaces</c>.</summary>
    public static string NamespacesSetting => BackupContentFields.Namespaces.Attribute;

    public required string Name { get; init; }

    public string? Uid { get; init; }

    public required string VeleroNamespace { get; init; }

    public required string ClusterUid { get; init; }

    /// <summary><c>workspace/prefix/cluster</c>, as all our labels say together; empty: it has none.</summary>
    public required string Owner { get; init; }

    /// <summary>How many clusters a run has, and a digest of their names; empty: nothing says so.</summary>
    public required string RunClusters { get; init; }

    /// <summary><c>spec.schedule</c>, with zone and stagger.</summary>
    public required string Schedule { get; init; }

    public required bool Paused { get; init; }

    /// <summary>The user's labels: those that both the Schedule and its Backups carry.</summary>
    public required StringMap Labels { get; init; }

    /// <summary>Every other owned field that is set, as text by its attribute's name.</summary>
    public required StringMap Settings { get; init; }

    /// <summary>Which namespaces the backups take is found out by the apply; <see cref="Settings"/> does not have them.</summary>
    public bool AreNamespacesUnknown { get; init; }

    /// <summary>The namespaces that the backups take, as far as it is known; <c>*</c>: all.</summary>
    public StringSet Namespaces => Settings.TryGetValue(NamespacesSetting, out var text) && JsonNode.Parse(text) is JsonArray names
        ? StringSet.From(names.Select(static name => (string)name!))
        : ["*"];

    /// <summary>With what an apply has found out.</summary>
    public ScheduleElement Resolved(ScheduleElement reached) => !AreNamespacesUnknown ? this : this with
    {
        AreNamespacesUnknown = false,
        Settings = new StringMap(
        [
            .. Settings,
            .. reached.Settings.Where(static setting => setting.Key == NamespacesSetting),
        ]),
    };
}
