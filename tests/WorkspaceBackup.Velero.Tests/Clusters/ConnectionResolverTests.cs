using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Kubernetes.Kubeconfig;
using WorkspaceBackup.Velero.Tests.Kubernetes.Servers;

namespace WorkspaceBackup.Velero.Tests.Clusters;

public sealed class ConnectionResolverTests : IDisposable
{
    private static readonly TestCertificates s_authority = new();
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_kubeconfig_gives_its_current_context()
    {
        string path = _folder.Write("config", Kubeconfig());
        Endpoint endpoint = Succeed(new() { ConfigPath = path });
        Assert.Equal("https://prod.example:6443/", endpoint.Server.AbsoluteUri);
        Assert.Equal("prod-token", endpoint.Credentials.Token);
        Assert.Single(endpoint.CertificateAuthorities!);
    }

    [Fact]
    public void Context_cluster_and_user_can_each_be_chosen()
    {
        string path = _folder.Write("config", Kubeconfig());
        Endpoint context = Succeed(new() { ConfigPath = path, ConfigContext = "test" });
        Assert.Equal(("test.example", "test-token"), (context.Server.Host, context.Credentials.Token));
        Endpoint cluster = Succeed(new() { ConfigPath = path, ConfigContextCluster = "test" });
        Assert.Equal(("test.example", "prod-token"), (cluster.Server.Host, cluster.Credentials.Token));
        Endpoint user = Succeed(new() { ConfigPath = path, ConfigContextAuthInfo = "test" });
        Assert.Equal(("prod.example", "test-token"), (user.Server.Host, user.Credentials.Token));
    }

    [Fact]
    public void A_home_folder_and_a_relative_path_are_understood()
    {
        _folder.Write(".kube/config", Kubeconfig());
        ProcessEnvironment environment =
            TestConnections.Environment() with { HomeFolder = _folder.Path, CurrentFolder = _folder.Path };
        Assert.Equal("prod.example", Succeed(new() { ConfigPath = "~/.kube/config" }, environment).Server.Host);
        Assert.Equal("prod.example", Succeed(new() { ConfigPath = ".kube/config" }, environment).Server.Host);
    }

    [Fact]
    public void The_first_of_several_files_wins_entry_by_entry_and_missing_ones_are_left_out()
    {
        string first = _folder.Write("first", """
            apiVersion: v1
            clusters: [{name: prod, cluster: {server: "https://first.example"} }]
            """);
        string second = _folder.Write("second", Kubeconfig());
        Endpoint endpoint = Succeed(new() { ConfigPaths = [Path.Combine(_folder.Path, "missing"), first, second] });
        // All of the first file's entry: the second one's CA is not mixed in.
        Assert.Equal(("first.example", "prod-token"), (endpoint.Server.Host, endpoint.Credentials.Token));
        Assert.Null(endpoint.CertificateAuthorities);
    }

    [Fact]
    public void Paths_in_a_kubeconfig_are_relative_to_the_file()
    {
        (string certificate, string key) = s_authority.Client("admin");
        _folder.Write("pki/ca.crt", s_authority.Pem);
        _folder.Write("pki/admin.crt", certificate);
        _folder.Write("pki/admin.key", key);
        string path = _folder.Write("config", """
            current-context: c
            contexts: [{name: c, context: {cluster: c, user: u, namespace: elsewhere} }]
            clusters: [{name: c, cluster: {server: "https://h", certificate-authority: pki/ca.crt} }]
            users: [{name: u, user: {client-certificate: pki/admin.crt, client-key: pki/admin.key, tokenFile: token} }]
            """);
        Endpoint endpoint = Succeed(new() { ConfigPath = path });
        Assert.Equal(s_authority.Certificate.Thumbprint, Assert.Single(endpoint.CertificateAuthorities!).Thumbprint);
        Assert.Equal(
            (certificate, key), (endpoint.Credentials.ClientCertificatePem, endpoint.Credentials.ClientKeyPem));
        Assert.Equal(Path.Combine(_folder.Path, "token"), endpoint.Credentials.TokenFile);
    }

