namespace WorkspaceBackup.Velero.Kubernetes.Transport;

/// <summary>The lines of a watch, one JSON event each, as they come.</summary>
internal sealed class WatchStream(HttpResponseMessage response, Stream stream) : IDisposable
{
    /// <summary>One event: an object of at most 3 MiB, written as JSON.</summary>
    public const int LineLimit = 16 * 1024 * 1024;

    private byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    /// <returns>A line without its end; null: the stream is over.</returns>
    /// <exception cref="InvalidDataException">The line is too long.</exception>
    /// <exception cref="IOException">The connection is lost, or the stream ends inside a line.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadLineAsync(CancellationToken cancellationToken)
    {
        int searched = 0;
        while (true)
        {
            int end = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (end >= 0)
            {
                ReadOnlyMemory<byte> line = _buffer.AsMemory(_start, searched + end);
                _start += searched + end + 1;
                if (!line.Span.Trim(" \r\t"u8).IsEmpty)
                {
                    return line;
                }

                searched = 0;
                continue;
            }

            searched = _end - _start;
            if (searched > LineLimit)
            {
                throw new InvalidDataException($"an event is larger than {LineLimit / 1024 / 1024} MiB");
            }

            MakeRoom();
            int read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (read == 0)
            {
                return searched == 0 ? null : throw new IOException("the stream ended inside an event");
            }

            _end += read;
        }
    }

    public void Dispose()
    {
        stream.Dispose();
        response.Dispose();
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }
    }
}
