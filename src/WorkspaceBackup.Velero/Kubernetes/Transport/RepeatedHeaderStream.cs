using System.Text;

namespace WorkspaceBackup.Velero.Kubernetes.Transport;

/// <summary>
/// Sends one header several times, which .NET's client cannot: it joins the values to <c>one, two</c>, and to an API
/// server that is a single group of that name. The client writes a mark; here, below it and above TLS, the mark becomes
/// the header lines. For HTTP/1.1, where headers are lines.
/// </summary>
internal sealed class RepeatedHeaderStream(Stream inner, IEnumerable<(string Name, string Value)> headers) : WrappedStream(inner)
{
    public const string MarkName = "X-Repeated-Headers";
    public const string MarkValue = "here";

    private static readonly byte[] s_mark = Encoding.ASCII.GetBytes($"\r\n{MarkName}: {MarkValue}\r\n");
    private static readonly byte[][] s_methods =
        [.. new[] { "GET /", "POST /", "PATCH /", "DELETE /" }.Select(Encoding.ASCII.GetBytes)];

    private readonly byte[] _lines =
        Encoding.UTF8.GetBytes("\r\n" + string.Concat(headers.Select(h => $"{h.Name}: {h.Value}\r\n")));

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // JSON holds no line end like the mark's, so that a body cannot be mistaken for one.
        int mark = buffer.Span.IndexOf(s_mark);
        if (mark >= 0)
        {
            byte[] replaced = [.. buffer.Span[..mark], .. _lines, .. buffer.Span[(mark + s_mark.Length)..]];
            await base.WriteAsync(replaced, cancellationToken);
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

        await base.WriteAsync(buffer, cancellationToken);
    }
}
