namespace VeleroSandbox.Access;

/// <summary>Who makes a request, and what they may do.</summary>
public sealed record Identity(string User, IReadOnlyList<AccessRule> Rules)
{
    internal bool May(string verb, string group, string resource, string @namespace) =>
        Rules.Any(rule => rule.Allows(verb, group, resource, @namespace));

    /// <summary>Whether every path outside the resource scheme is open, not discovery and health alone.</summary>
    internal bool IsAdmin => Rules.Contains(AccessRule.Everything);
}
