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
}
