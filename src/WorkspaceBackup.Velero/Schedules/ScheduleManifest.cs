using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>
/// What one cluster is sent for its Schedule: the body of a create, the merge patch of an update, and what of it the
/// answer must hold.
/// </summary>
internal sealed record ScheduleManifest
{
    public const string SkipImmediatelyField = "spec.skipImmediately";
    public const string PausedField = "spec.paused";
    public const string OwnerReferencesField = "spec.useOwnerReferencesInBackup";

    private static readonly VeleroVersion s_pausedSince = new(1, 10);
    private static readonly VeleroVersion s_skipImmediatelySince = new(1, 13);

    public required ScheduleElement Element { get; init; }

    /// <summary>All of our labels.</summary>
    public required StringMap OwnLabels { get; init; }

    /// <summary>The names of the run's clusters.</summary>
    public required StringSet Clusters { get; init; }

    /// <summary>When a run as a whole is due, for <see cref="OwnedMetadata.ScheduleAnnotation"/>.</summary>
    public required string RunCron { get; init; }

    /// <summary>Null: the annotation is not touched.</summary>
    public string? InstanceToken { get; init; }

    /// <summary>Null: not sent.</summary>
    public bool? SkipImmediately { get; init; }

    /// <summary>
    /// The fields that nobody declared: a cluster whose Velero does not know them is not sent them.
    /// </summary>
    public required StringSet ProviderAdded { get; init; }

    /// <summary>Those of <see cref="ProviderAdded"/> that this cluster does not know.</summary>
    public StringSet LeftOut { get; init; } = StringSet.Empty;

    private StringMap Labels => new(
        [.. OwnLabels, .. Element.Labels.Where(label => !OwnedMetadata.IsOwnLabel(label.Key))]);

    private BackupContent SentContent() => BackupContentFields.All
        .Where(field => LeftOut.Contains(PathOf(field)))
        .Aggregate(Element.Content, (content, field) => field.Copy(BackupContent.Empty, content));

    public static string PathOf(ContentField field) => $"{ScheduleReader.TemplatePath}.{field.JsonPath}";

    public static VeleroVersion? SinceOf(string field) => field switch
    {
        PausedField => s_pausedSince,
        SkipImmediatelyField => s_skipImmediatelySince,
        _ => BackupContentFields.All.FirstOrDefault(
            known => Covers(PathOf(known), field) || Covers(field, PathOf(known)))?.Since,
    };

    public JsonObject ToCreate(string @namespace)
    {
        var template = BackupContentFields.Write(SentContent());
        template["metadata"] = new JsonObject { ["labels"] = JsonShapes.Object(Labels) };
        var spec = OwnSpec();
        spec["template"] = template;
        return new JsonObject
        {
            ["apiVersion"] = "velero.io/v1",
            ["kind"] = "Schedule",
            ["metadata"] = new JsonObject
            {
                ["name"] = Element.Name,
                ["namespace"] = @namespace,
                ["labels"] = JsonShapes.Object(Labels),
                ["annotations"] = Annotations(),
            },
            ["spec"] = spec,
        };
    }

    /// <param name="current">The object as it is; the patch holds its resourceVersion as a precondition.</param>
    /// <param name="formerLabels">The user's labels that were given before; those no longer declared are
    /// removed.</param>
    public JsonObject ToPatch(JsonObject current, StringSet formerLabels)
    {
        var template = new JsonObject();
        var content = SentContent();
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
            ["labels"] = LabelsPatch(MergePatch.Find(current, "spec", "template", "metadata", "labels"), formerLabels),
        };
        var spec = OwnSpec();
        spec["template"] = template;

        var annotations = Annotations();
        if (!annotations.ContainsKey(OwnedMetadata.LeftOutAnnotation)
            && MergePatch.Find(current, "metadata", "annotations", OwnedMetadata.LeftOutAnnotation) is not null)
        {
            annotations[OwnedMetadata.LeftOutAnnotation] = null;
        }

