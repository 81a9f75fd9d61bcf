using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Reporting;
using WorkspaceBackup.Velero.Faults;

namespace TerraformProviderWorkspaceBackup.Workspace;

/// <summary>
/// What can be known of the connections without a file or a network: settings that contradict each other or can mean
/// nothing, and clusters that nothing tells how to reach.
/// </summary>
internal sealed class ConnectionRules : IConfigValidator
{
    public void Validate(ModelReader config, Diagnostics diagnostics)
    {
        if (!config.Get(ProviderModel.Clusters).TryGetKnown(out var clusters))
        {
            return;
        }

        List<string> missing = [];
        List<Fault> faults = [];
        foreach (var (name, value) in clusters)
        {
            if (value.IsNull)
            {
                missing.Add(name);
                continue;
            }

            // A required part of exec that is null has been reported by itself.
            if (!value.TryGetKnown(out var cluster) || cluster.IsConnectionUnknown
                || (cluster.Get(ClusterModel.Exec).TryGetKnown(out var exec)
                    && (exec.Get(ExecModel.ApiVersion).IsNull || exec.Get(ExecModel.Command).IsNull)))
            {
                continue;
            }

            // The namespace decides nothing here, and may be unknown itself.
            var connection = cluster.ToSettings(name, "").Connection;
            if ((connection.Contradiction(name) ?? connection.Mistake(name)) is { } fault)
            {
                faults.Add(fault);
            }
            else if (clusters.Count > 1 && !connection.NamesServer)
            {
                faults.Add(new Fault(FaultKind.ConnectionMissing, name,
                    "with several clusters each needs config_path, config_paths or host; the environment is used only if there is one cluster",
                    "config_path"));
            }
        }

        if (missing.Count > 0)
        {
            diagnostics.AddError(
                "Missing Cluster Connection",
                $"{NameList.Of(missing.Select(static name => $"{ProviderModel.Clusters.Path.Key(name)}"))} {(missing.Count == 1 ? "is" : "are")} null, "
                + "but must be an object that says how to reach the cluster. If the environment says how, write {}. If there is no such cluster, "
                + "leave the key out.",
                missing.Count == 1 ? ProviderModel.Clusters.Path.Key(missing[0]) : ProviderModel.Clusters.Path);
        }

        // Clusters are often made by one expression, so that what is wrong with one is wrong with all.
        foreach (var group in faults.GroupBy(static fault => (fault.Kind, fault.Field)))
        {
            diagnostics.Add(Findings.Of([.. group], TerraformPlugin.Framework.Severity.Error, AttributePaths.None) with
            {
                Path = group.Count() == 1 ? PathOf(group.Single()) : ProviderModel.Clusters.Path,
            });
        }
    }

    private static AttributePath PathOf(Fault fault)
    {
        var path = ProviderModel.Clusters.Path.Key(fault.Cluster);
        return fault.Field?.Split('.').Aggregate(path, static (at, name) => at.Attribute(name)) ?? path;
    }
}
