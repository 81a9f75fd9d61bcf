using System.Text;

namespace VeleroSandbox;

/// <summary>A kubeconfig for a set of clusters.</summary>
internal static class KubeconfigWriter
{
    public static string Write(IReadOnlyList<SandboxCluster> clusters)
    {
        var text = new StringBuilder("apiVersion: v1\nkind: Config\nclusters:\n");
        foreach (var cluster in clusters)
        {
            var authority = Convert.ToBase64String(Encoding.ASCII.GetBytes(cluster.Certificates.AuthorityPem));
            text.Append($"- name: {cluster.Name}\n  cluster:\n    server: {cluster.Url}\n");
            text.Append($"    certificate-authority-data: {authority}\n");
        }

        text.Append("users:\n");
        foreach (var cluster in clusters)
        {
            text.Append($"- name: {cluster.Name}\n  user:\n    token: {cluster.AdminToken}\n");
        }

        text.Append("contexts:\n");
        foreach (var cluster in clusters)
        {
            text.Append($"- name: {cluster.Name}\n  context:\n    cluster: {cluster.Name}\n    user: {cluster.Name}\n");
        }

        return text.Append($"current-context: {(clusters.Count > 0 ? clusters[0].Name : "\"\"")}\n").ToString();
    }
}
