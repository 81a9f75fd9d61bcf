namespace VeleroSandbox.Access;

/// <summary>What RBAC would allow. <c>*</c> stands for anything.</summary>
/// <param name="Verbs">
/// <c>get</c>, <c>list</c>, <c>watch</c>, <c>create</c>, <c>update</c>, <c>patch</c>, <c>delete</c>.
/// </param>
/// <param name="Groups">API groups; empty string for the core group.</param>
/// <param name="Resources">Plurals.</param>
/// <param name="Namespaces">Null for cluster-wide.</param>
public sealed record AccessRule(
    IReadOnlyList<string> Verbs,
    IReadOnlyList<string> Groups,
    IReadOnlyList<string> Resources,
    IReadOnlyList<string>? Namespaces = null)
{
    public static AccessRule Everything { get; } = new(["*"], ["*"], ["*"]);

    internal bool Allows(string verb, string group, string resource, string @namespace) =>
        Has(Verbs, verb) && Has(Groups, group) && Has(Resources, resource)
        && (Namespaces is null || Namespaces.Contains(@namespace, StringComparer.Ordinal));

    private static bool Has(IReadOnlyList<string> allowed, string wanted) =>
        allowed.Contains("*", StringComparer.Ordinal) || allowed.Contains(wanted, StringComparer.Ordinal);
}
