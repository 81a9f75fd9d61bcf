using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Verdicts;

/// <summary>
/// What Velero makes of a Restore, in the order in which its controller looks at one. Source: Velero's
/// <c>pkg/controller/restore_controller.go</c> and <c>pkg/restore</c>, from 1.9 to the main branch.
/// </summary>
public static class RestoreVerdicts
{
    /// <summary>What no restore brings back, in any version.</summary>
    internal static readonly string[] NotRestorable =
    [
        "nodes", "events", "events.events.k8s.io", "backups.velero.io", "restores.velero.io",
        "resticrepositories.velero.io", "csinodes.storage.k8s.io", "volumeattachments.storage.k8s.io",
        "backuprepositories.velero.io",
    ];

    /// <param name="cluster">Without a version, only what every version says is said.</param>
    public static Verdict Of(JsonObject spec, ClusterKnowledge cluster) => cluster.Velero is { } release
        ? Of(spec, cluster, release)
        : Verdict.OfAll(VeleroRelease.Distinct.Select(each => Of(spec, cluster, each)));

    /// <param name="namespaces">Null: all.</param>
    /// <param name="backup">Null: one that is not chosen yet.</param>
    public static Verdict Of(RestoreSpec restore, StringSet? namespaces, ClusterKnowledge cluster, string? backup = null)
    {
        var spec = BackupContentFields.WithoutEmptyLists(RestoreFields.Write(restore));
        spec["backupName"] = backup ?? "<backup>";
        if (namespaces is not null)
        {
            spec[NamespaceLists.Included] = JsonShapes.Names.Write(namespaces);
        }

        return Of(spec, cluster);
    }

    /// <summary>The Backup it restores; null when there is none, or it is not known.</summary>
    public static KnownBackup? SourceOf(JsonObject spec, ClusterKnowledge cluster)
    {
        if (Json.Text(spec, "backupName") is { Length: > 0 } backup)
        {
            return cluster.Backups?.FirstOrDefault(known => known.Name == backup);
        }

        return Json.Text(spec, "scheduleName") is { Length: > 0 } schedule
            ? cluster.Backups?
                .Where(known => known.ScheduleName == schedule && known.Phase == Phases.Completed)
                .MaxBy(known => known.StartedAt)
            : null;
    }

    private static Verdict Of(JsonObject spec, ClusterKnowledge cluster, VeleroRelease release)
    {
        if (!release.IsFrom(14) && !spec.ContainsKey("backupName"))
        {
            return new Verdict(
            [
                new VerdictReason(
                    VerdictRule.SourceAmbiguous, Fate.Refused, Mending.Version, "backupName",
                    "Up to Velero 1.13 a Restore has to name its backup."),
            ], []);
        }

        IEnumerable<VerdictReason> reasons =
        [
            .. Lists(spec),
            .. Source(spec, cluster, release),
            .. Outcome(spec, cluster, release),
        ];
        return new Verdict([.. reasons], [.. Unknown(spec, cluster)]);
    }

    private static IEnumerable<VerdictReason> Lists(JsonObject spec)
    {
        var included = Json.Texts(spec, ResourceLists.Old.Included).ToList();
        foreach (var name in NotRestorable.Where(included.Contains))
        {
            yield return new VerdictReason(
                VerdictRule.ResourceNotRestorable, Fate.Never, Mending.Spec, ResourceLists.Old.Included,
                $"Velero never restores \"{name}\".")
            {
                Subject = name,
                Phase = Phases.FailedValidation,
                Said = $"{name} are non-restorable resources",
            };
        }

        foreach (var reason in ResourceLists.Validate(
            included, Json.Texts(spec, ResourceLists.Old.Excluded).Union(NotRestorable), ResourceLists.Old))
        {
            yield return NotRestorable.Contains(reason.Subject)
                ? reason with { Rule = VerdictRule.ResourceNotRestorable, Field = ResourceLists.Old.Included }
                : reason;
        }

        foreach (var reason in RestoreNamespaces.Validate(spec))
        {
            yield return reason;
        }

        if (MergePatch.Find(spec, "orLabelSelectors") is not null && MergePatch.Find(spec, "labelSelector") is not null)
        {
            yield return SelectorRules.Both("restore");
        }
    }

