using System.Text.Json;
using System.Text.Json.Nodes;

namespace WorkspaceBackup.Velero.Kubernetes.Credentials;

/// <summary>What a credential plugin printed.</summary>
internal sealed record ExecCredential
{
    public string? Token { get; init; }

    public string? ClientCertificatePem { get; init; }

    public string? ClientKeyPem { get; init; }

    public DateTimeOffset? Expires { get; init; }

    public override string ToString() => "ExecCredential";

    /// <param name="output">The plugin's standard output.</param>
    /// <param name="apiVersion">The version it was asked for.</param>
    /// <param name="wrong">What is wrong with it, without quoting it: it may be half a credential.</param>
    public static ExecCredential? Parse(byte[] output, string apiVersion, out string? wrong)
    {
        JsonObject? root;
        try
        {
            root = JsonTree.Parse(output) as JsonObject;
        }
        catch (JsonException)
        {
            root = null;
        }

        JsonObject? status = root?["status"] as JsonObject;
        string? printed = Json.Filled(root, "apiVersion");
        string? token = Json.Filled(status, "token");
        string? certificate = Json.Filled(status, "clientCertificateData");
        string? key = Json.Filled(status, "clientKeyData");
        string? expires = Json.Filled(status, "expirationTimestamp");
        DateTimeOffset? time = KubernetesTime.Read(expires);
        wrong = root is null ? $"printed {output.Length} bytes that are not JSON"
            : Json.Filled(root, "kind") != "ExecCredential" ? "printed something else than an ExecCredential"
            : printed != apiVersion ? $"printed {PlainText.Of(printed ?? "no apiVersion", 100)} instead of {apiVersion}"
            : status is null ? "printed an ExecCredential without a status"
            : certificate is null != key is null ? "printed a client certificate without its key, or a key alone"
            : token is not null && !token.All(c => c is > ' ' and < '\x7f')
                ? "printed a token with characters no token has"
            : expires is not null && time is null ? "printed an expirationTimestamp that is not a time"
            : null;
        return wrong is not null ? null : new ExecCredential
        {
            Token = token,
            ClientCertificatePem = certificate,
            ClientKeyPem = key,
            Expires = time,
        };
    }
}
