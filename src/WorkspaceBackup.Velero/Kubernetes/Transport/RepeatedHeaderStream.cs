using System.Text;

namespace WorkspaceBackup.Velero.Kubernetes.Transport;

/// <summary>
/// Sends one header several times, which .NET's client cannot: it joins the values to <c>one, two</c>, and to an API
/// server that is a single group of that name. The client writes a mark; here, below it and above TLS, the mark becomes
/// the header lines. For HTTP/1.1, where headers are lines.
/// </summary>
internal sealed class RepeatedHeaderStream(Stream inner, IEnumerable<(string Name, string Value)> headers) : Stream
{
    public const string MarkName = "X-Repeated-Headers";
    public const string MarkValue = "here";

    private static readonly byte[] s_mark = Encoding.ASCII.GetBytes($"\r\n{MarkName}: {MarkValue}\r\n");
    private static readonly byte[][] s_methods =
        [.. new[] { "GET /", "POST /", "PATCH /", "DELETE /" }.Select(Encoding.ASCII.GetBytes)];

    private readonly byte[] _lines =
        Encoding.UTF8.GetBytes("\r\n" + string.Concat(headers.Select(h => $"{h.Name}: {h.Value}\r\n")));

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // JSON holds no line end like the mark's, so that a body cannot be mistaken for one.
        int mark = buffer.Span.IndexOf(s_mark);
        if (mark >= 0)
        {
            byte[] replaced = [.. buffer.Span[..mark], .. _lines, .. buffer.Span[(mark + s_mark.Length)..]];
            await inner.WriteAsync(replaced, cancellationToken);
            return;
        }

        foreach (byte[] method in s_methods)
        {
            if (buffer.Span.StartsWith(method))
            {
                // The head of a request comes in one piece. Were it ever cut, it must not go out without its headers.
                throw new IOException("a request's head was written in pieces");
            }
        }

        await inner.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        inner.ReadAsync(buffer, offset, count, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    // Only what is asynchronous is ever asked for.
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override ValueTask DisposeAsync() => inner.DisposeAsync();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }
    }
}
