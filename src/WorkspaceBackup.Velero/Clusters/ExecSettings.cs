namespace WorkspaceBackup.Velero.Clusters;

/// <summary>
/// A credential plugin: a program that prints an <c>ExecCredential</c> of <c>client.authentication.k8s.io</c>. It is
/// started without a shell and without a terminal.
/// </summary>
public sealed record ExecSettings
{
    /// <summary><c>client.authentication.k8s.io/v1</c> or <c>.../v1beta1</c>.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>The program: a path, or a name looked up in <c>PATH</c> (never in the current folder).</summary>
    public required string Command { get; init; }

    /// <summary>Its arguments, each passed on as it is.</summary>
    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>Variables set for it beside the provider's own.</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();

    /// <summary>The program's name alone: arguments and variables may hold secrets.</summary>
    public override string ToString() => $"ExecSettings {{ Command = {Command} }}";
}
