using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Verdicts;

namespace WorkspaceBackup.Velero.Tests.Clusters;

public sealed class VeleroVersionTests
{
    [Theory]
    [InlineData("v1.18.2", 18, 2)]
    [InlineData("1.14.1", 14, 1)]
    [InlineData("v1.16.0-rc.1", 16, 0)]
    [InlineData("v1.19-dev", 19, 0)]
    [InlineData("1.19-dev", 19, 0)]
    [InlineData("v1.19.0-dev+dirty", 19, 0)]
    public void A_version_is_read_as_servers_write_it(string text, int minor, int patch)
    {
        Assert.True(VeleroVersion.TryParse(text, out var version));
        Assert.True(VeleroRelease.TryParse(text, out var release));

        Assert.Equal(new VeleroVersion(1, minor), version);
        Assert.Equal(new VeleroRelease(1, minor, patch), release);
    }

    [Theory]
    [InlineData("")]
    [InlineData("main")]
    [InlineData("v2")]
    [InlineData("1.x")]
    public void A_build_that_names_no_version_has_none(string text)
    {
        Assert.False(VeleroVersion.TryParse(text, out _));
        Assert.False(VeleroRelease.TryParse(text, out _));
    }
}
