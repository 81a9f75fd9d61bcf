using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Objects;

/// <summary>Collects what is odd about one object while it is read.</summary>
internal sealed class ObjectFindings(string cluster, string @object)
{
    private readonly List<Finding> _findings = [];

    public IReadOnlyList<Finding> All => _findings;

    public void BadDuration(string field, string text) => _findings.Add(Finding.Warning(
        FindingKind.BadDuration,
        cluster,
        $"\"{text}\" is not a duration that Velero can read. One such value stops Velero for every object of this kind in its "
        + "namespace: schedules get no phase and no backup is made. Correct or remove it.",
        field,
        @object));

    public void Unreadable(string field, string expected) => _findings.Add(Finding.Warning(
        FindingKind.UnreadableField,
        cluster,
        $"The value is not {expected}, which Velero's definition of the field requires. The provider treats it as unset.",
        field,
        @object));
}
