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
            FaultKind.KubeconfigInvalid, "is not valid YAML" },
        { "a text", "secret-word", FaultKind.KubeconfigInvalid, "the document is not a mapping" },
        { "too many levels", new string('[', 100_000), FaultKind.KubeconfigInvalid, "is not valid YAML at line 1" },
        { "nothing", "", FaultKind.ContextUnknown, "has no current context" },
        { "a list that is a text", "clusters: secret-word", FaultKind.KubeconfigInvalid, "clusters is not a list" },
        { "an entry without a name", "clusters: [{cluster: {} }]", FaultKind.KubeconfigInvalid,
            "clusters[0].name is missing" },
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

    private static string Base64(string text) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));

    private static string Minimal(string cluster, string user) => $$"""
        current-context: c
        contexts: [{name: c, context: {cluster: c, user: u} }]
        clusters: [{name: c, cluster: {{cluster}} }]
        users: [{name: u, user: {{user}} }]
        """;
}