    [Fact]
    public void Settings_override_a_kubeconfig_and_credentials_override_as_a_whole()
    {
        (string certificate, string key) = s_authority.Client("admin");
        string path = _folder.Write("config", $$"""
            current-context: c
            contexts: [{name: c, context: {cluster: c, user: u} }]
            clusters: [{name: c, cluster: {server: "https://h", tls-server-name: of-h, proxy-url: "http://p:1"} }]
            users: [{name: u, user: {client-certificate-data: {{Base64(certificate)}}, client-key-data: {{Base64(key)}}, as: bob} }]
            """);
        Endpoint endpoint = Succeed(new()
        {
            ConfigPath = path,
            Host = "other:6443",
            Token = "own",
            ClusterCaCertificate = s_authority.Pem,
            ProxyUrl = "socks5h://x:y%40@q",
        });
        Assert.Equal("https://other:6443/", endpoint.Server.AbsoluteUri);
        Assert.Null(endpoint.TlsServerName);
        Assert.Equal("own", endpoint.Credentials.Token);
        Assert.Null(endpoint.Credentials.ClientCertificatePem);
        Assert.Equal("socks5://q:1080/", endpoint.Proxy!.AbsoluteUri);
        Assert.Equal(("x", "y@"), (endpoint.ProxyCredential!.UserName, endpoint.ProxyCredential.Password));
        // Dropping it would make the requests more powerful than the kubeconfig means them to be.
        Assert.Equal("bob", endpoint.Impersonation!.User);
    }

    [Fact]
    public void Insecure_takes_the_place_of_the_kubeconfigs_authority()
    {
        string path = _folder.Write("config", Kubeconfig());
        Endpoint endpoint = Succeed(new() { ConfigPath = path, Insecure = true });
        Assert.True(endpoint.Insecure);
        Assert.Null(endpoint.CertificateAuthorities);
    }

    [Theory]
    [InlineData("cluster.example", "https://cluster.example/")]
    [InlineData("cluster.example:6443", "https://cluster.example:6443/")]
    [InlineData("https://[::1]:6443", "https://[::1]:6443/")]
    [InlineData("http://localhost:8080", "http://localhost:8080/")]
    [InlineData("https://rancher.example/k8s/clusters/c-1", "https://rancher.example/k8s/clusters/c-1")]
    public void A_host_is_a_URL_or_the_host_of_an_https_one(string host, string url) =>
        Assert.Equal(url, Succeed(new() { Host = host }).Server.AbsoluteUri);

    [Fact]
    public void With_one_cluster_the_variables_fill_what_the_configuration_leaves_open()
    {
        (string certificate, string key) = s_authority.Client("admin");
        ProcessEnvironment environment = TestConnections.Environment(
            ("KUBE_HOST", "https://env.example"),
            ("KUBE_CLIENT_CERT_DATA", certificate),
            ("KUBE_CLIENT_KEY_DATA", key),
            ("KUBE_CLUSTER_CA_CERT_DATA", s_authority.Pem),
            ("KUBE_TLS_SERVER_NAME", "name.example"),
            ("KUBE_PROXY_URL", "http://proxy.example:3128"),
            ("KUBE_USER", "u"),
            ("KUBE_PASSWORD", "p"));
        Endpoint endpoint = Succeed(new(), environment);
        Assert.Equal("env.example", endpoint.Server.Host);
        Assert.Equal(
            (certificate, key), (endpoint.Credentials.ClientCertificatePem, endpoint.Credentials.ClientKeyPem));
        Assert.Equal(("u", "p"), (endpoint.Credentials.Username, endpoint.Credentials.Password));
        Assert.Equal("name.example", endpoint.TlsServerName);
        Assert.Equal("proxy.example", endpoint.Proxy!.Host);
        Assert.Single(endpoint.CertificateAuthorities!);
    }

