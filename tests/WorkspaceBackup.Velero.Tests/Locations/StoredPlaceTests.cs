using WorkspaceBackup.Velero.Locations;
using Xunit;

namespace WorkspaceBackup.Velero.Tests.Locations;

public sealed class StoredPlaceTests
{
    [Fact]
    public void The_default_prefix_is_a_folder_of_its_own_for_every_cluster() =>
        Assert.Equal("payments/eu", StoredPlace.Expand(StoredPlace.DefaultPrefix, "payments", "eu"));

    [Theory]
    [InlineData("backups", "velero/{workspace}/{cluster}")]
    [InlineData("my.bucket-1", "")]
    [InlineData("/bucket/", "/p/")]
    [InlineData("arn:aws:s3:eu-central-1:123456789012:accesspoint/backups", "p")]
    public void Buckets_and_prefixes_that_Velero_takes_pass(string bucket, string prefix) =>
        Assert.Empty(StoredPlace.Problems("aws", bucket, prefix));

    [Theory]
    [InlineData("", "p", "bucket")]
    [InlineData("//", "p", "bucket")]
    [InlineData("my bucket", "p", "bucket")]
    [InlineData("bucket/folder", "p", "bucket")]
    [InlineData("bucket", " p", "prefix")]
    [InlineData("bucket", "a\tb", "prefix")]
    [InlineData("bucket", "{cluster", "prefix")]
    [InlineData("bucket", "{Cluster}", "prefix")]
    [InlineData("bucket", "{region}/{cluster}", "prefix")]
    public void What_nobody_can_mean_is_an_error(string bucket, string prefix, string field)
    {
        var problem = Assert.Single(StoredPlace.Problems("gcp", bucket, prefix));
        Assert.True(problem.IsError);
        Assert.EndsWith(field, problem.Field);
    }

    [Theory]
    [InlineData("Good")]
    [InlineData("my_bucket")]
    [InlineData("ab")]
    public void A_name_that_S3_no_longer_gives_warns_since_old_buckets_have_such(string bucket)
    {
        Assert.False(Assert.Single(StoredPlace.Problems("velero.io/aws", bucket, "")).IsError);
        Assert.Empty(StoredPlace.Problems("azure", bucket, ""));
    }

    [Theory]
    [InlineData("p", "p", true)]
    [InlineData("p", "/p/", true)]
    [InlineData("", "p", true)]
    [InlineData("p", "p/q", true)]
    [InlineData("p", "pq", false)]
    [InlineData("p/eu", "p/us", false)]
    public void Clusters_overlap_in_one_prefix_or_where_one_is_above_the_other(string outer, string inner, bool overlap)
    {
        var (one, other) = (Place("eu", outer), Place("us", inner));
        Assert.Equal(overlap ? [(one, other)] : [], StoredPlace.Overlaps([one, other]));
        Assert.Equal(overlap && outer.Trim('/') != inner.Trim('/') ? [(one, other)] : overlap ? [(other, one)] : [],
            StoredPlace.Overlaps([other, one]));
    }

    [Fact]
    public void Equal_prefixes_of_two_buckets_or_two_stores_are_two_places()
    {
        var place = Place("eu", "p");
        Assert.Empty(StoredPlace.Overlaps(
            [place, place with { Bucket = "other" }, place with { Endpoint = "https://minio" }, place with { Provider = "gcp" }]));
        Assert.Single(StoredPlace.Overlaps([place, place with { Provider = "velero.io/aws" }]));
    }

    [Fact]
    public void One_place_is_the_same_whatever_the_slashes()
    {
        Assert.True(Place("eu", "p").IsSameAs(Place("us", "/p/")));
        Assert.False(Place("eu", "p").IsSameAs(Place("us", "p/q")));
    }

    [Theory]
    [InlineData("https://s3.amazonaws.com", true)]
    [InlineData("https://S3.eu-central-1.amazonaws.com/", true)]
    [InlineData("https://s3-eu-west-1.amazonaws.com", true)]
    [InlineData("https://s3.dualstack.eu-west-1.amazonaws.com", true)]
    [InlineData("https://s3.us-gov-west-1.amazonaws.com", false)]
    [InlineData("https://s3.cn-north-1.amazonaws.com.cn", false)]
    [InlineData("https://minio.example.org:9000", false)]
    public void AWS_is_one_place_with_and_without_an_address(string url, bool isSame)
    {
        var (with, without) = (Of("eu", url), Of("us", null));
        Assert.Equal(isSame, with.IsSameAs(without));
        Assert.True(with.IsSameAs(Of("us", url.ToUpperInvariant().Replace("HTTPS", "https", StringComparison.Ordinal))));

        static StoredPlace Of(string cluster, string? url) => LocationKind.PlaceOf(
            new()
            {
                Workspace = "default",
                Name = "fleet",
                Provider = "aws",
                Bucket = "backups",
                Prefixes = new([KeyValuePair.Create(cluster, "p")]),
                Config = url is null ? StringMap.Empty : new([KeyValuePair.Create("s3Url", url), KeyValuePair.Create("region", "x")]),
            },
            cluster);
    }

    private static StoredPlace Place(string cluster, string prefix) => new(cluster, "aws", "", "backups", prefix);

    [Theory]
    [InlineData("payments/eu", "payments/us", "{workspace}/{cluster}")]
    [InlineData("payments/eu/x", "payments/us/x", "{workspace}/{cluster}/x")]
    [InlineData("velero/eu/x", "velero/us/x", "velero/{cluster}/x")]
    [InlineData("europe", "america", "europe")]
    [InlineData("", "", "")]
    public void A_declared_prefix_is_found_that_gives_the_found_ones(string eu, string us, string pattern) => Assert.Equal(
        pattern, StoredPlace.PatternOf(new Dictionary<string, string> { ["us"] = us, ["eu"] = eu }, "payments"));
}
