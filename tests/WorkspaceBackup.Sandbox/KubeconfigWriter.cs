using System.Text;

namespace VeleroSandbox;

/// <summary>
/// A kubeconfig for a set of clusters: a context per cluster, named like it, and one per user and cluster.
/// </summary>
internal static class KubeconfigWriter
{
    public static string Write(IReadOnlyList<SandboxCluster> clusters)
    {
        var text = new StringBuilder("apiVersion: v1\nkind: Config\nclusters:\n");
        foreach (var cluster in clusters)
        {
            var authority = Convert.ToBase64String(Encoding.ASCII.GetBytes(cluster.Certificates.AuthorityPem));
            text.Append($"- name: {cluster.Name}\n  cluster:\n    server: {cluster.Url.ToString().TrimEnd('/')}\n");
            text.Append($"    certificate-authority-data: {authority}\n");
        }

        text.Append("users:\n");
        foreach (var cluster in clusters)
        {
            foreach (var (user, token) in Users(cluster))
            {
                text.Append($"- name: {cluster.Name}-{user}\n  user:\n    token: {token}\n");
            }
        }

        text.Append("contexts:\n");
        foreach (var cluster in clusters)
        {
            text.Append(Context(cluster.Name, cluster.Name, "admin"));
            foreach (var (user, _) in Users(cluster).Skip(1))
            {
                text.Append(Context($"{cluster.Name}-{user}", cluster.Name, user));
            }
        }

        return text.Append($"current-context: {(clusters.Count > 0 ? clusters[0].Name : "\"\"")}\n").ToString();
    }

    /// <summary>Everybody who has a token, the administrator first.</summary>
    public static IEnumerable<(string User, string Token)> Users(SandboxCluster cluster) =>
    [
        ("admin", cluster.AdminToken), ("operator", cluster.OperatorToken), ("reader", cluster.ReaderToken),
        ("nobody", cluster.NobodyToken),
    ];

    private static string Context(string name, string cluster, string user) =>
        $"- name: {name}\n  context:\n    cluster: {cluster}\n    user: {cluster}-{user}\n";
}
