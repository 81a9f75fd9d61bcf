namespace WorkspaceBackup.Velero.Locations;

/// <summary>
/// Where in which bucket one cluster's backups go. Two clusters in one place take each other's backups for their own, and
/// in a place above another's Velero finds folders that it refuses.
/// </summary>
/// <param name="Cluster">The cluster's key in the provider configuration.</param>
/// <param name="Provider">The plugin, with or without <c>velero.io/</c>.</param>
/// <param name="Endpoint">The object store's own address or account; empty: the provider's public one.</param>
/// <param name="Bucket">The bucket's name.</param>
/// <param name="Prefix">With or without slashes around it; empty: the whole bucket.</param>
public sealed record StoredPlace(string Cluster, string Provider, string Endpoint, string Bucket, string Prefix)
{
    /// <summary>What stands for the names of the workspace and the cluster in a declared prefix.</summary>
    public const string DefaultPrefix = "{workspace}/{cluster}";

    private const string PrefixField = "spec.objectStorage.prefix";
    private const string BucketField = "spec.objectStorage.bucket";

    /// <summary>The prefix that a declared one means for a cluster.</summary>
    public static string Expand(string prefix, string workspace, string cluster) => prefix
        .Replace("{workspace}", workspace, StringComparison.Ordinal)
        .Replace("{cluster}", cluster, StringComparison.Ordinal);

    /// <summary>
    /// The declared prefix that found ones could have come from: one with the names where it gives all of them, else the
    /// first one as it stands.
    /// </summary>
    /// <param name="prefixes">By cluster; one at least.</param>
    public static string PatternOf(IReadOnlyDictionary<string, string> prefixes, string workspace)
    {
        var (cluster, first) = prefixes.OrderBy(static one => one.Key, StringComparer.Ordinal).First();
        return ((string[])
            [
                DefaultPrefix,
                string.Join('/', first.Split('/').Select(part => part == cluster ? "{cluster}" : part == workspace ? "{workspace}" : part)),
                string.Join('/', first.Split('/').Select(part => part == cluster ? "{cluster}" : part)),
            ])
            .FirstOrDefault(pattern => prefixes.All(one => Expand(pattern, workspace, one.Key) == one.Value)) ?? first;
    }

    /// <summary>What is wrong with a bucket's name and a declared prefix, whatever the cluster.</summary>
    public static IReadOnlyList<SettingProblem> Problems(string provider, string bucket, string prefix) =>
        [.. BucketProblems(provider, bucket), .. PrefixProblems(prefix)];

    /// <summary>Pairs of clusters whose places cannot go together.</summary>
    /// <returns>In the order of <paramref name="places"/>; a pair of which one place is above the other names that one first.</returns>
    public static IReadOnlyList<(StoredPlace Outer, StoredPlace Inner)> Overlaps(IReadOnlyList<StoredPlace> places) =>
    [
        .. from one in places.Index()
           from other in places.Skip(one.Index + 1)
           where one.Item.Contains(other) || other.Contains(one.Item)
           select one.Item.Contains(other) ? (one.Item, other) : (other, one.Item),
    ];

    /// <summary>Whether the two are one place.</summary>
    public bool IsSameAs(StoredPlace other) => Contains(other) && other.Contains(this);

    private static IEnumerable<SettingProblem> BucketProblems(string provider, string bucket)
    {
        var name = bucket.Trim('/');
        if (string.IsNullOrWhiteSpace(name))
        {
            yield return new(
                BucketField, "The bucket has no name. Velero would call the location Available, and no backup could be stored in it.");
        }
        else if (name.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter)))
        {
            yield return new(BucketField, $"The bucket's name \"{bucket}\" has a blank in it, which no object store allows.");
        }
        else if (name.Contains('/') && !name.StartsWith("arn:aws:s3:", StringComparison.Ordinal))
        {
            yield return new(
                BucketField,
                $"The bucket's name \"{bucket}\" has a slash in it. Write \"{name[..name.IndexOf('/')]}\", "
                + "and the rest as the prefix.");
        }
        else if (Plugin(provider) == "aws" && !name.StartsWith("arn:", StringComparison.Ordinal)
            && (name.Length is < 3 or > 63 || !name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '.')))
        {
            yield return new(
                BucketField,
                $"\"{bucket}\" is not a name that S3 gives to new buckets (3 to 63 of a-z, 0-9, \"-\" and \".\"): most object stores refuse it.",
                IsError: false);
        }
    }

    private static IEnumerable<SettingProblem> PrefixProblems(string prefix)
    {
        if (prefix.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter)))
        {
            yield return new(PrefixField, $"The prefix \"{prefix}\" has a blank in it, which would be part of every file's name.");
        }

        // What is left when the two names are taken out must not look like a third one.
        if (Expand(prefix, "", "") is var rest && (rest.Contains('{') || rest.Contains('}')))
        {
            yield return new(
                PrefixField, $"The prefix \"{prefix}\" may hold {{workspace}} and {{cluster}}, and no other names in braces.");
        }
    }

    private static string Plugin(string provider) =>
        provider.StartsWith("velero.io/", StringComparison.Ordinal) ? provider["velero.io/".Length..] : provider;

    private bool Contains(StoredPlace other)
    {
        var (own, others) = (Prefix.Trim('/'), other.Prefix.Trim('/'));
        return (Plugin(Provider), Endpoint.TrimEnd('/'), Bucket.Trim('/'))
                == (Plugin(other.Provider), other.Endpoint.TrimEnd('/'), other.Bucket.Trim('/'))
            && (own.Length == 0 || own == others || others.StartsWith($"{own}/", StringComparison.Ordinal));
    }
}
