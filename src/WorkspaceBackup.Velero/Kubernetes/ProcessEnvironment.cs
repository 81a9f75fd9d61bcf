namespace WorkspaceBackup.Velero.Kubernetes;

/// <summary>
/// What the process around the provider says: variables and folders, as a value that tests can make up.
/// </summary>
public sealed record ProcessEnvironment
{
    /// <summary>One environment variable; null or empty when it is not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>What <c>~</c> stands for.</summary>
    public required string HomeFolder { get; init; }

    /// <summary>What relative paths in the configuration start from.</summary>
    public required string CurrentFolder { get; init; }

    /// <summary>Where a pod finds its service account's token and CA.</summary>
    public string ServiceAccountFolder { get; init; } = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>The real one.</summary>
    public static ProcessEnvironment Current { get; } = new()
    {
        Variable = Environment.GetEnvironmentVariable,
        HomeFolder = Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home
            ? home
            : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        CurrentFolder = Environment.CurrentDirectory,
    };

    internal string? NonEmpty(string variable) => Variable(variable) is { Length: > 0 } value ? value : null;

    /// <summary>An absolute path: <c>~</c> expanded, relative ones from <see cref="CurrentFolder"/>.</summary>
    internal string FullPath(string path)
    {
        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal))
        {
            path = HomeFolder + path[1..];
        }

        return Path.GetFullPath(path, CurrentFolder);
    }
}
