using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>
/// What one cluster is sent for its Schedule: the body of a create, the merge patch of an update, and what of it the
/// answer must hold.
/// </summary>
internal class ScheduleManifest : IManifest
{
    public const string SkipImmediatelyField = "spec.skipImmediately";
    public const string PausedField = "spec.paused";
    public const string OwnerReferencesField = "spec.useOwnerReferencesInBackup";

    /// <summary>Where anything is in it, Backups get it in place of the Schedule's annotations.</summary>
    public const string BackupAnnotationsField = "spec.template.metadata.annotations";

    // What kubectl says of the Schedule would be wrong of a Backup.
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    private static readonly VeleroVersion s_backupAnnotations = new(1, 19);

    private static readonly Dictionary<string, VeleroVersion?> s_fields = new(
        BackupContentFields.All.Select(field => KeyValuePair.Create(PathOf(field), field.Since)), StringComparer.Ordinal)
    {
        [PausedField] = new(1, 10),
        [SkipImmediatelyField] = new(1, 13),
        [OwnerReferencesField] = null,
        [BackupAnnotationsField] = s_backupAnnotations,
    };

    private readonly StringSet _formerLabels;
    private readonly StringSet _left;
    private readonly StringSet _noted;

    /// <param name="token">Null: the annotation is not touched.</param>
    /// <param name="formerLabels">
    /// The user's labels that the object was given before; those no longer declared are removed.
    /// </param>
    /// <param name="known">What is there of this resource: what others may change stays as it is there.</param>
    public ScheduleManifest(
        ScheduleDeclaration declaration,
        Cluster cluster,
        ScheduleElement element,
        string? token,
        StringSet formerLabels,
        Stored<ScheduleElement>? known = null)
    {
        Cluster = cluster;
        Declaration = declaration;
        _left = known is null ? StringSet.Empty : declaration.LeftToOthers;
        _noted = StringSet.Empty;
        var content = declaration.CanonicalContent(cluster.Name);
        if (known is not null && _left.Count > 0)
        {
            var found = ScheduleKind.ContentOf(known);
            var stored = BackupContentFields.Read(
                MergePatch.Find(known.Object, "spec", "template") as JsonObject, "", new ObjectFindings("", ""));
            var left = BackupContentFields.All.Where(IsLeft).ToList();
            content = left.Aggregate(content, (all, field) => field.Copy(found, all));

            // What this Velero could not be told stays noted.
            _noted = StringSet.From(left.Where(field => field.IsSet(found) && !field.IsSet(stored)).Select(PathOf));
        }

        Content = content;
        _formerLabels = _left.Contains(ScheduleElement.LabelsAttribute) ? StringSet.Empty : formerLabels;
        Element = element;
        Token = token;
        ProviderAdded = StringSet.From(
        [
            SkipImmediatelyField,
            OwnerReferencesField,
            BackupAnnotationsField,
            .. element.Paused ? (IEnumerable<string>)[] : [PausedField],
            .. BackupContentFields.All
                .Where(field => field.IsSet(Content) && !field.IsSet(declaration.Content) && field != BackupContentFields.Namespaces)
                .Select(PathOf),
        ]);
    }

    public ScheduleElement Element { get; }

    /// <summary>Of the Velero that runs there, or ran there when it was last asked; null: not known.</summary>
    public string? Version { get; protected set; }

    protected ScheduleDeclaration Declaration { get; }

    protected Cluster Cluster { get; }

    /// <summary>What the backups take, in canonical form, with what others have made of what is theirs.</summary>
    protected BackupContent Content { get; }

    public string? Token { get; }

    public StringSet ProviderAdded { get; }

    public ApiPath Path => ApiPath.Velero("schedules", Element.VeleroNamespace, Element.Name);

    public IReadOnlyDictionary<string, VeleroVersion?> Fields => s_fields;

    private StringMap OwnLabels => OwnedMetadata.Labels(
        Declaration.Workspace, Declaration.Prefix, Cluster.Name, Element.ClusterUid);

    private StringMap Labels => new(_left.Contains(ScheduleElement.LabelsAttribute)
        ? OwnLabels
        : [.. OwnLabels, .. Element.Labels.Where(label => !OwnedMetadata.IsOwnLabel(label.Key))]);

    public static string PathOf(ContentField field) => $"{ScheduleReader.TemplatePath}.{field.JsonPath}";

