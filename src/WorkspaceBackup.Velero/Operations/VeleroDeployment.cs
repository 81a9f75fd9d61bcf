using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>The Deployment <c>velero</c> in Velero's namespace, which its server reads, and whose arguments tell its flags.</summary>
internal static class VeleroDeployment
{
    public static ApiPath Path(Cluster cluster) => new("apps/v1", "deployments", cluster.VeleroNamespace, "velero");

    public static Task<Outcome<JsonObject>> ReadAsync(Cluster cluster, CancellationToken cancellationToken) =>
        cluster.Api.GetAsync(Path(cluster), cancellationToken);

    /// <summary>The value of a flag of the server, given as <c>--flag=value</c> or in two arguments; null: not given.</summary>
    public static string? Flag(JsonObject deployment, string flag)
    {
        foreach (var container in MergePatch.Find(deployment, "spec", "template", "spec", "containers") as JsonArray ?? [])
        {
            string[] words = [.. Json.Texts(container, "command"), .. Json.Texts(container, "args")];
            for (var index = 0; index < words.Length; index++)
            {
                if (words[index].StartsWith($"--{flag}=", StringComparison.Ordinal))
                {
                    return words[index][(flag.Length + 3)..];
                }

                if (words[index] == $"--{flag}" && index + 1 < words.Length)
                {
                    return words[index + 1];
                }
            }
        }

        return null;
    }
}
