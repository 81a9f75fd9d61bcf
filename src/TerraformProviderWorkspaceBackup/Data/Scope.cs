using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Reporting;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using Severity = WorkspaceBackup.Velero.Faults.Severity;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>Where a data source looks.</summary>
/// <param name="Workspace">The workspace's name.</param>
/// <param name="Clusters">The clusters to look on, by name.</param>
/// <param name="All">The names of all clusters of the workspace.</param>
internal sealed record Scope(string Workspace, IReadOnlyList<Cluster> Clusters, StringSet All)
{
    /// <summary>
    /// Null when it is not known yet, and then the read is put off, or when what is configured cannot be: with an
    /// error, if Terraform does not allow to put it off.
    /// </summary>
    public static Scope? Of(DeferrableContext context, Value<IReadOnlySet<string>> chosen)
    {
        var workspace = context.ProviderData<ConfiguredWorkspace>();
        var all = StringSet.From(workspace.Clusters.Keys.Concat(workspace.UnknownClusters));
        var names = chosen.IsNull ? all : StringSet.From(chosen.Known);
        if (workspace.AreClustersUnknown || !workspace.Name.IsKnown || names.Any(workspace.UnknownClusters.Contains))
        {
            PutOff(context, workspace.AreClustersUnknown || !workspace.Name.IsKnown
                ? "The provider's configuration"
                : $"The connection of {Quoted(names.Where(workspace.UnknownClusters.Contains))}");
            return null;
        }

        var foreign = names.Where(name => !all.Contains(name)).ToList();
        if (foreign.Count > 0)
        {
            context.Diagnostics.AddError("Unknown Cluster",
                $"clusters names {Quoted(foreign)}, which the provider configuration does not have; it has "
                + $"{Quoted(all)}.\n\nTake it out here, or add its connection to the provider's clusters.",
                ScopeAttributes.Clusters);
            return null;
        }

        var attached = names
            .Select(name => workspace.Clusters[name])
            .Where(static cluster => !cluster.Detached)
            .ToList();
        if (attached.Count == 0)
        {
            context.Diagnostics.AddError("No Cluster Left",
                "Every cluster that this is about is detached from the workspace.\n\n"
                + "Name another one, or attach one of them again (detached = false).",
                chosen.IsNull ? null : ScopeAttributes.Clusters.Path);
            return null;
        }

        return new(workspace.Name.Known, attached, all);
    }

    /// <param name="what">What is not known, as the beginning of a sentence.</param>
    public static void PutOff(DeferrableContext context, string what)
    {
        if (context.ClientCapabilities.DeferralAllowed)
        {
            context.Defer(DeferralReason.ProviderConfigUnknown);
            return;
        }

        context.Diagnostics.AddError("Provider Configuration Not Known Yet",
            $"{what} is known only after an apply, as when the cluster is created by it, so nothing can be read yet."
            + "\n\nLet the data source wait for what the provider waits for (depends_on = [...]): then it is read "
            + "during the apply.");
    }

    /// <summary>
    /// A cluster that does not answer is a warning, or an error where that is asked for; one that is misconfigured
    /// always is an error.
    /// </summary>
    public static void Report(Diagnostics diagnostics, IEnumerable<Fault> faults, Value<string> unhealthyClusters)
    {
        var unhealthy = Fails(unhealthyClusters) ? Severity.Error : Severity.Warning;
        diagnostics.AddRange(
            faults.Select(fault => Finding.Of(fault, fault.IsUnhealthy ? unhealthy : Severity.Error)), AttributePaths.None);
    }

    public static bool Fails(Value<string> unhealthyClusters) => unhealthyClusters is { IsKnown: true, Known: "fail" };

    public static Value<IReadOnlyDictionary<string, string>> Reasons(IReadOnlyDictionary<string, Fault> faults) =>
        Shown.Map(faults, static fault => FaultReason.Of(fault.Kind));

    private static string Quoted(IEnumerable<string> names) => NameList.Quoted(names);
}