    public JsonObject Body(JsonObject? current, StringSet leftOut) =>
        current is null ? ToCreate(leftOut) : ToPatch(current, leftOut);

    public string? Consequence(string leftOutField, JsonObject? current) => leftOutField switch
    {
        SkipImmediatelyField => Declaration.SkipImmediately && ChangesRuns(current) && !Element.Paused
            ? "a backup that is due starts at once after this change"
            : null,
        PausedField or OwnerReferencesField or BackupAnnotationsField => null,
        _ => "volumes may still be backed up, as the server's own flags say",
    };

    /// <summary>
    /// Whether Velero has a new verdict to give, or a run to skip: for a new cron, and at the end of a pause. With
    /// nothing of that kind, sending it would let a run that is due be lost.
    /// </summary>
    public bool ChangesRuns(JsonObject? current) => current is null
        || (!_left.Contains(ScheduleElement.ScheduleAttribute) && Json.Text(current, "spec", "schedule") != Element.Schedule)
        || (!_left.Contains(ScheduleElement.PausedAttribute) && Json.Flag(current, "spec", "paused") == true && !Element.Paused);

    /// <summary>Whether the write tells Velero to skip a run that is due, or that it need not.</summary>
    public bool? Skips(JsonObject? current, StringSet leftOut) =>
        ChangesRuns(current) && !leftOut.Contains(SkipImmediatelyField) ? Declaration.SkipImmediately : null;

    /// <summary>What of the declared content is sent.</summary>
    protected BackupContent SentContent(StringSet leftOut) => BackupContentFields.All
        .Where(field => leftOut.Contains(PathOf(field)) || IsLeft(field))
        .Aggregate(Content, (content, field) => field.Copy(BackupContent.Empty, content));

    private JsonObject ToCreate(StringSet leftOut)
    {
        var template = BackupContentFields.WriteSpec(SentContent(leftOut));
        template["metadata"] = new JsonObject { ["labels"] = JsonShapes.Object(Labels) };
        if (HasBackupAnnotations(null, leftOut))
        {
            template["metadata"]!["annotations"] = Annotations(leftOut);
        }

        var spec = OwnSpec(null, leftOut);
        spec["template"] = template;
        return new JsonObject
        {
            ["apiVersion"] = "velero.io/v1",
            ["kind"] = "Schedule",
            ["metadata"] = new JsonObject
            {
                ["name"] = Element.Name,
                ["namespace"] = Element.VeleroNamespace,
                ["labels"] = JsonShapes.Object(Labels),
                ["annotations"] = Annotations(leftOut),
            },
            ["spec"] = spec,
        };
    }