    private static IEnumerable<VerdictReason> Source(JsonObject spec, ClusterKnowledge cluster, VeleroRelease release)
    {
        var backup = Json.Text(spec, "backupName") ?? "";
        var schedule = Json.Text(spec, "scheduleName") ?? "";
        if (backup.Length == 0 == (schedule.Length == 0))
        {
            return
            [
                Refused(
                    VerdictRule.SourceAmbiguous, Mending.Spec, "backupName",
                    "A restore names either a backup or a schedule.",
                    "Either a backup or schedule must be specified as a source for the restore, but not both"),
            ];
        }

        return
        [
            .. Hooks(spec, release),
            .. ExistingPolicy(spec, release),
            .. cluster.Backups is null ? [] : Found(spec, cluster, release, backup, schedule),
        ];
    }

    private static IEnumerable<VerdictReason> Hooks(JsonObject spec, VeleroRelease release)
    {
        // The first bad selector ends the reading of the hooks.
        foreach (var (hook, name) in HookRules.Hooks(spec))
        {
            if (GoSelector.ErrorOf(MergePatch.Find(hook, "labelSelector"), release) is { } error)
            {
                yield return Refused(
                    VerdictRule.HookSelectorInvalid, Mending.Spec, "hooks.resources",
                    $"The selector of the hook \"{name}\" cannot become a query: {error.Text}.", error.Said, name);
                yield break;
            }
        }

        foreach (var (hook, name) in HookRules.Hooks(spec))
        {
            foreach (var container in (MergePatch.Find(hook, "postHooks") as JsonArray ?? [])
                .SelectMany(action => MergePatch.Find(action, "init", "initContainers") as JsonArray ?? []))
            {
                if (Json.Text(container, "name") is null or "" || Json.Text(container, "image") is null or ""
                    || MergePatch.Find(container, "command") is not JsonArray { Count: > 0 })
                {
                    yield return Refused(
                        VerdictRule.HookContainerIncomplete, Mending.Spec, "hooks.resources",
                        $"A container of the hook \"{name}\" lacks its name, its image or its command.",
                        "invalid InitContainer in restore hook, it doesn't have Command, Name or Image field", name);
                }
            }
        }
    }

    private static IEnumerable<VerdictReason> ExistingPolicy(JsonObject spec, VeleroRelease release)
    {
        if (Json.Text(spec, "existingResourcePolicy") is { Length: > 0 } policy and not ("none" or "update"))
        {
            yield return release.IsFrom(14)
                ? Refused(
                    VerdictRule.ExistingPolicyUnknown, Mending.Spec, "existingResourcePolicy",
                    $"\"{policy}\" is not what to do with objects that exist: that is none or update.",
                    $"Invalid ExistingResourcePolicy: {policy}")
                : new VerdictReason(
                    VerdictRule.ExistingPolicyUnknown, Fate.Good, Mending.Spec, "existingResourcePolicy",
                    $"This Velero takes \"{policy}\" for none.");
        }
    }

