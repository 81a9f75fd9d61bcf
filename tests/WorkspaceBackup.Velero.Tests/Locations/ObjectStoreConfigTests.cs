using WorkspaceBackup.Velero.Locations;
using Xunit;

namespace WorkspaceBackup.Velero.Tests.Locations;

public sealed class ObjectStoreConfigTests
{
    [Theory]
    [InlineData("aws", "regoin=x", "region")]
    [InlineData("velero.io/aws", "S3URL=https://s3.example.org", "s3Url")]
    [InlineData("azure", "storageAcount=x storageAccount=y", "storageAccount")]
    [InlineData("azure", "storageAcount=x", "storageAccount")]
    [InlineData("aws", "s3Url=https://s3.example.org regoin=x", "region")]
    [InlineData("aws", "s3URL=s3.example.org region=x", "s3Url")]
    [InlineData("velero.io/gcp", "kmsKeyname=projects/p/locations/l/keyRings/r/cryptoKeys/k", "kmsKeyName")]
    public void A_key_one_edit_away_from_a_known_one_is_an_error_that_names_it(string provider, string config, string meant)
    {
        var problem = Assert.Single(Problems(provider, config));
        Assert.True(problem.IsError);
        Assert.Contains($"Write \"{meant}\"", problem.Detail);
    }

    [Theory]
    [InlineData("aws", "accelerate=true")]
    [InlineData("gcp", "region=europe")]
    public void Another_unknown_key_only_warns_because_the_plugin_may_be_newer(string provider, string config) =>
        Assert.False(Assert.Single(Problems(provider, config)).IsError);

    [Fact]
    public void A_provider_that_is_none_of_the_three_is_not_judged() =>
        Assert.Empty(Problems("example.org/tape", "anything=goes s3Url=nonsense"));

    [Theory]
    [InlineData("bucket")]
    [InlineData("prefix")]
    [InlineData("caCert")]
    [InlineData("credentialsFile")]
    public void What_Velero_fills_in_itself_is_refused_for_every_provider(string key)
    {
        foreach (var provider in (string[])["aws", "gcp", "example.org/tape"])
        {
            var problem = Assert.Single(Problems(provider, $"{key}=x"));
            Assert.True(problem.IsError);
            Assert.Equal($"spec.config.{key}", problem.Field);
        }
    }

    [Theory]
    [InlineData("region=eu-central-1")]
    [InlineData("s3ForcePathStyle=T insecureSkipTLSVerify=0 enableSharedConfig=False")]
    [InlineData("s3Url=http://minio:9000/ region=minio publicUrl=https://s3.example.org/path")]
    [InlineData("kmsKeyId=alias/backups serverSideEncryption=aws:kms signatureVersion=4 checksumAlgorithm=")]
    [InlineData("customerKeyEncryptionSecret=encryption/key")]
    [InlineData("tagging=a=b&c=")]
    public void What_the_plugin_for_AWS_takes_passes(string config) => Assert.Empty(Problems("aws", config));

    [Theory]
    [InlineData("s3ForcePathStyle=yes", "s3ForcePathStyle")]
    [InlineData("insecureSkipTLSVerify=tRue", "insecureSkipTLSVerify")]
    [InlineData("s3Url=minio:9000 region=x", "s3Url")]
    [InlineData("s3Url=ftp://minio region=x", "s3Url")]
    [InlineData("s3Url=https:// region=x", "s3Url")]
    [InlineData("publicUrl=s3.example.org", "publicUrl")]
    [InlineData("s3Url=http://minio:9000", "region")]
    [InlineData("kmsKeyId=x customerKeyEncryptionFile=/key", "customerKeyEncryptionFile")]
    [InlineData("customerKeyEncryptionSecret=encryption", "customerKeyEncryptionSecret")]
    [InlineData("customerKeyEncryptionSecret=a/b/c", "customerKeyEncryptionSecret")]
    [InlineData("checksumAlgorithm=MD5", "checksumAlgorithm")]
    [InlineData("tagging=a=b", "tagging")]
    [InlineData("tagging=a=b&c", "tagging")]
    [InlineData("tagging=a=b&c=d&e=f&g=h&i=j&k=l&m=n&o=p&q=r&s=t&u=v", "tagging")]
    public void What_the_plugin_for_AWS_refuses_is_an_error_at_its_key(string config, string key)
    {
        var problem = Assert.Single(Problems("aws", config));
        Assert.True(problem.IsError);
        Assert.Equal($"spec.config.{key}", problem.Field);
    }

    [Fact]
    public void A_tag_that_is_too_long_is_named_by_its_beginning() => Assert.Contains(
        $"{new string('k', 32)}...", Assert.Single(Problems("aws", $"tagging={new string('k', 129)}=b&c=d")).Detail);

    [Fact]
    public void An_encryption_that_S3_does_not_know_warns_since_another_store_may() =>
        Assert.False(Assert.Single(Problems("aws", "serverSideEncryption=nope")).IsError);

    [Theory]
    [InlineData("storageAccount=backups")]
    [InlineData("storageAccount=b useAAD=true storageAccountURI=https://b.blob.core.windows.net blockSizeInBytes=104857600")]
    public void What_the_plugin_for_Azure_takes_passes(string config) => Assert.Empty(Problems("azure", config));

    [Theory]
    [InlineData("resourceGroup=backups", "storageAccount")]
    [InlineData("storageAccount=b useAAD=yes", "useAAD")]
    [InlineData("storageAccount=b storageAccountURI=b.blob.core.windows.net", "storageAccountURI")]
    [InlineData("storageAccount=b activeDirectoryAuthorityURI=login", "activeDirectoryAuthorityURI")]
    [InlineData("storageAccount=b blockSizeInBytes=0", "blockSizeInBytes")]
    [InlineData("storageAccount=b blockSizeInBytes=104857601", "blockSizeInBytes")]
    [InlineData("storageAccount=b blockSizeInBytes=1MB", "blockSizeInBytes")]
    public void What_the_plugin_for_Azure_refuses_or_ignores_is_an_error_at_its_key(string config, string key) =>
        Assert.Equal($"spec.config.{key}", Assert.Single(Problems("azure", config)).Field);

    [Fact]
    public void A_key_for_GCP_is_named_in_full() =>
        Assert.Equal("spec.config.kmsKeyName", Assert.Single(Problems("gcp", "kmsKeyName=my-key")).Field);

    private static IReadOnlyList<SettingProblem> Problems(string provider, string config) => ObjectStoreConfig.Problems(
        provider,
        config.Split(' ').Select(entry => entry.Split('=', 2)).ToDictionary(entry => entry[0], entry => entry[1]));
}
