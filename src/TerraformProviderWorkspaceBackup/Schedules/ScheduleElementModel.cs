using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Content;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Schedules;

namespace TerraformProviderWorkspaceBackup.Schedules;

/// <summary>The Schedule on one cluster, as <c>schedules</c> shows it. Always wholly known.</summary>
internal sealed record ScheduleElementModel(ScheduleElement Element) : IModel<ScheduleElementModel>
{
    private static readonly SchemaAttribute<string> s_name = new("name", Codec.String)
    {
        Presence = Presence.Computed,
        Description = "The Schedule's name.",
    };

    private static readonly SchemaAttribute<string> s_veleroNamespace = new("velero_namespace", Codec.String)
    {
        Presence = Presence.Computed,
        Description = "The namespace it is in. When the configuration names another one, it is deleted here and made there.",
    };

    private static readonly SchemaAttribute<string> s_clusterUid = new("cluster_uid", Codec.String)
    {
        Presence = Presence.Computed,
        Description = "The cluster's identity: the uid of its `kube-system` namespace. It changes when another cluster stands behind the name.",
    };

    private static readonly SchemaAttribute<string> s_schedule = new("schedule", Codec.String)
    {
        Presence = Presence.Computed,
        Description = "The cron schedule as Velero has it, with time zone and stagger.",
    };

    private static readonly SchemaAttribute<bool> s_paused = new("paused", Codec.Bool)
    {
        Presence = Presence.Computed,
        Description = "Whether no backups are started.",
    };

    private static readonly SchemaAttribute<IReadOnlyDictionary<string, string>> s_labels =
        new("labels", Codec.Map(Codec.String))
        {
            Presence = Presence.Computed,
            Description = "The labels of `labels` that the Schedule and its backups carry.",
        };

    private static readonly SchemaAttribute<bool> s_ownerReferences = new("use_owner_references_in_backup", Codec.Bool)
    {
        Presence = Presence.Computed,
        Description = "Always planned as `false`: otherwise deleting the Schedule would delete its backups.",
    };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
        [s_name, s_veleroNamespace, s_clusterUid, s_schedule, s_paused, s_labels, s_ownerReferences, .. ContentAttributes.Shown];

    public static ScheduleElementModel Read(ModelReader reader)
    {
        var content = BackupContent.Empty;
        foreach (var attribute in ContentAttributes.All)
        {
            content = attribute.ReadShown(reader, content);
        }

        return new(new ScheduleElement
        {
            Name = reader.Get(s_name).Known,
            VeleroNamespace = reader.Get(s_veleroNamespace).Known,
            ClusterUid = reader.Get(s_clusterUid).Known,
            Schedule = reader.Get(s_schedule).Known,
            Paused = reader.Get(s_paused).Known,
            Labels = new StringMap(reader.Get(s_labels).OrNull() ?? StringMap.Empty),
            UseOwnerReferencesInBackup = reader.Get(s_ownerReferences).OrNull() ?? false,
            Content = content,
        });
    }

    public void Write(ModelWriter writer)
    {
        writer.Set(s_name, Element.Name);
        writer.Set(s_veleroNamespace, Element.VeleroNamespace);
        writer.Set(s_clusterUid, Element.ClusterUid);
        writer.Set(s_schedule, Element.Schedule);
        writer.Set(s_paused, Element.Paused);
        writer.Set(s_labels, Value.Of<IReadOnlyDictionary<string, string>>(Element.Labels));
        writer.Set(s_ownerReferences, Element.UseOwnerReferencesInBackup);
        foreach (var attribute in ContentAttributes.All)
        {
            attribute.WriteShown(writer, Element.Content);
        }
    }
}
