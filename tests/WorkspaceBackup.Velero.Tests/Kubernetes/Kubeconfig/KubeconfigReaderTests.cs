using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes.Kubeconfig;
using WorkspaceBackup.Velero.Tests.Kubernetes.Servers;

namespace WorkspaceBackup.Velero.Tests.Kubernetes.Kubeconfig;

/// <summary>What cannot be used in a kubeconfig, and what is said about it.</summary>
public sealed class KubeconfigReaderTests : IDisposable
{
    private static readonly TestCertificates s_authority = new();
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string, FaultKind, string> BadKubeconfigs => new()
    {
        { "broken YAML", "a: [secret-word", FaultKind.KubeconfigInvalid, "is not valid YAML at line 2" },
        { "a tab", "clusters:\n\t- name: x", FaultKind.KubeconfigInvalid, "is not valid YAML at line 1" },
        { "what the parser itself stumbles over",
            "clusters:\n- name: c0\n  cluster: {!!binary ttps://127.0/0.1:1, tls-server-name: secret-word}\nusers:\n- name: c0\n"
                + "  user: {a: u, b: p}\ncontexts:\n- name: c0\n  context: {cluster: c0, namespacame: c0\n  e: &n default}\n",
            FaultKind.KubeconfigInvalid, "has a tag other than" },
        { "a list as a key", "{? [a] : b}", FaultKind.KubeconfigInvalid, "has a key that is not a text" },
        { "a mapping as a key", "{? {a: b} : b}", FaultKind.KubeconfigInvalid, "has a key that is not a text" },
        { "an alias as a key", "a: &a b\n*a : c", FaultKind.KubeconfigInvalid, "has a key that is not a text" },
        { "a key that holds itself", "? &a [*a]", FaultKind.KubeconfigInvalid, "has a key that is not a text" },
        { "a list that holds itself", "a: &a [*a]", FaultKind.KubeconfigInvalid, "has an alias of what it stands in" },
        { "a mapping that holds itself", "a: &a {b: {c: [*a]}}", FaultKind.KubeconfigInvalid, "has an alias of what it stands in" },
        { "a key that grows without end", Bomb(), FaultKind.KubeconfigInvalid, "has a key that is not a text" },
        { "a merge of what is no mapping", "<<: [1]\nclusters: []", FaultKind.KubeconfigInvalid, "<< is not a mapping to merge" },
        { "a million values", "a: [" + string.Concat(Enumerable.Repeat("[],", 600_000)) + "]", FaultKind.KubeconfigInvalid,
            "has too many values" },
        { "a key twice", "a: 1\na: 2", FaultKind.KubeconfigInvalid, "a key stands twice" },
        { "UTF-16 without a mark", "a\0:\0 \01\0", FaultKind.KubeconfigInvalid, "byte order mark" },
        { "a text", "secret-word", FaultKind.KubeconfigInvalid, "the document is not a mapping" },
        { "too many levels", new string('[', 100_000), FaultKind.KubeconfigInvalid, "has too many levels, at line 1" },
        { "nothing", "", FaultKind.ContextUnknown, "has no current context" },
        { "a list that is a text", "clusters: secret-word", FaultKind.KubeconfigInvalid, "clusters is not a list" },
        { "an entry that is a text", "clusters: [secret-word]", FaultKind.KubeconfigInvalid, "clusters[0] is not a mapping" },
        { "an entry twice", "users: [{name: a}, {name: a}]", FaultKind.KubeconfigInvalid, "twice" },
        { "no current context", "contexts: [{name: b}, {name: a}]", FaultKind.ContextUnknown, "there is a, b" },
        { "a current context that is not there", "current-context: x", FaultKind.ContextUnknown, "no such context" },
        { "a context without a cluster", "{current-context: x, contexts: [{name: x}]}", FaultKind.KubeconfigInvalid,
            "names no cluster" },
        {
            "a context with an unknown cluster", "{current-context: x, contexts: [{name: x, context: {cluster: y} }]}",
            FaultKind.KubeconfigInvalid, "names the cluster y"
        },
        {
            "a context with an unknown user",
            "{current-context: x, contexts: [{name: x, context: {cluster: y, user: z} }], "
                + "clusters: [{name: y, cluster: {server: h} }]}",
            FaultKind.KubeconfigInvalid, "names the user z"
        },
        { "a cluster without a server", Minimal("{}", "{}"), FaultKind.KubeconfigInvalid, "has no server" },
        { "a server with credentials", Minimal(
            "{server: 'https://u:secret-word@h'}", "{}"), FaultKind.KubeconfigInvalid, "user name" },
        { "an authority that is no base64", Minimal(
            "{server: h, certificate-authority-data: 'secret-word'}", "{}"), FaultKind.KubeconfigInvalid, "base64" },
        { "an authority that is not there", Minimal(
            "{server: h, certificate-authority: nowhere}", "{}"), FaultKind.KubeconfigInvalid, "does not exist" },
        { "a certificate authority that is base64 and not a path", Minimal(
            $"{{server: h, certificate-authority: {Base64(s_authority.Pem)}}}", "{}"), FaultKind.KubeconfigInvalid, "ends in -data takes base64" },
        { "a certificate authority that is a path and not base64", Minimal(
            "{server: h, certificate-authority-data: /etc/pki/ca.crt}", "{}"), FaultKind.KubeconfigInvalid, "which certificate-authority takes" },
        {
            "an authority that is not to be used",
            Minimal($"{{server: h, insecure-skip-tls-verify: true, certificate-authority-data: {Base64(s_authority.Pem)}}}", "{}"),
            FaultKind.KubeconfigInvalid, "insecure-skip-tls-verify"
        },
        { "a flag that is none", Minimal(
            "{server: h, insecure-skip-tls-verify: maybe}", "{}"), FaultKind.KubeconfigInvalid, "true or false" },
        { "a proxy that is none", Minimal(
            "{server: h, proxy-url: secret-word}", "{}"), FaultKind.KubeconfigInvalid, "proxy-url" },
        { "a legacy auth provider", Minimal(
            "{server: h}", "{auth-provider: {name: gcp}}"), FaultKind.KubeconfigInvalid, "auth-provider gcp" },
        { "a token and a user", Minimal(
            "{server: h}", "{token: secret-word, username: u}"), FaultKind.KubeconfigInvalid, "both" },
        { "a token with a blank", Minimal(
            "{server: h}", "{token: 'a secret-word'}"), FaultKind.KubeconfigInvalid, "token" },
        {
            "a client certificate without a key", Minimal("{server: h}", $"{{client-certificate-data: {Base64("x")}}}"),
            FaultKind.ClientCertificateInvalid, "without a key"
        },
        {
            "a group that would be a header of its own", Minimal(
                "{server: h}", """{as: a, as-groups: ["b\r\nImpersonate-Group: c"]}"""),
            FaultKind.KubeconfigInvalid, "control character"
        },
        { "groups of nobody", Minimal(
            "{server: h}", "{as-groups: [a]}"), FaultKind.KubeconfigInvalid, "users[0].user.as is missing" },
        { "a plugin without a command", Minimal(
            "{server: h}", "{exec: {apiVersion: v1}}"), FaultKind.KubeconfigInvalid, "command is missing" },
        {
            "a plugin of an unknown mode", Minimal(
                "{server: h}", "{exec: {apiVersion: v1, command: c, interactiveMode: Sometimes}}"),
            FaultKind.KubeconfigInvalid, "Never, IfAvailable, Always"
        },
    };