    private static IEnumerable<VerdictReason> Found(
        JsonObject spec, ClusterKnowledge cluster, VeleroRelease release, string backup, string schedule)
    {
        if (schedule.Length > 0 && cluster.Backups!.All(known => known.ScheduleName != schedule))
        {
            yield return Refused(
                VerdictRule.SourceMissing, Mending.Reference, "scheduleName",
                $"There is no backup of the schedule \"{schedule}\".", "No backups found for schedule");
        }

        var source = SourceOf(spec, cluster);
        if (source is null)
        {
            yield return schedule.Length > 0
                ? Refused(
                    VerdictRule.SourceMissing, Mending.Reference, "scheduleName",
                    $"The schedule \"{schedule}\" has no completed backup.", "No completed backups found for schedule", "completed")
                : Refused(
                    VerdictRule.SourceMissing, Mending.Reference, "backupName", $"There is no backup \"{backup}\".",
                    $"Error retrieving backup: can't find backup {cluster.VeleroNamespace}/{backup}: "
                    + $"Backup.velero.io \"{backup}\" not found");
            yield break;
        }

        if (cluster.Locations is { } locations)
        {
            var location = locations.FirstOrDefault(known => known.Name == source.StorageLocation);
            if (location is null)
            {
                yield return Refused(
                    VerdictRule.SourceLocationMissing, Mending.Reference, "backupName",
                    $"The location \"{source.StorageLocation}\" of the backup \"{source.Name}\" does not exist.",
                    $"Error retrieving backup: BackupStorageLocation.velero.io \"{source.StorageLocation}\" not found");
                yield break;
            }

            if (release.IsFrom(16) && location.Phase != "Available")
            {
                yield return Refused(
                    VerdictRule.LocationUnavailable, Mending.Cluster, "backupName",
                    $"The location \"{location.Name}\" of the backup \"{source.Name}\" is not Available.",
                    release.IsFrom(17)
                        ? $"The BSL {location.Name} is unavailable, cannot retrieve the backup"
                        : $"the BSL {location.Name} is unavailable, cannot retrieve the backup. please retry the restore after "
                          + "the BSL becomes available",
                    location.Name);
                yield break;
            }
        }

        // pkg/controller/restore_controller.go of the main branch; before, the restore began and found no files.
        if (release.IsFrom(19) && IsUnusable(source))
        {
            yield return Refused(
                VerdictRule.SourceNotUsable, Mending.Reference, "backupName",
                $"The backup \"{source.Name}\" is in phase {source.Phase}: there is nothing to restore from.",
                $"backup \"{source.Name}\" is in phase \"{source.Phase}\" and cannot be used as a restore source",
                source.Name);
            yield break;
        }

        foreach (var reason in Modifier(spec, cluster, release).Concat(Policy(spec, cluster)))
        {
            yield return reason;
        }
    }

    // Of the servers that know the field none was recorded without the ConfigMap: what becomes of the restore is not known.
    private static IEnumerable<VerdictReason> Policy(JsonObject spec, ClusterKnowledge cluster)
    {
        if (ConfigMap(spec, "resourcePolicy") is { } name && cluster.ConfigMaps is { } known && !known.ContainsKey(name))
        {
            yield return new VerdictReason(
                VerdictRule.RestorePolicyMissing, Fate.Good, Mending.Reference, "resourcePolicy",
                $"There is no ConfigMap \"{name}\" in the namespace \"{cluster.VeleroNamespace}\".")
            {
                Subject = name,
            };
        }
    }

    private static string? ConfigMap(JsonObject spec, string field) =>
        MergePatch.Find(spec, field) is JsonObject reference
        && "configmap".Equals(Json.Text(reference, "kind"), StringComparison.OrdinalIgnoreCase)
            ? Json.Text(reference, "name") ?? ""
            : null;

    private static bool IsUnusable(KnownBackup source) =>
        source.Phase is not (null or Phases.Completed or Phases.PartiallyFailed);

    private static IEnumerable<VerdictReason> Modifier(JsonObject spec, ClusterKnowledge cluster, VeleroRelease release)
    {
        if (!release.IsFrom(12) || ConfigMap(spec, "resourceModifier") is not { } name || cluster.ConfigMaps is not { } known)
        {
            yield break;
        }

        var path = $"{cluster.VeleroNamespace}/{name}";
        if (!known.TryGetValue(name, out var data))
        {
            yield return Refused(
                VerdictRule.ModifierMissing, Mending.Reference, "resourceModifier",
                $"There is no ConfigMap \"{name}\" in the namespace \"{cluster.VeleroNamespace}\".",
                $"failed to get resource modifiers configmap {path}"
                + (release.IsFrom(19) ? $": ConfigMap \"{name}\" not found" : ""),
                name);
        }
        else if (ResourceModifiers.Read(data, cluster.VeleroNamespace, name) is { } error)
        {
            yield return Refused(
                VerdictRule.ModifierUnreadable, Mending.Reference, "resourceModifier",
                $"Velero cannot use the ConfigMap \"{path}\": {error.Text}.",
                (error.IsInvalid ? "Validation error in" : "Error in parsing")
                + $" resource modifiers provided in configmap {path}: {error.Said}",
                name);
        }
    }

