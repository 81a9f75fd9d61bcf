using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Reporting;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using Severity = WorkspaceBackup.Velero.Faults.Severity;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>The data source <c>workspace_clusters</c>: what each cluster is fit for.</summary>
internal sealed class ClustersDataSource : DataSource<ClustersDataModel>
{
    public override Schema Schema { get; } = new(ClustersDataModel.Attributes)
    {
        Description = "What each cluster of the workspace is fit for. One that is down or misconfigured is an element "
            + "with a reason.",
    };

    public override async Task<ClustersDataModel?> ReadAsync(
        DataSourceContext<ClustersDataModel> context, CancellationToken cancellationToken)
    {
        var workspace = context.ProviderData<ConfiguredWorkspace>();
        if (Scope.Of(context, Value<IReadOnlySet<string>>.Null) is not { } scope)
        {
            return null;
        }

        if (workspace.Namespaces.IsUnknown)
        {
            Scope.PutOff(context, "The set of namespaces in the provider's configuration");
            return null;
        }

        var namespaces = workspace.Namespaces.IsNull ? null : StringSet.From(workspace.Namespaces.Known);
        var found = await workspace.Inspection.InspectAsync(scope.Clusters, namespaces, cancellationToken);
        var severity = Scope.Fails(context.Config.Get(ScopeAttributes.UnhealthyClusters)) ? Severity.Error : Severity.Warning;
        context.Diagnostics.AddRange(
            found.SelectMany(inspection => inspection.Fault is { } fault
                ? inspection.Findings.Prepend(Finding.Of(fault, severity))
                : inspection.Findings),
            AttributePaths.None);
        return context.Diagnostics.HasErrors ? null : context.Config.With(
            ClustersDataModel.Clusters,
            Shown.Map(found.Select(static f => KeyValuePair.Create(f.Cluster, f)), InspectedClusterModel.From));
    }
}
