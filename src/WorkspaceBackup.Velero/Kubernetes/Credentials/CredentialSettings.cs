namespace WorkspaceBackup.Velero.Kubernetes.Credentials;

/// <summary>
/// What one connection proves its identity with: at most one of token file, token, user and plugin, and perhaps a
/// client certificate beside it.
/// </summary>
internal sealed record CredentialSettings
{
    public static CredentialSettings Anonymous { get; } = new();

    public string? Token { get; init; }

    public string? TokenFile { get; init; }

    /// <summary>The token file in messages: people write the token itself there.</summary>
    public string TokenFileShown { get; init; } = "the token file";

    public string? Username { get; init; }

    public string? Password { get; init; }

    public ExecPluginSettings? Exec { get; init; }

    public string? ClientCertificatePem { get; init; }

    public string? ClientKeyPem { get; init; }

    public override string ToString() => "CredentialSettings";
}
