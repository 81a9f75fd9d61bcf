using System.Text;
using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Operations;

namespace TerraformProviderWorkspaceBackup.Runs;

/// <summary>What the instances of <c>workspace_backup</c> and <c>workspace_restore</c> do alike.</summary>
internal static class RunInstance
{
    /// <summary>In private state: the text by which the objects of this instance are known again.</summary>
    private const string OperationKey = "operation";

    public static void SetOperation(PrivateState state, string operationId) =>
        state.Set(OperationKey, Encoding.UTF8.GetBytes(operationId));

    public static string Operation(PrivateState state) =>
        state.TryGet(OperationKey, out var bytes) ? Encoding.UTF8.GetString(bytes) : "";

    /// <summary>Those of the elements whose cluster is in the provider configuration, by the cluster.</summary>
    public static Dictionary<Cluster, string> Connected<T>(
        IEnumerable<KeyValuePair<string, T>> elements, Func<T, Value<string>> name, ConfiguredWorkspace workspace) =>
        elements
            .Where(e => workspace.Clusters.ContainsKey(e.Key))
            .ToDictionary(e => workspace.Clusters[e.Key], e => name(e.Value).Known);

    /// <returns>Null: the run is not waited for, or it is not known yet whether it is.</returns>
    public static RunWaiting? Waiting(
        Value<bool> wait, Value<RunTimeoutsModel> timeouts, Value<bool> allowPartiallyFailed, ConfiguredWorkspace workspace) =>
        !wait.TryGetKnown(out var waits) || !waits ? null : new()
        {
            Limit = RunTimeoutsModel.CreateOf(timeouts),
            AllowPartiallyFailed = allowPartiallyFailed.TryGetKnown(out var allowed) && allowed,
            Progress = workspace.Progress,
        };
}
