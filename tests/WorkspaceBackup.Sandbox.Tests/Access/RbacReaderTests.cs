using System.Runtime.CompilerServices;
using VeleroSandbox.Access;

namespace VeleroSandbox.Tests.Access;

/// <summary>The manifests that users are told to apply, as the sandbox's tokens have them.</summary>
public sealed class RbacReaderTests
{
    [Theory]
    [InlineData("workspace-backup-apply", "create", "velero.io", "schedules", "velero", true)]
    [InlineData("workspace-backup-apply", "create", "velero.io", "schedules", "other", false)]
    [InlineData("workspace-backup-apply", "get", "", "namespaces", "kube-system", true)]
    [InlineData("workspace-backup-plan", "list", "velero.io", "schedules", "velero", true)]
    [InlineData("workspace-backup-plan", "create", "velero.io", "schedules", "velero", false)]
    [InlineData("nobody-knows", "list", "velero.io", "schedules", "velero", false)]
    public void A_group_may_what_its_roles_say(
        string group, string verb, string apiGroup, string resource, string @namespace, bool allowed)
    {
        var identity = new Identity("u", RbacReader.RulesOf(group, Manifests()));
        Assert.Equal(allowed, identity.May(verb, apiGroup, resource, @namespace));
    }

    private static string Manifests([CallerFilePath] string source = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "..", "..", "..", "examples", "rbac"));
}
