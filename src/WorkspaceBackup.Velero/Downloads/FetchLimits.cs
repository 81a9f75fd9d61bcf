namespace WorkspaceBackup.Velero.Downloads;

/// <summary>What a bucket may send: somebody else's files, by somebody else's server.</summary>
public sealed record FetchLimits
{
    /// <summary>From the first connection to the last byte.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>As it is sent.</summary>
    public int Bytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>After it was unpacked: the list of a million objects.</summary>
    public int UnpackedBytes { get; init; } = 64 * 1024 * 1024;
}
