namespace WorkspaceBackup.Velero.Objects;

/// <summary>The labels that users may give their objects.</summary>
public static class UserLabels
{
    /// <summary>Why a label cannot be set, as a sentence; null when it can.</summary>
    public static string? Error(string key, string value)
    {
        var slash = key.IndexOf('/');
        var prefix = slash < 0 ? "" : key[..slash];
        return key == OwnedMetadata.ManagedByLabel || IsOf(prefix, OwnedMetadata.Domain)
            ? $"\"{key}\" is a label that the provider sets itself."
            : IsOf(prefix, "velero.io") ? $"\"{key}\" is one of Velero's own labels."
            : KubernetesLabels.KeyError(key)
            ?? (KubernetesLabels.ValueError(value) is { } error ? $"The value of \"{key}\" is not possible: {error}" : null);
    }

    private static bool IsOf(string prefix, string domain) =>
        prefix == domain || prefix.EndsWith($".{domain}", StringComparison.Ordinal);
}
