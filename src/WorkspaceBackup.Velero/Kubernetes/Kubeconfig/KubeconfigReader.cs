using System.Diagnostics.CodeAnalysis;
using System.Text;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes.Credentials;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace WorkspaceBackup.Velero.Kubernetes.Kubeconfig;

/// <summary>Reads one kubeconfig file: <c>v1 Config</c>, YAML or JSON.</summary>
internal static class KubeconfigReader
{
    private const int SizeLimit = 32 * 1024 * 1024;

    /// <exception cref="FaultException">The file cannot be read, or is no YAML.</exception>
    public static KubeconfigFile Read(string path)
    {
        byte[] content = LimitedFile.Read(path, SizeLimit, FaultKind.KubeconfigUnreadable);
        return Parse(path, Text(path, content));
    }

    /// <summary>Reads entries when they are asked for: one that nobody uses may be as wrong as it likes.</summary>
    /// <exception cref="FaultException">It does not say what a kubeconfig says.</exception>
    public static KubeconfigFile Parse(string path, string text)
    {
        string shown = Shown.Path(path);
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new PlainYamlParser(new Parser(new StringReader(text.TrimStart('\uFEFF')))));
        }
        catch (UnusableYamlException e)
        {
            throw new FaultException(
                FaultKind.KubeconfigInvalid, $"{shown} {e.Message}, at line {e.At.Line}, column {e.At.Column}");
        }
        catch (Exception e)
        {
            // Its own message may quote the file, and the file holds credentials. The parser has more exceptions than its
            // own for what is not YAML.
            string place = e is YamlException { Start: var at } ? $" at line {at.Line}, column {at.Column}" : "";
            string why = e is YamlException && e.Message.Contains("uplicate", StringComparison.Ordinal) ? " (a key stands twice)" : "";
            throw new FaultException(FaultKind.KubeconfigInvalid, $"{shown} is not valid YAML{place}{why}");
        }

        if (yaml.Documents.Count == 0 || yaml.Documents[0].RootNode is YamlScalarNode { Value: null or "" })
        {
            return KubeconfigFile.Empty;
        }

        string folder = Path.GetDirectoryName(path)!;
        var root = new YamlFields(shown, "", yaml.Documents[0].RootNode);
        return new KubeconfigFile
        {
            CurrentContext = root.Text("current-context"),
            Clusters = Entries(root, "clusters", "cluster", (name, f) => Cluster(name, f, folder)),
            Users = Entries(root, "users", "user", (name, f) => User(name, f, folder)),
            Contexts = Entries(root, "contexts", "context", Context),
        };
    }

    // PowerShell's > writes UTF-16.
    private static string Text(string path, byte[] content)
    {
        Encoding encoding = content switch
        {
            [0xFF, 0xFE, ..] => Encoding.Unicode,
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
            _ => Encoding.UTF8,
        };
        return encoding == Encoding.UTF8 && content.AsSpan().Contains((byte)0)
            ? throw new FaultException(
                FaultKind.KubeconfigInvalid, $"{Shown.Path(path)} is not a text in UTF-8, nor in UTF-16 with a byte order mark")
            : encoding.GetString(content);
    }

    // The trimmer asks this of every Lazy, also of one that is given its factory.
    private static Dictionary<string, Lazy<T>> Entries<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(
        YamlFields root, string list, string content, Func<string, YamlFields?, T> read)
    {
        var entries = new Dictionary<string, Lazy<T>>(StringComparer.Ordinal);
        foreach (YamlFields entry in root.Mappings(list))
        {
            // Nothing can name it.
            if (entry.Text("name") is not { } name)
            {
                continue;
            }

            if (!entries.TryAdd(name, new(() => read(name, entry.Mapping(content)))))
            {
                throw entry.Wrong("name", "stands in the list twice");
            }
        }

        return entries;
    }

    private static KubeconfigContext Context(string name, YamlFields? fields) =>
        new() { Name = name, Cluster = fields?.Text("cluster"), User = fields?.Text("user") };

    private static KubeconfigCluster Cluster(string name, YamlFields? fields, string folder) => fields is null
        ? new() { Name = name }
        : new()
        {
            Name = name,
            Server = fields.Text("server"),
            TlsServerName = fields.Text("tls-server-name"),
            InsecureSkipTlsVerify = fields.Flag("insecure-skip-tls-verify"),
            CertificateAuthority = Absolute(fields.Text("certificate-authority"), folder),
            CertificateAuthorityData = fields.Base64("certificate-authority-data"),
            ProxyUrl = fields.Text("proxy-url"),
            ExecConfig = fields.Mappings("extensions")
                .FirstOrDefault(e => e.Text("name") == "client.authentication.k8s.io/exec")?.Json("extension"),
        };

    private static KubeconfigUser User(string name, YamlFields? fields, string folder) => fields is null
        ? new() { Name = name }
        : new()
        {
            Name = name,
            ClientCertificate = Absolute(fields.Text("client-certificate"), folder),
            ClientCertificateData = fields.Base64("client-certificate-data"),
            ClientKey = Absolute(fields.Text("client-key"), folder),
            ClientKeyData = fields.Base64("client-key-data"),
            Token = fields.Text("token"),
            TokenFile = Absolute(fields.Text("tokenFile"), folder),
            TokenFileShown = fields.Text("tokenFile") is { } file ? Shown.TokenFile(file) : null,
            Username = fields.Text("username"),
            Password = fields.Text("password"),
            AuthProvider = fields.Mapping("auth-provider")?.RequiredText("name"),
            Exec = fields.Mapping("exec") is { } exec ? Exec(exec, folder) : null,
            Impersonation = Impersonate(fields),
        };

    private static ExecPluginSettings Exec(YamlFields fields, string folder)
    {
        string command = fields.RequiredText("command");
        string mode = fields.Text("interactiveMode") ?? "IfAvailable";
        return new ExecPluginSettings
        {
            ApiVersion = fields.RequiredText("apiVersion"),
            // A path is relative to the file, a bare name is looked up in PATH.
            Command = command.Contains('/') || command.Contains(Path.DirectorySeparatorChar)
                ? Absolute(command, folder)!
                : command,
            Args = fields.Texts("args"),
            Env =
            [
                .. fields.Mappings("env")
                    .Select(e => KeyValuePair.Create(e.RequiredText("name"), e.Text("value") ?? "")),
            ],
            InstallHint = fields.Text("installHint"),
            ProvideClusterInfo = fields.Flag("provideClusterInfo"),
            NeedsTerminal = mode switch
            {
                "Never" or "IfAvailable" => false,
                "Always" => true,
                _ => throw fields.Wrong("interactiveMode", "is none of Never, IfAvailable, Always"),
            },
        };
    }

    private static Impersonation? Impersonate(YamlFields fields)
    {
        string? user = fields.Text("as");
        string? uid = fields.Text("as-uid");
        IReadOnlyList<string> groups = fields.Texts("as-groups");
        IReadOnlyDictionary<string, IReadOnlyList<string>> extra = fields.TextLists("as-user-extra");
        if (user is null && (uid is not null || groups.Count > 0 || extra.Count > 0))
        {
            throw fields.Wrong("as", "is missing beside as-uid, as-groups or as-user-extra");
        }

        // They become header lines.
        string?[] all = [user, uid, .. groups, .. extra.Values.SelectMany(v => v)];
        if (all.Any(value => value is not null && value.Any(char.IsControl)))
        {
            throw fields.Wrong("as", "or what stands beside it holds a control character");
        }

        return user is null ? null : new Impersonation(user, uid, groups, extra);
    }

    private static string? Absolute(string? path, string folder) =>
        path is null ? null
        : path.Contains('\0') ? throw new FaultException(FaultKind.KubeconfigInvalid, "a path in the kubeconfig holds a NUL character")
        : Path.GetFullPath(path, folder);
}