    private static IEnumerable<VerdictReason> Outcome(JsonObject spec, ClusterKnowledge cluster, VeleroRelease release)
    {
        foreach (var reason in Selectors(spec, release))
        {
            yield return reason;
        }

        if (BackupVerdicts.IsNegative(Json.Text(spec, "itemOperationTimeout")))
        {
            yield return new VerdictReason(
                VerdictRule.DurationNegative, Fate.Good, Mending.Spec, "itemOperationTimeout",
                "A negative time is over before the work begins.");
        }

        var names = new ResourceNames(cluster.Resources);
        foreach (var reason in HookRules.JudgeEffect(spec, names, "postHooks"))
        {
            yield return reason;
        }

        foreach (var reason in ResourceLists.JudgeRestore(spec, names, NotRestorable).Where(reason =>
            !NotRestorable.Contains(reason.Subject)
            && (reason.Rule != VerdictRule.ResourceIncludedAndExcluded
                || !Json.Texts(spec, ResourceLists.Old.Excluded).Contains(reason.Subject, StringComparer.Ordinal))))
        {
            yield return reason;
        }

        foreach (var reason in RestoreNamespaces.Judge(spec, SourceOf(spec, cluster)))
        {
            yield return reason;
        }

        if (SourceOf(spec, cluster) is { } source)
        {
            foreach (var reason in OfSource(source, cluster, release))
            {
                yield return reason;
            }
        }

        if (cluster.HasVeleroDeployment == false && release.IsFrom(16))
        {
            yield return new VerdictReason(
                VerdictRule.ServerNotNamedVelero, Fate.Never, Mending.Cluster, "",
                "Since 1.16 a restore needs a Deployment named \"velero\" in Velero's namespace, and there is none: nothing "
                + "is restored.")
            {
                Phase = Phases.PartiallyFailed,
            };
        }
    }

    private static IEnumerable<VerdictReason> Selectors(JsonObject spec, VeleroRelease release) =>
        (MergePatch.Find(spec, "orLabelSelectors") as JsonArray ?? [])
            .Select((selector, index) => (Field: "orLabelSelectors", Subject: $"{index}", Selector: selector))
            .Append((Field: "labelSelector", Subject: "", Selector: MergePatch.Find(spec, "labelSelector")))
            .Select(item => (item.Field, item.Subject, Error: GoSelector.ErrorOf(item.Selector, release)))
            .Where(item => item.Error is not null)
            .Select(item => new VerdictReason(
                VerdictRule.SelectorInvalid, Fate.Never, Mending.Spec, item.Field,
                $"The selector cannot become a query: {item.Error!.Text}. So nothing is restored.")
            {
                Subject = item.Subject,
                Phase = Phases.PartiallyFailed,
            });

    private static IEnumerable<VerdictReason> OfSource(KnownBackup source, ClusterKnowledge cluster, VeleroRelease release)
    {
        if (!release.IsFrom(19) && IsUnusable(source))
        {
            yield return new VerdictReason(
                VerdictRule.SourceNotUsable, Fate.Never, Mending.Reference, "backupName",
                $"The backup \"{source.Name}\" is in phase {source.Phase}: there is nothing to restore from.")
            {
                Subject = source.Name,
                Phase = Phases.Failed,
                Said = "error downloading backup",
            };
        }

        if (source.ExpiresAt is { } end && cluster.Now is { } now && end <= now)
        {
            yield return new VerdictReason(
                VerdictRule.SourceExpired, Fate.Good, Mending.Reference, "backupName",
                $"The backup \"{source.Name}\" expired at {end.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}: Velero may delete it, "
                + "and its restores with it, at any time.")
            {
                Subject = source.Name,
            };
        }
    }

    private static VerdictReason Refused(
        VerdictRule rule, Mending mending, string field, string text, string said, string subject = "") =>
        new(rule, Fate.Never, mending, field, text)
        {
            Subject = subject,
            Phase = Phases.FailedValidation,
            Said = said,
        };

    private static IEnumerable<string> Unknown(JsonObject spec, ClusterKnowledge cluster)
    {
        if (cluster.Backups is null)
        {
            yield return "whether the backup exists";
        }
        else if (cluster.Locations is null)
        {
            yield return "whether the backup's location can be used";
        }

        if (cluster.ConfigMaps is null && MergePatch.Find(spec, "resourceModifier") is JsonObject)
        {
            yield return "whether the resource modifier exists and can be read";
        }
    }
}