    [Fact]
    public void With_one_cluster_KUBE_CONFIG_PATH_and_the_context_variables_choose()
    {
        string path = _folder.Write("config", Kubeconfig());
        Assert.Equal(
            "test.example",
            Succeed(new(), TestConnections.Environment(("KUBE_CONFIG_PATH", path), ("KUBE_CTX", "test"))).Server.Host);
        Assert.Equal(
            "test.example",
            Succeed(new(), TestConnections.Environment(
                ("KUBE_CONFIG_PATHS", $"/missing:{path}"), ("KUBE_CTX_CLUSTER", "test"))).Server.Host);
        Assert.Equal(
            "test-token",
            Succeed(new(), TestConnections.Environment(
                ("KUBECONFIG", path), ("KUBE_CTX_AUTH_INFO", "test"))).Credentials.Token);
    }

    [Fact]
    public void Variables_that_say_the_same_in_another_way_do_not_reach_a_configured_connection()
    {
        ProcessEnvironment environment = TestConnections.Environment(
            ("KUBE_CONFIG_PATH", "/missing"), ("KUBE_CTX", "x"), ("KUBE_TOKEN", "env"), ("KUBE_INSECURE", "true"), (
                "KUBECONFIG", "/missing"));
        Endpoint endpoint = Succeed(
            new() { Host = "https://own.example", TokenFile = "/own", ClusterCaCertificate = s_authority.Pem },
                environment);
        Assert.Equal("own.example", endpoint.Server.Host);
        Assert.Equal((null, "/own"), (endpoint.Credentials.Token, endpoint.Credentials.TokenFile));
        Assert.False(endpoint.Insecure);
    }

    [Fact]
    public void With_one_cluster_a_pod_uses_its_service_account_last()
    {
        _folder.Write("ca.crt", s_authority.Pem);
        _folder.Write("token", "t");
        ProcessEnvironment pod = TestConnections.Environment(
            ("KUBERNETES_SERVICE_HOST", "fd00::1"), ("KUBERNETES_SERVICE_PORT", "443"));
        ProcessEnvironment environment = pod with { ServiceAccountFolder = _folder.Path };
        Endpoint endpoint = Succeed(new(), environment);
        Assert.Equal("https://[fd00::1]/", endpoint.Server.AbsoluteUri);
        Assert.Equal(Path.Combine(_folder.Path, "token"), endpoint.Credentials.TokenFile);
        Assert.Single(endpoint.CertificateAuthorities!);
    }