    [Theory]
    [MemberData(nameof(BadKubeconfigs))]
    public void A_kubeconfig_with(string what, string text, FaultKind kind, string detail)
    {
        var settings = new ConnectionSettings { ConfigPath = _folder.Write("config", text) };
        Fault? fault = new ConnectionResolver(TestConnections.Environment(), new KubeconfigFiles())
            .Resolve("eu", settings, isOnlyCluster: true).Fault;
        Assert.NotNull(fault);
        Assert.True(kind == fault.Kind, $"{what}: {fault}");
        Assert.True(fault.Detail.Contains(detail, StringComparison.Ordinal), fault.Detail);
        Assert.DoesNotContain("secret-word", fault.ToString(), StringComparison.Ordinal);
    }

    public static TheoryData<string, string> GoodKubeconfigs => new()
    {
        { "an entry that nobody uses and that is wrong", Minimal("{server: h}", "{}")
            .Replace("users: [", "users: [{name: bad, user: {token: [], exec: {command: [x]}}}, {name: worse, user: 7}, ") },
        { "entries that nothing can name", Minimal("{server: h}", "{}").Replace("users: [", "users: [null, ~, {user: 7}, {name: null}, ") },
        { "a server by an alias", "x: &h h\n" + Minimal("{server: *h}", "{}") },
        { "fields by a merge", "x: &m {server: h, tls-server-name: n}\n" + Minimal("{<<: *m, tls-server-name: o}", "{}") },
        { "fields by a list of merges", "x: &m {server: h}\ny: &n {server: i, tls-server-name: o}\n"
            + Minimal("{<<: [*m, *n]}", "{}") },
        { "a second document", Minimal("{server: h}", "{}") + "\n---\n? [a]\n: b\n" },
        { "tags of texts and numbers", Minimal("{server: !!str h, insecure-skip-tls-verify: !!bool false}", "{}") },
        { "a byte order mark", "\uFEFF" + Minimal("{server: h}", "{}") },
    };

    [Theory]
    [MemberData(nameof(GoodKubeconfigs))]
    public void A_kubeconfig_can_be_used_with(string what, string text)
    {
        Outcome<Velero.Kubernetes.Endpoint> endpoint = Resolve(_folder.Write("config", text));
        Assert.True(endpoint.Succeeded, $"{what}: {endpoint.Fault}");
        Assert.Equal("h", endpoint.Value.Server.Host);
        Assert.Equal(text.Contains("<<", StringComparison.Ordinal) ? "o" : null, endpoint.Value.TlsServerName);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void A_kubeconfig_as_PowerShell_writes_it_is_read(string encoding)
    {
        string path = Path.Combine(_folder.Path, "config");
        File.WriteAllText(path, Minimal("{server: h}", "{}"), System.Text.Encoding.GetEncoding(encoding));
        Outcome<Velero.Kubernetes.Endpoint> endpoint = Resolve(path);
        Assert.True(endpoint.Succeeded, endpoint.Fault?.ToString());
    }

    private static Outcome<Velero.Kubernetes.Endpoint> Resolve(string path) =>
        new ConnectionResolver(TestConnections.Environment(), new KubeconfigFiles())
            .Resolve("eu", new ConnectionSettings { ConfigPath = path }, isOnlyCluster: true);

    // Sixteen levels of lists of aliases, compared by content, are more than a day's work.
    private static string Bomb() => string.Concat(Enumerable.Range(0, 16).Select(i =>
        $"a{i}: &a{i} [{(i == 0 ? "x" : string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 16)))}]\n")) + "? *a15\n: x\n";

    private static string Base64(string text) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));

    private static string Minimal(string cluster, string user) => $$"""
        current-context: c
        contexts: [{name: c, context: {cluster: c, user: u} }]
        clusters: [{name: c, cluster: {{cluster}} }]
        users: [{name: u, user: {{user}} }]
        """;
}
