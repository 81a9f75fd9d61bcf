using TerraformPlugin.Framework;
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

        foreach (var (name, value) in clusters)
        {
            if (value.IsNull)
            {
                var path = ProviderModel.Clusters.Path.Key(name);
                diagnostics.AddError(
                    "Missing Cluster Connection",
                    $"{path} is null, but must be an object that says how to reach the cluster. If the environment says how, write {{}}. If there is "
                    + "no such cluster, leave the key out.",
                    path);
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
                Report(fault);
            }
            else if (clusters.Count > 1 && !connection.NamesServer)
            {
                Report(new Fault(FaultKind.ConnectionMissing, name,
                    "with several clusters each needs config_path, config_paths or host; the environment is used only if there is one cluster",
                    "config_path"));
            }
        }

        void Report(Fault fault)
        {
            var path = ProviderModel.Clusters.Path.Key(fault.Cluster);
            diagnostics.Add(Findings.Of(fault, TerraformPlugin.Framework.Severity.Error, AttributePaths.None) with
            {
                Path = fault.Field?.Split('.').Aggregate(path, static (at, name) => at.Attribute(name)) ?? path,
            });
        }
    }
}
