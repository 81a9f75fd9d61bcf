namespace VeleroServer;

/// <summary>What differs between one Velero server and another.</summary>
public sealed record VeleroServerOptions
{
    /// <summary>The bucket that the object store does not have; it has every other one.</summary>
    public const string MissingBucket = "no-such-bucket";

    /// <summary>What it answers to a <c>ServerStatusRequest</c>.</summary>
    public string Version { get; init; } = "v1.18.1";

    /// <summary>Whether its image holds time zone data; official images up to at least 1.17 do not.</summary>
    public bool HasTimeZones { get; init; } = true;
}
