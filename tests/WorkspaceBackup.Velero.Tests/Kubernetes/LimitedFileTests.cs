using System.Diagnostics;
using System.Text;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Tests.Kubernetes.Servers;

namespace WorkspaceBackup.Velero.Tests.Kubernetes;

public sealed class LimitedFileTests : IDisposable
{
    private const int Limit = 4096;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_up_to_the_limit_is_read_through_a_link_too()
    {
        string path = _folder.Write("file", new string('x', Limit));
        File.CreateSymbolicLink(path + ".link", path);

        Assert.Equal(Limit, (await ReadAsync(path)).Length);
        Assert.Equal(Limit, (await ReadAsync(path + ".link")).Length);
    }

    [Fact]
    public async Task An_empty_file_is_read() => Assert.Empty(await ReadAsync(_folder.Write("empty", "")));

    [Fact]
    public async Task A_file_above_the_limit_is_refused() =>
        await RefusedAsync(_folder.Write("file", new string('x', Limit + 1)), "is larger than 4 KiB");

    [Fact]
    public async Task A_device_without_an_end_is_refused() => await RefusedAsync("/dev/zero", "is larger than 4 KiB");

    [Fact]
    public async Task A_folder_is_refused() => await RefusedAsync(_folder.Path, "is a folder");

    [Fact]
    public async Task What_is_not_there_is_refused() =>
        await RefusedAsync(Path.Combine(_folder.Path, "nothing"), "does not exist");

    [Theory]
    [InlineData("apiVersion: v1\nclusters: [{cluster: {certificate-authority-data: LS0tLS1CRUdJTg==}}]", "what stands in a kubeconfig")]
    [InlineData("LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJ", "it is base64")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n", "it is PEM")]
    public async Task A_content_in_the_place_of_a_name_is_called_what_it_is(string content, string said) =>
        await RefusedAsync(content, said);

    [Fact]
    public async Task A_pipe_is_read()
    {
        string pipe = await PipeAsync();
        Task<byte[]> reading = ReadAsync(pipe);
        await Task.Run(() => File.WriteAllText(pipe, "secret-word")).WaitAsync(s_limit);

        Assert.Equal("secret-word", Encoding.UTF8.GetString(await reading));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_pipe_that_nobody_writes_into_is_refused_in_time(bool isLinked)
    {
        string pipe = await PipeAsync();
        string path = isLinked ? File.CreateSymbolicLink(pipe + ".link", pipe).FullName : pipe;

        await RefusedAsync(path, "did not end within 1 seconds", TimeSpan.FromSeconds(1));

        // Lets go of the thread that opens it.
        await Task.Run(() => File.WriteAllText(pipe, "")).WaitAsync(s_limit);
    }

    private static Task<byte[]> ReadAsync(string path, TimeSpan? timeLimit = null) => Task.Run(() =>
        LimitedFile.Read(path, Limit, FaultKind.TokenFileUnreadable, timeLimit ?? s_limit)).WaitAsync(s_limit);

    private static async Task RefusedAsync(string path, string why, TimeSpan? timeLimit = null)
    {
        var refused = await Assert.ThrowsAsync<FaultException>(() => ReadAsync(path, timeLimit));
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Equal(FaultKind.TokenFileUnreadable, refused.For("eu").Kind);
    }

    private async Task<string> PipeAsync()
    {
        string path = Path.Combine(_folder.Path, "pipe");
        using var made = Process.Start("mkfifo", [path]);
        await made.WaitForExitAsync().WaitAsync(s_limit);
        Assert.Equal(0, made.ExitCode);
        return path;
    }
}
