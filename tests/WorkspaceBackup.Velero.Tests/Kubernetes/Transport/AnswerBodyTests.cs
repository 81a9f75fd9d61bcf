using WorkspaceBackup.Velero.Kubernetes.Transport;

namespace WorkspaceBackup.Velero.Tests.Kubernetes.Transport;

public sealed class AnswerBodyTests
{
    private const int Limit = 4 * 1024 * 1024;

    [Theory]
    [InlineData(0, null)]
    [InlineData(3, 3L)]
    [InlineData(100_000, null)]
    [InlineData(100_000, 100_000L)]
    [InlineData(Limit, null)]
    public async Task A_body_up_to_the_limit_is_read_whole(int size, long? promised)
    {
        var body = await AnswerBody.ReadAsync(Content(size, promised), Limit, CancellationToken.None);

        Assert.Equal(Bytes(size), body!.Value.ToArray());
    }

    [Theory]
    [InlineData(Limit + 1, null)]
    [InlineData(3, Limit + 1L)]
    public async Task More_than_the_limit_is_not_read(int size, long? promised) =>
        Assert.Null(await AnswerBody.ReadAsync(Content(size, promised), Limit, CancellationToken.None));

    [Fact]
    public async Task A_promise_of_a_long_body_takes_no_memory()
    {
        using var content = Content(3, AnswerBody.Limit);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var reading = AnswerBody.ReadAsync(content, AnswerBody.Limit, CancellationToken.None);

        Assert.True(reading.IsCompleted);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Limit);
        Assert.Equal(Bytes(3), (await reading)!.Value.ToArray());
    }

    private static byte[] Bytes(int size) => [.. Enumerable.Range(0, size).Select(static i => (byte)i)];

    private static StreamContent Content(int size, long? promised)
    {
        var content = new StreamContent(new MemoryStream(Bytes(size)));
        content.Headers.ContentLength = promised;
        return content;
    }
}
