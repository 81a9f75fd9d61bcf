namespace WorkspaceBackup.Velero.Clusters;

/// <summary>One verb on one kind of object.</summary>
/// <param name="Verb"><c>get</c>, <c>list</c>, <c>create</c>, <c>patch</c>, <c>delete</c>.</param>
/// <param name="Group">The API group; empty for the core group.</param>
/// <param name="Resource">The plural.</param>
/// <param name="IsInVeleroNamespace">Asked for in Velero's namespace; else cluster-wide.</param>
public sealed record AccessRight(string Verb, string Group, string Resource, bool IsInVeleroNamespace)
{
    /// <summary><c>create schedules.velero.io</c>, as an RBAC rule would name it.</summary>
    public override string ToString() => $"{Verb} {Resource}{(Group.Length == 0 ? "" : "." + Group)}";

    /// <summary>
    /// What a Role would hold, to be pasted as it stands, on one line because messages keep no others:
    /// <c>rules: [{apiGroups: [velero.io], resources: [schedules], verbs: [create, get]}]</c>.
    /// </summary>
    public static string Rules(IEnumerable<AccessRight> rights) => $"rules: [{string.Join(", ", rights
        .GroupBy(static right => (right.Group, right.Resource))
        .Select(static same => $"{{apiGroups: [{(same.Key.Group.Length == 0 ? "\"\"" : same.Key.Group)}], resources: [{same.Key.Resource}], "
            + $"verbs: [{string.Join(", ", same.Select(static right => right.Verb))}]}}"))}]";
}