        return new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["resourceVersion"] = ScheduleReader.TextAt(current, "metadata", "resourceVersion"),
                ["labels"] = LabelsPatch(MergePatch.Find(current, "metadata", "labels"), formerLabels),
                ["annotations"] = annotations,
            },
            ["spec"] = spec,
        };
    }

    /// <summary>
    /// What the API server made of it. API servers before Kubernetes 1.25 know no strict validation and drop unknown
    /// fields without a word, so the answer is the only truth; it also shows what an admission webhook changed.
    /// </summary>
    public IReadOnlyList<FieldMismatch> Compare(JsonObject answer)
    {
        var mismatches = new List<FieldMismatch>();
        var stored = BackupContentFields.Read(
            MergePatch.Find(answer, "spec", "template") as JsonObject, "", new ObjectFindings("", ""));
        var sent = SentContent();
        foreach (var field in BackupContentFields.All.Where(field => !field.AreEqual(sent, stored)))
        {
            mismatches.Add(new FieldMismatch(
                PathOf(field),
                field.IsSet(sent) && !field.IsSet(stored),
                field.Show(sent),
                field.Show(stored),
                field.Since));
        }

        var schedule = ScheduleReader.TextAt(answer, "spec", "schedule");
        if (schedule != Element.Schedule)
        {
            mismatches.Add(new FieldMismatch(
                "spec.schedule", schedule is null, Show(Element.Schedule), Show(schedule), null));
        }

        CompareFlag(PausedField, Element.Paused, ScheduleReader.OptionalFlagAt(answer, "spec", "paused"), mismatches);
        CompareFlag(
            OwnerReferencesField,
            Element.UseOwnerReferencesInBackup,
            ScheduleReader.OptionalFlagAt(answer, "spec", "useOwnerReferencesInBackup"),
            mismatches);
        if (SkipImmediately is { } skip && !LeftOut.Contains(SkipImmediatelyField)
            && ScheduleReader.OptionalFlagAt(answer, "spec", "skipImmediately") is null)
        {
            mismatches.Add(new FieldMismatch(SkipImmediatelyField, true, Show(skip), "null", s_skipImmediatelySince));
        }

        CompareLabels(answer, mismatches, "metadata", "labels");
        CompareLabels(answer, mismatches, "spec", "template", "metadata", "labels");
        return mismatches;
    }

    /// <summary>Whether a path is that of a field or of something within it.</summary>
    private static bool Covers(string field, string path) =>
        path.StartsWith(field, StringComparison.Ordinal)
        && (path.Length == field.Length || path[field.Length] is '.' or '[');

    // Absent is false for both of them, in every Velero.
    private static void CompareFlag(string field, bool wanted, bool? stored, List<FieldMismatch> mismatches)
    {
        if (wanted != (stored ?? false))
        {
            mismatches.Add(new FieldMismatch(
                field, stored is null, Show(wanted), stored is { } value ? Show(value) : "null", SinceOf(field)));
        }
    }

    private static string Show(string? text) => text is null ? "null" : JsonShapes.Json(text).ToJsonString();

    private static string Show(bool flag) => flag ? "true" : "false";

    private void CompareLabels(JsonObject answer, List<FieldMismatch> mismatches, params string[] path)
    {
        foreach (var (key, value) in Labels)
        {
            var stored = ScheduleReader.TextAt(answer, [.. path, key]);
            if (stored != value)
            {
                mismatches.Add(new FieldMismatch(
                    $"{string.Join('.', path)}.{key}", stored is null, Show(value), Show(stored), null));
            }
        }
    }

    private JsonObject OwnSpec()
    {
        var spec = new JsonObject { ["schedule"] = Element.Schedule };
        Add("paused", PausedField, Element.Paused);
        Add("useOwnerReferencesInBackup", OwnerReferencesField, Element.UseOwnerReferencesInBackup);
        Add("skipImmediately", SkipImmediatelyField, SkipImmediately);
        return spec;

        void Add(string name, string field, bool? value)
        {
            if (value is { } flag && !LeftOut.Contains(field))
            {
                spec[name] = flag;
            }
        }
    }

    private JsonObject Annotations()
    {
        var annotations = new JsonObject
        {
            [OwnedMetadata.ClustersAnnotation] = string.Join(',', Clusters),
            [OwnedMetadata.ScheduleAnnotation] = RunCron,
        };
        if (InstanceToken is not null)
        {
            annotations[OwnedMetadata.InstanceAnnotation] = InstanceToken;
        }

        var leftOut = BackupContentFields.All
            .Where(field => LeftOut.Contains(PathOf(field)))
            .Aggregate(BackupContent.Empty, (content, field) => field.Copy(Element.Content, content));
        if (leftOut != BackupContent.Empty)
        {
            annotations[OwnedMetadata.LeftOutAnnotation] = BackupContentFields.Write(leftOut).ToJsonString();
        }

        return annotations;
    }

    private JsonObject LabelsPatch(JsonNode? current, StringSet formerLabels)
    {
        var patch = JsonShapes.Object(Labels);
        foreach (var key in formerLabels)
        {
            if (!patch.ContainsKey(key) && (current as JsonObject)?.ContainsKey(key) == true)
            {
                patch[key] = null;
            }
        }

        return patch;
    }
}