    [Fact]
    public void A_pod_without_a_service_account_is_told_that_nothing_says_how_to_reach_the_cluster()
    {
        Fault fault = Fail(
            new(), TestConnections.Environment(("KUBERNETES_SERVICE_HOST", "10.0.0.1"), ("KUBERNETES_SERVICE_PORT", "443")));

        Assert.Equal((FaultKind.ConnectionMissing, "config_path"), (fault.Kind, fault.Field));
        Assert.Contains("no service account in /nonexistent/serviceaccount", fault.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void With_several_clusters_the_environment_takes_no_part()
    {
        ProcessEnvironment environment =
            TestConnections.Environment(("KUBE_HOST", "https://env"), ("KUBECONFIG", "/x"));
        Fault fault = Fail(new(), environment, isOnlyCluster: false);
        Assert.Equal((FaultKind.ConnectionMissing, "config_path"), (fault.Kind, fault.Field));
        Assert.Contains("more than one cluster", fault.Detail, StringComparison.Ordinal);
        Endpoint own = Resolve(new() { Host = "h" }, environment, isOnlyCluster: false).Value;
        Assert.Equal("h", own.Server.Host);
    }

    public static TheoryData<string, ConnectionSettings, FaultKind, string?> Faults => new()
    {
        { "nothing", new(), FaultKind.ConnectionMissing, "config_path" },
        { "empty texts, which modules pass for nothing", new() { Host = "", ConfigPath = " " },
            FaultKind.ConnectionMissing, "config_path" },
        { "credentials without a server", new() { Token = "t" }, FaultKind.ConnectionMissing, "config_path" },
        { "a context without a kubeconfig", new() { ConfigContext = "c" }, FaultKind.ConnectionMissing, "config_path" },
        { "a context beside a host", new() { Host = "h", ConfigContext = "c" }, FaultKind.ConnectionConflict,
            "config_context" },
        { "one path and several", new() { ConfigPath = "a", ConfigPaths = ["b"] }, FaultKind.ConnectionConflict,
            "config_path" },
        { "a token and its file", new() { Host = "h", Token = "t", TokenFile = "f" }, FaultKind.ConnectionConflict,
            "token" },
        {
            "a plugin and a user",
            new() { Host = "h", Username = "u", Exec = new() { ApiVersion = "v1", Command = "c" } },
                FaultKind.ConnectionConflict, "username"
        },
        { "a password without a user", new() { Host = "h", Password = "p" }, FaultKind.ConnectionConflict, "password" },
        { "a certificate without a key", new() { Host = "h", ClientCertificate = "c" }, FaultKind.ConnectionConflict,
            "client_certificate" },
        { "a key without a certificate", new() { Host = "h", ClientKey = "k" }, FaultKind.ConnectionConflict,
            "client_key" },
        {
            "an authority that is not to be used",
            new() { Host = "h", ClusterCaCertificate = "x", Insecure = true }, FaultKind.ConnectionConflict, "insecure"
        },
        { "an authority that is no certificate", new() { Host = "h", ClusterCaCertificate = "x" },
            FaultKind.ConnectionInvalid, "cluster_ca_certificate" },
        {
            "an authority that is damaged",
            new() { Host = "h", ClusterCaCertificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----" },
            FaultKind.ConnectionInvalid, "cluster_ca_certificate"
        },
        { "a host that is no URL", new() { Host = "https://" }, FaultKind.ConnectionInvalid, "host" },
        { "a host of another scheme", new() { Host = "ftp://h" }, FaultKind.ConnectionInvalid, "host" },
        { "a host with credentials", new() { Host = "https://user:secret-word@h" }, FaultKind.ConnectionInvalid,
            "host" },
        { "a host with a query", new() { Host = "https://h/?a=secret-word" }, FaultKind.ConnectionInvalid, "host" },
        { "a token of two lines", new() { Host = "h", Token = "secret-word\nb" }, FaultKind.ConnectionInvalid,
            "token" },
        { "a proxy that is no URL", new() { Host = "h", ProxyUrl = "secret-word" }, FaultKind.ConnectionInvalid,
            "proxy_url" },
        { "a proxy of another scheme", new() { Host = "h", ProxyUrl = "ftp://u:secret-word@p" },
            FaultKind.ConnectionInvalid, "proxy_url" },
        { "a file that is not there", new() { ConfigPath = "/nonexistent/config" }, FaultKind.KubeconfigUnreadable,
            "config_path" },
        { "a folder", new() { ConfigPath = "/" }, FaultKind.KubeconfigUnreadable, "config_path" },
        { "files none of which is there", new() { ConfigPaths = ["/nonexistent/a", "/nonexistent/b"] },
            FaultKind.KubeconfigUnreadable, "config_paths" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_connection_of(string what, ConnectionSettings settings, FaultKind kind, string? field)
    {
        Fault fault = Fail(settings);
        Assert.True((kind, field) == (fault.Kind, fault.Field), $"{what}: {fault}");
        Assert.DoesNotContain("secret-word", fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config_context")]
    [InlineData("config_context_cluster")]
    [InlineData("config_context_auth_info")]
    public void A_context_that_is_not_there_is_named_with_those_that_are(string setting)
    {
        string path = _folder.Write("config", Kubeconfig());
        Fault fault = Fail(new()
        {
            ConfigPath = path,
            ConfigContext = setting == "config_context" ? "nowhere" : null,
            ConfigContextCluster = setting == "config_context_cluster" ? "nowhere" : null,
            ConfigContextAuthInfo = setting == "config_context_auth_info" ? "nowhere" : null,
        });
        Assert.Equal((FaultKind.ContextUnknown, setting), (fault.Kind, fault.Field));
        Assert.Contains("nowhere (there is prod, test)", fault.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unclear_KUBE_INSECURE_is_not_taken_for_false()
    {
        Fault fault = Fail(new() { Host = "h" }, TestConnections.Environment(("KUBE_INSECURE", "yes")));
        Assert.Equal((FaultKind.ConnectionInvalid, "insecure"), (fault.Kind, fault.Field));
    }

    [Fact]
    public void Contradictions_between_variables_are_found_too()
    {
        Fault fault = Fail(
            new() { Host = "h" }, TestConnections.Environment(("KUBE_TOKEN", "secret-word"), ("KUBE_USER", "u")));
        Assert.Equal(FaultKind.ConnectionConflict, fault.Kind);
        Assert.Contains("KUBE_*", fault.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void One_file_is_read_once_for_all_its_clusters()
    {
        string path = _folder.Write("config", Kubeconfig());
        var resolver = new ConnectionResolver(TestConnections.Environment(), new KubeconfigFiles());
        Assert.True(resolver.Resolve("eu", new() { ConfigPath = path }, false).Succeeded);
        File.Delete(path);
        Assert.True(resolver.Resolve("us", new() { ConfigPath = path, ConfigContext = "test" }, false).Succeeded);
    }

    [Fact]
    public void No_record_on_the_way_prints_a_credential()
    {
        (string certificate, string key) = s_authority.Client("admin");
        var settings = new ConnectionSettings
        {
            Host = "https://h",
            Token = "secret-word",
            ClientCertificate = certificate,
            ClientKey = key,
            ProxyUrl = "http://u:secret-word@p",
        };
        Endpoint endpoint = Succeed(settings);
        var exec = new ExecSettings
        {
            ApiVersion = "v1",
            Command = "c",
            Args = ["secret-word"],
            Env = new Dictionary<string, string> { ["A"] = "secret-word" }
        };
        string all = $"{settings} {settings with { Username = "u", Password = "secret-word" }} {exec} {endpoint} {endpoint.Credentials} "
            + new ClusterSettings { Name = "eu", Connection = settings }
            + new ClusterSetSettings
            {
                Clusters = [new() { Name = "eu", Connection = settings }],
                ProviderVersion = "1"
            };
        Assert.DoesNotContain("secret-word", all, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", all, StringComparison.Ordinal);
    }

    private static Outcome<Endpoint> Resolve(
        ConnectionSettings settings, ProcessEnvironment? environment = null, bool isOnlyCluster = true) =>
        new ConnectionResolver(environment ?? TestConnections.Environment(), new KubeconfigFiles())
            .Resolve("eu", settings, isOnlyCluster);

    private static Endpoint Succeed(ConnectionSettings settings, ProcessEnvironment? environment = null)
    {
        Outcome<Endpoint> outcome = Resolve(settings, environment);
        Assert.True(outcome.Succeeded, outcome.Fault?.ToString());
        return outcome.Value;
    }

    private static Fault Fail(
        ConnectionSettings settings, ProcessEnvironment? environment = null, bool isOnlyCluster = true)
    {
        Fault? fault = Resolve(settings, environment, isOnlyCluster).Fault;
        Assert.NotNull(fault);
        Assert.Equal("eu", fault.Cluster);
        return fault;
    }

    private static string Base64(string text) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));

    private static string Kubeconfig() => $$"""
        apiVersion: v1
        kind: Config
        preferences: {}
        current-context: prod
        contexts:
        - name: prod
          context: {cluster: prod, user: prod}
        - name: test
          context: {cluster: test, user: test}
        clusters:
        - name: prod
          cluster:
            server: https://prod.example:6443
            certificate-authority-data: {{Base64(s_authority.Pem)}}
        - name: test
          cluster: {server: "https://test.example", tls-server-name: ~}
        users:
        - name: prod
          user: {token: prod-token}
        - name: test
          user: {token: test-token, exec: null}
        """;
}
