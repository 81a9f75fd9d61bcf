using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>One cluster's Schedule: what stands in the way of writing it, and when Velero has taken it over.</summary>
/// <inheritdoc cref="ScheduleManifest(ScheduleDeclaration, Cluster, ScheduleElement, string?, StringSet, Stored{ScheduleElement}?)" path="/param"/>
internal sealed class ScheduleTarget(
    ScheduleDeclaration declaration,
    Cluster cluster,
    ScheduleElement element,
    string? token,
    StringSet formerLabels,
    Stored<ScheduleElement>? known = null)
    : ScheduleManifest(declaration, cluster, element, token, formerLabels, known), ITarget<ScheduleElement>
{
    private static readonly VeleroVersion s_timeZones = new(1, 15);

    public PreflightSubject Subject(bool planning) =>
        new(Cluster, Path, Content, ScheduleReader.TemplatePath, planning) { Configured = Declaration.Configured };

    public async Task<PreflightResult> CheckAsync(
        Preflight preflight, bool isNew, bool planning, CancellationToken cancellationToken)
    {
        var recorded = Declaration.Versions.GetValueOrDefault(Cluster.Name);
        var checks = await preflight.RunAsync(Subject(planning), isNew, recorded, cancellationToken);
        var version = Version = checks.VeleroVersion ?? recorded;

        // A plan says it once for all clusters (ScheduleVersions).
        var refusal = planning ? null : Declaration.Cron(preflight.Now).Refusal(Cluster.Name, version);
        return checks with
        {
            Findings = [.. checks.Findings.Select(OfOthers), .. TimeZone(version), .. refusal is null ? (Finding[])[] : [refusal]],
        };
    }

    /// <summary>What others have made of a field that is theirs stands in the way of no write: it is not written.</summary>
    private Finding OfOthers(Finding finding) => finding.IsError && BackupContentFields.All.Any(field =>
        IsLeft(field) && finding.Field is { } path
        && (path == PathOf(field) || path.StartsWith(PathOf(field) + ".", StringComparison.Ordinal)))
        ? finding with { Severity = Severity.Warning }
        : finding;

    public IEnumerable<Finding> Refusals(bool isNew)
    {
        if (ScheduleNames.Error(Element.Name) is { } nameError)
        {
            yield return isNew
                ? Finding.Error(FindingKind.NameInvalid, Cluster.Name, nameError, "metadata.name", Path.ObjectName)
                : Finding.Warning(FindingKind.NameInvalid, Cluster.Name, nameError, "metadata.name", Path.ObjectName);
        }
        else if (ScheduleNames.Warning(Element.Name) is { } nameWarning && isNew)
        {
            yield return Finding.Warning(FindingKind.NameLong, Cluster.Name, nameWarning, "metadata.name", Path.ObjectName);
        }

        foreach (var (key, value) in Element.Labels)
        {
            if (UserLabels.Error(key, value) is { } error)
            {
                yield return Finding.Error(
                    FindingKind.LabelInvalid, Cluster.Name, error, $"spec.template.metadata.labels.{key}", Path.ObjectName);
            }
        }

        foreach (var duration in BackupContentFields.BadDurations(
            SentContent(StringSet.Empty), Cluster.Name, Path.ObjectName, ScheduleReader.TemplatePath))
        {
            yield return duration with { Severity = Severity.Error };
        }
    }

    // Velero does not look at a paused schedule at all.
    public bool IsWaitedFor(JsonObject? before) => !Element.Paused && ChangesRuns(before);

    public bool IsSettled(JsonObject? before, JsonObject seen, StringSet leftOut, TimeSpan waited)
    {
        var phase = Phase(seen);
        if (phase is "" or "New")
        {
            return false;
        }

        // skipImmediately is set back in the same write as the phase, so the phase is the new spec's.
        return Skips(before, leftOut) == true
            ? Json.Flag(seen, "spec", "skipImmediately") != true
            : before is null || phase != Phase(before) || waited >= Settling<ScheduleElement>.Silence;
    }

    // By the phase alone: before Velero 1.16.2 errors of an earlier spec may linger.
    public Fault? Verdict(JsonObject seen)
    {
        if (Element.Paused || Phase(seen) != "FailedValidation")
        {
            return null;
        }

        var errors = string.Join("; ", Json.Texts(seen, "status", "validationErrors")) is { Length: > 0 } said
            ? said
            : "Velero gave no reason";
        var hint = errors.Contains("unknown time zone", StringComparison.Ordinal)
            ? " (this Velero's image has no time zone data: a schedule in UTC needs none)"
            : "";
        return new Fault(FaultKind.ValidationFailed, Cluster.Name, errors + hint, "spec.schedule", Path.ObjectName);
    }

    private static string Phase(JsonObject schedule) => Json.Text(schedule, "status", "phase") ?? "";

    // The CRD takes any text; an older server finds a cron of six fields in it.
    private IEnumerable<Finding> TimeZone(string? version)
    {
        var hasZone = Element.Schedule.StartsWith("CRON_TZ=", StringComparison.Ordinal)
            || Element.Schedule.StartsWith("TZ=", StringComparison.Ordinal);
        if (hasZone && version is not null && VeleroVersion.TryParse(version, out var parsed)
            && parsed.CompareTo(s_timeZones) < 0)
        {
            yield return Finding.Warning(
                FindingKind.TimeZoneUnsupported,
                Cluster.Name,
                $"Velero {version} runs there, and time zones came with Velero {s_timeZones}: it refuses every "
                + "schedule with one (FailedValidation), so no backup is made.",
                "spec.schedule",
                Path.ObjectName);
        }
    }
}
