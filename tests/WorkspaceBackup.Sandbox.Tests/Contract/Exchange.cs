namespace VeleroSandbox.Tests.Contract;

/// <summary>
/// One request of a contract case. In path and body <c>{ns}</c> is the case's own namespace, <c>{s}</c> the schedules
/// in
/// it and <c>{b}</c> the backups, <c>{uid}</c> and <c>{rv}</c> those of the object answered last, <c>{continue}</c> the
/// last continue token.
/// </summary>
internal sealed record Exchange(string Method, string Path, string? Body = null)
{
    public const string MergePatch = "application/merge-patch+json";
    public const string ApplyPatch = "application/apply-patch+yaml";

    public string? ContentType { get; init; }

    public string? Accept { get; init; }

    /// <summary>
    /// Who asks: <c>admin</c>, <c>nobody</c> (known, without rights), <c>stranger</c> (unknown), <c>anonymous</c>.
    /// </summary>
    public string As { get; init; } = "admin";

    /// <summary>The text of the answer's message is Go's own and not compared.</summary>
    public bool AnyMessage { get; init; }

    public static Exchange Get(string path) => new("GET", path);

    public static Exchange Post(string path, string body) => new("POST", path, body);

    public static Exchange Put(string path, string body) => new("PUT", path, body);

    public static Exchange Merge(string path, string body) => new("PATCH", path, body) { ContentType = MergePatch };

    public static Exchange Apply(string path, string body) => new("PATCH", path, body) { ContentType = ApplyPatch };

    public static Exchange Delete(string path, string? body = null) => new("DELETE", path, body);
}