    /// <param name="current">The object as it is; the patch holds its resourceVersion as a precondition.</param>
    private JsonObject ToPatch(JsonObject current, StringSet leftOut)
    {
        var template = new JsonObject();
        var content = SentContent(leftOut);
        foreach (var field in BackupContentFields.All.Where(field => !IsLeft(field)))
        {
            var stored = MergePatch.Find(current, ["spec", "template", .. field.Segments]);
            var wanted = field.Write(content)
                ?? (field == BackupContentFields.Namespaces ? BackupContentFields.AllNamespaces() : null);

            // A null for what is not there would make the objects around it: hooks: {}.
            if (wanted is not null || stored is not null)
            {
                MergePatch.Set(template, field.Segments, MergePatch.Replacing(stored, wanted));
            }
        }

        if (!IsLeft(BackupContentFields.DefaultVolumesToFsBackup)
            && Json.Flag(current, "spec", "template", BackupContentFields.OlderFsBackup) == true)
        {
            template[BackupContentFields.OlderFsBackup] = null;
        }

        template["metadata"] = new JsonObject
        {
            ["labels"] = BackupLabelsPatch(current),
        };
        var spec = OwnSpec(current, leftOut);
        spec["template"] = template;

        if (HasBackupAnnotations(current, leftOut))
        {
            template["metadata"]!["annotations"] = BackupAnnotationsPatch(current, leftOut);
        }

        return new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["resourceVersion"] = Json.Text(current, "metadata", "resourceVersion"),
                ["labels"] = LabelsPatch(MergePatch.Find(current, "metadata", "labels")),
                ["annotations"] = AnnotationsPatch(MergePatch.Find(current, "metadata", "annotations"), leftOut),
            },
            ["spec"] = spec,
        };
    }

    public IEnumerable<FieldMismatch> Compare(JsonObject answer, JsonObject? current, StringSet leftOut)
    {
        var mismatches = new List<FieldMismatch>();
        var stored = BackupContentFields.Read(
            MergePatch.Find(answer, "spec", "template") as JsonObject, "", new ObjectFindings("", ""));
        var sent = SentContent(leftOut);
        foreach (var field in BackupContentFields.All.Where(field => !IsLeft(field) && !field.AreEqual(sent, stored)))
        {
            mismatches.Add(new FieldMismatch(
                PathOf(field), field.IsSet(sent) && !field.IsSet(stored), field.Show(sent), field.Show(stored)));
        }

        var schedule = Json.Text(answer, "spec", "schedule");
        if (!_left.Contains(ScheduleElement.ScheduleAttribute) && schedule != Element.Schedule)
        {
            mismatches.Add(new FieldMismatch("spec.schedule", schedule is null, Show(Element.Schedule), Show(schedule)));
        }

        if (!_left.Contains(ScheduleElement.PausedAttribute))
        {
            CompareFlag(PausedField, Element.Paused, Json.Flag(answer, "spec", "paused"), mismatches);
        }

        CompareFlag(
            OwnerReferencesField,
            false,
            Json.Flag(answer, "spec", "useOwnerReferencesInBackup"),
            mismatches);

        // Velero sets it back at once, so that any value will do.
        if (Skips(current, leftOut) is { } skip && Json.Flag(answer, "spec", "skipImmediately") is null)
        {
            mismatches.Add(new FieldMismatch(SkipImmediatelyField, true, Show(skip), "null"));
        }

        CompareLabels(answer, mismatches, "metadata", "labels");
        CompareLabels(answer, mismatches, "spec", "template", "metadata", "labels");
        if (HasBackupAnnotations(current, leftOut))
        {
            CompareBackupAnnotations(MergePatch.Find(answer, BackupAnnotationsField.Split('.')), leftOut, mismatches);
        }

        return mismatches;
    }

    /// <summary>A digest of what others may change would be wrong as soon as they do; without it backups are compared by their specs.</summary>
    private bool HasDigest => !Declaration.LeftToOthers.Any(ContentDigest.Covers);

    /// <summary>Whether others may change it, so that it stays as it is found.</summary>
    protected bool IsLeft(ContentField field) => _left.Contains(field.Attribute);

    // Absent is false for both of them, in every Velero.
    private static void CompareFlag(string field, bool wanted, bool? stored, List<FieldMismatch> mismatches)
    {
        if (wanted != (stored ?? false))
        {
            mismatches.Add(new FieldMismatch(
                field, stored is null, Show(wanted), stored is { } value ? Show(value) : "null"));
        }
    }

    private static string Show(string? text) => text is null ? "null" : JsonShapes.Json(text).ToJsonString();

    private static string Show(bool flag) => flag ? "true" : "false";

    private void CompareLabels(JsonObject answer, List<FieldMismatch> mismatches, params string[] path)
    {
        foreach (var (key, value) in Labels)
        {
            var stored = Json.Text(answer, [.. path, key]);
            if (stored != value)
            {
                mismatches.Add(new FieldMismatch(
                    $"{string.Join('.', path)}.{key}", stored is null, Show(value), Show(stored)));
            }
        }
    }

    private JsonObject OwnSpec(JsonObject? current, StringSet leftOut)
    {
        var spec = new JsonObject();
        if (!_left.Contains(ScheduleElement.ScheduleAttribute))
        {
            spec["schedule"] = Element.Schedule;
        }

        Add("paused", PausedField, _left.Contains(ScheduleElement.PausedAttribute) ? null : Element.Paused);
        Add("useOwnerReferencesInBackup", OwnerReferencesField, false);
        Add("skipImmediately", SkipImmediatelyField, Skips(current, leftOut));
        return spec;

        void Add(string name, string field, bool? value)
        {
            if (value is { } flag && !leftOut.Contains(field))
            {
                spec[name] = flag;
            }
        }
    }

    private void CompareBackupAnnotations(JsonNode? stored, StringSet leftOut, List<FieldMismatch> mismatches)
    {
        foreach (var (key, value) in Annotations(leftOut))
        {
            if (Json.Text(stored, key) is var found && found != Json.Text(value))
            {
                mismatches.Add(new FieldMismatch(
                    stored is null ? BackupAnnotationsField : $"{BackupAnnotationsField}.{key}",
                    found is null, Show(Json.Text(value)), Show(found)));
            }
        }
    }

    /// <summary>
    /// Whether the template is given ours too: where the definitions have the field, which is asked of the server's version
    /// and not tried out on every older one.
    /// </summary>
    private bool HasBackupAnnotations(JsonObject? current, StringSet leftOut) => !leftOut.Contains(BackupAnnotationsField)
        && ((Version is not null && VeleroVersion.TryParse(Version, out var version)
                && version.CompareTo(s_backupAnnotations) >= 0)
            || (current is not null && MergePatch.Find(current, BackupAnnotationsField.Split('.')) is JsonObject));

    private JsonObject AnnotationsPatch(JsonNode? current, StringSet leftOut)
    {
        var patch = Annotations(leftOut);
        if (!patch.ContainsKey(OwnedMetadata.LeftOutAnnotation) && Json.Text(current, OwnedMetadata.LeftOutAnnotation) is not null)
        {
            patch[OwnedMetadata.LeftOutAnnotation] = null;
        }

        if (!HasDigest && Json.Text(current, OwnedMetadata.ContentAnnotation) is not null)
        {
            patch[OwnedMetadata.ContentAnnotation] = null;
        }

        return patch;
    }

    /// <summary>
    /// A template without annotations hands the Schedule's on to the backups. Ours would end that, so the others go along.
    /// </summary>
    private JsonObject BackupAnnotationsPatch(JsonObject current, StringSet leftOut)
    {
        var stored = MergePatch.Find(current, BackupAnnotationsField.Split('.'));
        var patch = AnnotationsPatch(stored, leftOut);
        if (stored is null && MergePatch.Find(current, "metadata", "annotations") is JsonObject handedOn)
        {
            foreach (var (key, value) in handedOn)
            {
                if (key != LastApplied && !key.StartsWith(OwnedMetadata.Domain + "/", StringComparison.Ordinal))
                {
                    patch[key] = value?.DeepClone();
                }
            }
        }

        return patch;
    }

    private JsonObject Annotations(StringSet leftOut)
    {
        var annotations = new JsonObject
        {
            [OwnedMetadata.ClustersAnnotation] = string.Join(',', Declaration.Clusters),
        };
        if (!_left.Contains(ScheduleElement.ScheduleAttribute))
        {
            annotations[OwnedMetadata.ScheduleAnnotation] = Declaration.RunCron();
        }

        if (HasDigest)
        {
            annotations[OwnedMetadata.ContentAnnotation] = ContentDigest.Of(Content);
        }

        if (Token is not null)
        {
            annotations[OwnedMetadata.InstanceAnnotation] = Token;
        }

        var note = BackupContentFields.All
            .Where(field => leftOut.Contains(PathOf(field)) || _noted.Contains(PathOf(field)))
            .Aggregate(BackupContent.Empty, (content, field) => field.Copy(Content, content));
        if (note != BackupContent.Empty)
        {
            annotations[OwnedMetadata.LeftOutAnnotation] = BackupContentFields.Write(note).ToJsonString();
        }

        return annotations;
    }

    /// <summary>
    /// A template without labels hands the Schedule's on to the backups. Ours would end that, so the others go along.
    /// </summary>
    private JsonObject BackupLabelsPatch(JsonObject current)
    {
        var stored = MergePatch.Find(current, "spec", "template", "metadata", "labels");
        var patch = LabelsPatch(stored);
        if (stored is null && MergePatch.Find(current, "metadata", "labels") is JsonObject handedOn)
        {
            foreach (var (key, value) in handedOn)
            {
                if (!patch.ContainsKey(key) && !OwnedMetadata.IsReservedLabel(key) && !_formerLabels.Contains(key))
                {
                    patch[key] = value?.DeepClone();
                }
            }
        }

        return patch;
    }

    private JsonObject LabelsPatch(JsonNode? current)
    {
        var patch = JsonShapes.Object(Labels);
        foreach (var key in _formerLabels)
        {
            if (!patch.ContainsKey(key) && (current as JsonObject)?.ContainsKey(key) == true)
            {
                patch[key] = null;
            }
        }

        return patch;
    }
}
