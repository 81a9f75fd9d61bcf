using System.Text;
using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Locations;

namespace TerraformProviderWorkspaceBackup.Tests.Locations;

public sealed class LocationRulesTests
{
    private static readonly TerraformType s_type = new Schema(BackupLocationModel.Attributes).Type;

    [Theory]
    [InlineData("a key one edit from a known one", """ "config":{"s3URL":"https://s3.example.org","region":"x"} """, "config[\"s3URL\"]")]
    [InlineData("an address without a scheme", """ "config":{"s3Url":"s3.example.org","region":"x"} """, "config[\"s3Url\"]")]
    [InlineData("a blank before an address", """ "config":{"s3Url":" https://s3.example.org","region":"x"} """, "config[\"s3Url\"]")]
    [InlineData("a region that can be none", """ "config":{"region":"eu central"} """, "config[\"region\"]")]
    [InlineData("no region beside an address", """ "config":{"s3Url":"https://s3.example.org"} """, "config[\"region\"]")]
    [InlineData("the prefix in the config", """ "config":{"prefix":"x"} """, "config[\"prefix\"]")]
    [InlineData("a blank in the prefix", """ "prefix":"a b" """, "prefix")]
    [InlineData("another name in braces", """ "prefix":"{region}" """, "prefix")]
    [InlineData("two ways to give certificates", """ "ca_cert":"x","ca_cert_ref":{"name":"ca","key":"ca"} """, "ca_cert_ref")]
    public void It_is_refused_at_its_place(string what, string arguments, string path)
    {
        var error = Assert.Single(Check(arguments), static found => found.Severity == Severity.Error);

        Assert.True(error.Path!.ToString() == path, what);
        Assert.Equal("Invalid Location Setting", error.Summary);
    }

    [Theory]
    [InlineData("a text for a switch that plugins no longer read", """ "config":{"region":"x","enableSharedConfig":"yes"} """, "Doubtful Location Setting")]
    [InlineData("an unknown key", """ "config":{"somethingElse":"x"} """, "Doubtful Location Setting")]
    [InlineData("no validation", """ "validation_frequency":"0s" """, "Location Not Validated Again")]
    public void It_warns(string what, string arguments, string title)
    {
        var warning = Assert.Single(Check(arguments));

        Assert.True((warning.Severity, warning.Summary) == (Severity.Warning, title), what);
    }

    [Fact]
    public void An_empty_bucket_is_refused() =>
        Assert.Equal("bucket", Assert.Single(Check("", bucket: "")).Path!.ToString());

    [Fact]
    public void What_is_right_is_silent() => Assert.Empty(Check(
        """ "config":{"region":"minio","s3Url":"http://10.0.0.1:9000","s3ForcePathStyle":"true"},"prefix":"{workspace}/x/{cluster}" """));

    private static IReadOnlyList<Diagnostic> Check(string arguments, string bucket = "fleet")
    {
        var more = string.IsNullOrWhiteSpace(arguments) ? "" : $",{arguments}";
        var json = $$"""{"name":"fleet","storage_provider":"aws","bucket":"{{bucket}}"{{more}}}""";
        var diagnostics = new Diagnostics();
        LocationRules.Check(
            BackupLocationModel.Of(JsonCodec.Decode(Encoding.UTF8.GetBytes(json), s_type)), diagnostics);
        return [.. diagnostics];
    }
}
