namespace WorkspaceBackup.Velero.Kubernetes.Credentials;

/// <summary>A credential plugin as a kubeconfig or the provider configuration describes it.</summary>
internal sealed record ExecPluginSettings
{
    public required string ApiVersion { get; init; }

    public required string Command { get; init; }

    public IReadOnlyList<string> Args { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Env { get; init; } = [];

    public string? InstallHint { get; init; }

    public bool ProvideClusterInfo { get; init; }

    public bool NeedsTerminal { get; init; }

    public override string ToString() => $"ExecPluginSettings {{ Command = {Command} }}";
}
