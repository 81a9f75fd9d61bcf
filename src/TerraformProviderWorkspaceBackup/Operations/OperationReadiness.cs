using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Workspace;
using WorkspaceBackup.Velero.Faults;

namespace TerraformProviderWorkspaceBackup.Operations;

/// <summary>What the creates of backups and restores have in common.</summary>
internal static class OperationReadiness
{
    /// <summary>At apply everything is known; if it is not, Terraform or this code is wrong.</summary>
    public static bool Check(bool isKnown, ConfiguredWorkspace workspace, Diagnostics diagnostics)
    {
        if (diagnostics.HasErrors)
        {
            return false;
        }

        if (!isKnown || workspace.UnknownClusters.Count > 0)
        {
            diagnostics.AddError("Unknown Values At Apply",
                "The provider configuration or an argument is still unknown although the apply has begun.\n\n"
                + "If a cluster's connection comes from a resource that this configuration creates, apply that resource first (apply -target).");
            return false;
        }

        return true;
    }

    public static Value<IReadOnlyDictionary<string, string>> Reasons(IReadOnlyDictionary<string, Fault> skipped) =>
        Value.Of<IReadOnlyDictionary<string, string>>(new SortedDictionary<string, string>(
            skipped.ToDictionary(static s => s.Key, static s => FaultReason.Of(s.Value.Kind)), StringComparer.Ordinal));
}
