namespace VeleroSandbox;

/// <summary>
/// The clusters' addresses and credentials as files, laid out as <c>tests/clusters/start-clusters.sh</c> does for real
/// API servers, so that the same tests run against both.
/// </summary>
internal static class ClusterFolder
{
    public static void Write(Sandbox sandbox, string folder)
    {
        Directory.CreateDirectory(folder);
        sandbox.WriteKubeconfig(Path.Combine(folder, "kubeconfig"));
        File.WriteAllText(Path.Combine(folder, "admin.url"), sandbox.AdminUrl.ToString());
        foreach (var cluster in sandbox.Clusters)
        {
            var files = Directory.CreateDirectory(Path.Combine(folder, cluster.Name)).FullName;
            void Put(string name, string text) => File.WriteAllText(Path.Combine(files, name), text);

            Put("url", cluster.Url.ToString().TrimEnd('/'));
            Put("ca.crt", cluster.Certificates.AuthorityPem);
            Put("admin.crt", cluster.Certificates.Admin.Certificate);
            Put("admin.key", cluster.Certificates.Admin.Key);
            foreach (var (user, token) in KubeconfigWriter.Users(cluster))
            {
                Put($"{user}.token", token);
            }
        }
    }
}
