using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>
/// What one cluster is sent for its Schedule: the body of a create, the merge patch of an update, and what of it the
/// answer must hold.
/// </summary>
internal sealed record ScheduleManifest : IManifest
{
    public const string SkipImmediatelyField = "spec.skipImmediately";
    public const string PausedField = "spec.paused";
    public const string OwnerReferencesField = "spec.useOwnerReferencesInBackup";

    private static readonly Dictionary<string, VeleroVersion?> s_fields = new(
        BackupContentFields.All.Select(field => KeyValuePair.Create(PathOf(field), field.Since)), StringComparer.Ordinal)
    {
        [PausedField] = new(1, 10),
        [SkipImmediatelyField] = new(1, 13),
        [OwnerReferencesField] = null,
    };

    public required ScheduleElement Element { get; init; }

    /// <summary>All of our labels.</summary>
    public required StringMap OwnLabels { get; init; }

    /// <summary>The names of the run's clusters.</summary>
    public required StringSet Clusters { get; init; }

    /// <summary>When a run as a whole is due, for <see cref="OwnedMetadata.ScheduleAnnotation"/>.</summary>
    public required string RunCron { get; init; }

    /// <summary>Null: the annotation is not touched.</summary>
    public string? Token { get; init; }

    /// <summary>Sent with what makes Velero look at the cron anew.</summary>
    public bool SkipImmediately { get; init; }

    /// <summary>The user's labels that the object was given before; those no longer declared are removed.</summary>
    public StringSet FormerLabels { get; init; } = StringSet.Empty;

    public required StringSet ProviderAdded { get; init; }

    public ApiPath Path => ApiPath.Velero("schedules", Element.VeleroNamespace, Element.Name);

    public IReadOnlyDictionary<string, VeleroVersion?> Fields => s_fields;

    private StringMap Labels => new(
        [.. OwnLabels, .. Element.Labels.Where(label => !OwnedMetadata.IsOwnLabel(label.Key))]);

    public static string PathOf(ContentField field) => $"{ScheduleReader.TemplatePath}.{field.JsonPath}";

    public JsonObject Body(JsonObject? current, StringSet leftOut) =>
        current is null ? ToCreate(leftOut) : ToPatch(current, leftOut);

    public string? Consequence(string leftOutField, JsonObject? current) => leftOutField switch
    {
        SkipImmediatelyField => SkipImmediately && ChangesRuns(current) && !Element.Paused
            ? "a backup that is due starts at once after this change"
            : null,
        PausedField or OwnerReferencesField => null,
        _ => "volumes may still be backed up, as the server's own flags say",
    };

    /// <summary>
    /// Whether Velero has a new verdict to give, or a run to skip: for a new cron, and at the end of a pause. With
    /// nothing of that kind, sending it would let a run that is due be lost.
    /// </summary>
    public bool ChangesRuns(JsonObject? current) => current is null
        || Json.Text(current, "spec", "schedule") != Element.Schedule
        || (Json.Flag(current, "spec", "paused") == true && !Element.Paused);

    /// <summary>Whether the write tells Velero to skip a run that is due, or that it need not.</summary>
    public bool? Skips(JsonObject? current, StringSet leftOut) =>
        ChangesRuns(current) && !leftOut.Contains(SkipImmediatelyField) ? SkipImmediately : null;

    private BackupContent SentContent(StringSet leftOut) => BackupContentFields.All
        .Where(field => leftOut.Contains(PathOf(field)))
        .Aggregate(Element.Content, (content, field) => field.Copy(BackupContent.Empty, content));

    private JsonObject ToCreate(StringSet leftOut)
    {
        var template = BackupContentFields.Write(SentContent(leftOut));
        template["metadata"] = new JsonObject { ["labels"] = JsonShapes.Object(Labels) };
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
        foreach (var field in BackupContentFields.All)
        {
            var stored = MergePatch.Find(current, ["spec", "template", .. field.Segments]);
            var wanted = field.Write(content);

            // A null for what is not there would make the objects around it: hooks: {}.
            if (wanted is not null || stored is not null)
            {
                MergePatch.Set(template, field.Segments, MergePatch.Replacing(stored, wanted));
            }
        }

        template["metadata"] = new JsonObject
        {
            ["labels"] = LabelsPatch(MergePatch.Find(current, "spec", "template", "metadata", "labels")),
        };
        var spec = OwnSpec(current, leftOut);
        spec["template"] = template;

        var annotations = Annotations(leftOut);
        if (!annotations.ContainsKey(OwnedMetadata.LeftOutAnnotation)
            && MergePatch.Find(current, "metadata", "annotations", OwnedMetadata.LeftOutAnnotation) is not null)
        {
            annotations[OwnedMetadata.LeftOutAnnotation] = null;
        }

        return new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["resourceVersion"] = Json.Text(current, "metadata", "resourceVersion"),
                ["labels"] = LabelsPatch(MergePatch.Find(current, "metadata", "labels")),
                ["annotations"] = annotations,
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
        foreach (var field in BackupContentFields.All.Where(field => !field.AreEqual(sent, stored)))
        {
            mismatches.Add(new FieldMismatch(
                PathOf(field), field.IsSet(sent) && !field.IsSet(stored), field.Show(sent), field.Show(stored)));
        }

        var schedule = Json.Text(answer, "spec", "schedule");
        if (schedule != Element.Schedule)
        {
            mismatches.Add(new FieldMismatch("spec.schedule", schedule is null, Show(Element.Schedule), Show(schedule)));
        }

        CompareFlag(PausedField, Element.Paused, Json.Flag(answer, "spec", "paused"), mismatches);
        CompareFlag(
            OwnerReferencesField,
            Element.UseOwnerReferencesInBackup,
            Json.Flag(answer, "spec", "useOwnerReferencesInBackup"),
            mismatches);

        // Velero sets it back at once, so that any value will do.
        if (Skips(current, leftOut) is { } skip && Json.Flag(answer, "spec", "skipImmediately") is null)
        {
            mismatches.Add(new FieldMismatch(SkipImmediatelyField, true, Show(skip), "null"));
        }

        CompareLabels(answer, mismatches, "metadata", "labels");
        CompareLabels(answer, mismatches, "spec", "template", "metadata", "labels");
        return mismatches;
    }

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
        var spec = new JsonObject { ["schedule"] = Element.Schedule };
        Add("paused", PausedField, Element.Paused);
        Add("useOwnerReferencesInBackup", OwnerReferencesField, Element.UseOwnerReferencesInBackup);
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

    private JsonObject Annotations(StringSet leftOut)
    {
        var annotations = new JsonObject
        {
            [OwnedMetadata.ClustersAnnotation] = string.Join(',', Clusters),
            [OwnedMetadata.ScheduleAnnotation] = RunCron,
        };
        if (Token is not null)
        {
            annotations[OwnedMetadata.InstanceAnnotation] = Token;
        }

        var note = BackupContentFields.All
            .Where(field => leftOut.Contains(PathOf(field)))
            .Aggregate(BackupContent.Empty, (content, field) => field.Copy(Element.Content, content));
        if (note != BackupContent.Empty)
        {
            annotations[OwnedMetadata.LeftOutAnnotation] = BackupContentFields.Write(note).ToJsonString();
        }

        return annotations;
    }

    private JsonObject LabelsPatch(JsonNode? current)
    {
        var patch = JsonShapes.Object(Labels);
        foreach (var key in FormerLabels)
        {
            if (!patch.ContainsKey(key) && (current as JsonObject)?.ContainsKey(key) == true)
            {
                patch[key] = null;
            }
        }

        return patch;
    }
}
