using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>The facts of Schedules: how one is named, declared, read and written.</summary>
public sealed class ScheduleKind : IKind<ScheduleDeclaration, ScheduleElement>
{
    public static ScheduleKind Instance { get; } = new();

    public string Resource => "schedules";

    public string SkippedMeans => "it is not backed up until it has recovered and is written on again";

    public string ForgottenMeans => "goes on making backups";

    public ScheduleElement Declare(
        ScheduleDeclaration declaration, string cluster, string veleroNamespace, string clusterUid, string? name = null)
    {
        var schedule = declaration.CronFor(cluster);
        var isKnown = declaration.IsContentKnown(cluster);
        return new ScheduleElement
        {
            Name = name ?? ScheduleNames.For(declaration.Prefix, cluster),
            VeleroNamespace = veleroNamespace,
            ClusterUid = clusterUid,
            Owner = OwnerText.Of(declaration.Workspace, declaration.Prefix, cluster),
            RunClusters = RunClusters.Of(declaration.Clusters),
            Schedule = schedule,
            Paused = declaration.Paused,
            Labels = declaration.Labels,
            AreNamespacesUnknown = !isKnown,
            Settings = isKnown
                ? SettingsOf(declaration.CanonicalContent(cluster), false, declaration.RunCron())
                : new StringMap(SettingsOf(
                        (declaration with { Matches = null }).CanonicalContent(cluster), false, declaration.RunCron())
                    .Where(static setting => setting.Key != ScheduleElement.NamespacesSetting)),
        };
    }

    public ScheduleElement WithUid(ScheduleElement element, string? uid) => element with { Uid = uid };

    public ScheduleElement WithOwnerOf(ScheduleElement element, ScheduleElement other) =>
        element with
        {
            Owner = other.Owner,
            RunClusters = other.RunClusters,
            Settings = element.Settings.With(other.Settings, ScheduleElement.IsNote),
        };

    public StringSet LeftToOthers(ScheduleDeclaration declaration) => declaration.LeftToOthers;

    public ScheduleElement WithFieldsOf(ScheduleElement element, ScheduleElement found, StringSet fields) =>
        fields.Count == 0 ? element : element with
        {
            Schedule = (fields.Contains(ScheduleElement.ScheduleAttribute) ? found : element).Schedule,
            Paused = (fields.Contains(ScheduleElement.PausedAttribute) ? found : element).Paused,
            Labels = (fields.Contains(ScheduleElement.LabelsAttribute) ? found : element).Labels,
            AreNamespacesUnknown = element.AreNamespacesUnknown && !fields.Contains(ScheduleElement.NamespacesSetting),
            Settings = element.Settings.With(found.Settings, key => key switch
            {
                ScheduleElement.RunScheduleSetting => fields.Contains(ScheduleElement.ScheduleAttribute),
                ScheduleElement.ContentDigestSetting => fields.Any(ContentDigest.Covers),
                _ => fields.Contains(key),
            }),
        };

    public string ImportId(ScheduleDeclaration declaration, string cluster, string name) =>
        $"{declaration.Prefix}:{cluster}={name}";

    public StringMap OwnLabels(ScheduleDeclaration declaration, string cluster, string clusterUid) =>
        OwnedMetadata.Labels(declaration.Workspace, declaration.Prefix, cluster, clusterUid);

    public Stored<ScheduleElement> Read(JsonObject found, Cluster cluster, string clusterUid, StringSet labelKeys) =>
        ScheduleReader.Read(found, cluster, clusterUid, labelKeys);

    ITarget<ScheduleElement> IKind<ScheduleDeclaration, ScheduleElement>.Target(
        ScheduleDeclaration declaration,
        Cluster cluster,
        ScheduleElement element,
        string? token,
        StringSet formerLabels,
        Stored<ScheduleElement>? known) => new ScheduleTarget(declaration, cluster, element, token, formerLabels, known);

    async Task<IReadOnlyList<Finding>> IKind<ScheduleDeclaration, ScheduleElement>.CheckTogetherAsync(
        IReadOnlyList<ObjectWriter> writers, Surroundings around, CancellationToken cancellationToken)
    {
        var writes = writers.Select(writer => (Writer: writer, Subject: ((ScheduleTarget)writer.Manifest).Subject(around.Planning))).ToList();
        return
        [
            .. await SharedLocations.FindAsync(
                [.. writes.Select(static write => (write.Subject, write.Writer.ClusterUid))], around.Workspace, cancellationToken),
            .. await PeerRepositories.FindAsync(
                [
                    .. writes.Select(static write => (
                        write.Subject,
                        write.Writer.Current is { } current ? ScheduleReader.Content(current, new ObjectFindings("", "")) : null)),
                ],
                around.Workspace,
                around.Servers,
                cancellationToken),
        ];
    }

    /// <summary>What the backups of a found Schedule take.</summary>
    public static BackupContent ContentOf(Stored<ScheduleElement> schedule) =>
        ScheduleReader.Content(schedule.Object, new ObjectFindings("", ""));

    /// <summary>How an entry names the clusters of a run.</summary>
    public static string RunClustersOf(StringSet clusters) => RunClusters.Of(clusters);

    /// <summary>How an entry shows what is not an attribute of its own.</summary>
    /// <param name="content">In canonical form.</param>
    /// <param name="runSchedule">When a run as a whole is due; null: nothing says so.</param>
    /// <param name="digest">What the Schedule says that its content is; null: nothing.</param>
    public static StringMap SettingsOf(
        BackupContent content, bool ownerReferences, string? runSchedule, string? digest = null)
    {
        List<KeyValuePair<string, string>> settings = [.. Settings.Of(content)];
        if (ownerReferences)
        {
            settings.Add(new(ScheduleElement.OwnerReferencesSetting, "true"));
        }

        if (runSchedule is not null)
        {
            settings.Add(new(ScheduleElement.RunScheduleSetting, runSchedule));
        }

        // One of another content says that the template was edited, which shows by itself.
        if (digest is not null && !ContentDigest.IsOne(digest))
        {
            settings.Add(new(ScheduleElement.ContentDigestSetting, ExactText.Of(digest)));
        }

        return new StringMap(settings);
    }
}
