using System.Runtime.Versioning;
using TerraformPlugin.Hosting.Endpoints;

namespace TerraformPlugin.Hosting.Tests.Endpoints;

[UnsupportedOSPlatform("windows")]
public sealed class UnixSocketEndpointTests : IDisposable
{
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("endpoint");

    public void Dispose() => _parent.Delete(recursive: true);

    [Fact]
    public void The_directory_is_the_owners_alone()
    {
        using var endpoint = new UnixSocketEndpoint(null, null);

        Assert.Equal("unix", endpoint.Network);
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Path.GetDirectoryName(endpoint.Address)!));
    }

    [Fact]
    public void The_clients_directory_is_used_and_left_empty()
    {
        using (var endpoint = new UnixSocketEndpoint(_parent.FullName, null))
        {
            Assert.StartsWith(_parent.FullName + "/", endpoint.Address, StringComparison.Ordinal);
            Assert.Single(_parent.GetDirectories());
        }

        Assert.Empty(_parent.GetFileSystemInfos());
    }

    [Fact]
    public void Two_endpoints_never_share_a_directory()
    {
        using var one = new UnixSocketEndpoint(_parent.FullName, null);
        using var other = new UnixSocketEndpoint(_parent.FullName, null);

        Assert.NotEqual(one.Address, other.Address);
    }

    [Fact]
    public void It_can_be_disposed_twice()
    {
        var endpoint = new UnixSocketEndpoint(_parent.FullName, null);
        endpoint.Dispose();
        endpoint.Dispose();

        Assert.Empty(_parent.GetFileSystemInfos());
    }

    [Fact]
    public void A_path_that_no_socket_can_have_is_refused_with_the_variable_to_change()
    {
        var parent = _parent.CreateSubdirectory(new string('d', 100)).FullName;

        var refusal = Assert.Throws<StartUpException>(() => new UnixSocketEndpoint(parent, null));

        Assert.Contains("PLUGIN_UNIX_SOCKET_DIR", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_parent_that_does_not_allow_it_is_an_error_of_its_own()
    {
        var file = Path.Combine(_parent.FullName, "file");
        File.WriteAllText(file, "");

        var refusal = Assert.Throws<StartUpException>(() => new UnixSocketEndpoint(file, null));

        Assert.Contains("directory for the plugin's socket", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a number is itself", "1234", 1234)]
    [InlineData("a name is looked up", "backup", 42)]
    [InlineData("the whole name counts", "back", 41)]
    public void Groups_are_found(string name, string group, int number)
    {
        var file = Path.Combine(_parent.FullName, "group");
        File.WriteAllText(file, "# comment\nback:x:41:\nbackup:x:42:me,you\nbroken\n");

        Assert.True(number == UnixGroup.Find(group, file), name);
    }

    [Fact]
    public void A_group_that_does_not_exist_is_named()
    {
        var refusal = Assert.Throws<StartUpException>(() => UnixGroup.Find("no-such-group"));

        Assert.Contains("no-such-group", refusal.Message, StringComparison.Ordinal);
    }
}
