using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Verdicts;

namespace WorkspaceBackup.Velero.History;

/// <summary>
/// What a restore takes of one backup, and what it asks for that the backup does not hold: Velero reports a restore of what is not
/// there as Completed, and has restored nothing.
/// </summary>
internal sealed class RestoredNamespaces
{
    private readonly string _cluster;
    private readonly BackupRecord _backup;

    // Null where it holds all, or what only the cluster could tell.
    private readonly StringSet? _exactly;

    public RestoredNamespaces(RestoreSelection selection, string cluster, BackupRecord backup)
    {
        (_cluster, _backup) = (cluster, backup);
        _exactly = backup.IncludedNamespaces is { } held && !held.Any(static name => name.AsSpan().IndexOfAny("*?[]") >= 0) ? held : null;
        Wanted = selection.AllNamespaces ? null
            : selection.Namespaces
                ?? (selection.WorkspaceNamespaces is not { } own ? Rest(backup.IncludedNamespaces, selection) : StringSet.From(own.Where(IsHeld)));
        Findings = [.. Missing(selection), .. Unmapped(selection)];
    }

    /// <summary>Null: all that the backup holds.</summary>
    public StringSet? Wanted { get; }

    /// <summary>Nothing would be restored, and that will not do.</summary>
    public bool IsNothing => Findings.Any(static finding => finding.IsError);

    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>Velero refuses a name on both lists, and the backup's is nobody's wish. Where all are left out it has to.</summary>
    private static StringSet? Rest(StringSet? held, RestoreSelection selection) =>
        held is not null && StringSet.From(held.Except(selection.ExcludedNamespaces)) is { Count: > 0 } rest ? rest : held;

    private IEnumerable<Finding> Missing(RestoreSelection selection)
    {
        List<string> missing = selection.Namespaces is { } named ? [.. named.Where(name => !IsHeld(name))] : [];
        var isNothing = selection.Namespaces is { } all ? missing.Count == all.Count && !selection.AllowEmpty : Wanted is { Count: 0 };
        if (missing.Count > 0 || isNothing)
        {
            yield return new Finding(
                isNothing ? Severity.Error : Severity.Warning,
                FindingKind.NamespaceNotInBackup,
                _cluster,
                $"Backup {_backup.Name} on cluster \"{_cluster}\" does not contain "
                + $"{(missing.Count > 0 ? NameList.Quoted(missing) : "any namespace of the workspace")}; it has "
                + $"{(_backup.IncludedNamespaces is { } held ? NameList.Quoted(held) : "all namespaces")}"
                + (_backup.ExcludedNamespaces is { Count: > 0 } excluded ? $" without {NameList.Quoted(excluded)}" : "")
                + (isNothing ? ". Choose among these, or another backup." : ". What it does not contain is not restored."),
                "spec.includedNamespaces");
        }
    }

    /// <summary>Where the namespaces are named, the configuration alone tells what a mapping is good for.</summary>
    private IEnumerable<Finding> Unmapped(RestoreSelection selection)
    {
        List<string> unmapped = selection.Namespaces is not null ? []
            : [.. selection.NamespaceMapping.Keys.Where(RestoreNamespaces.CanBeMapped).Where(name => Wanted is null ? !IsHeld(name) : !Wanted.Contains(name))];
        if (unmapped.Count > 0)
        {
            yield return Finding.Warning(
                FindingKind.NamespaceNotInBackup,
                _cluster,
                $"{NameList.Quoted(unmapped)} {(unmapped.Count == 1 ? "is" : "are")} mapped, and nothing of that is restored on cluster "
                + $"\"{_cluster}\" from backup {_backup.Name}. Correct the mapping, or name the namespaces to restore.",
                "spec.namespaceMapping");
        }
    }

    // What the pattern of an include matches only the cluster knew; a name or pattern among the excludes leaves out for sure.
    private bool IsHeld(string name) => Glob.IsPattern(name)
        ? _exactly is null || _exactly.Any(one => Glob.IsMatch(name, one) && !IsLeftOut(one))
        : _exactly?.Contains(name) != false && !IsLeftOut(name);

    private bool IsLeftOut(string name) => Glob.IsAnyMatch(_backup.ExcludedNamespaces ?? StringSet.Empty, name);
}
