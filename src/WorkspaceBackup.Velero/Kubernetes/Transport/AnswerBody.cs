namespace WorkspaceBackup.Velero.Kubernetes.Transport;

/// <summary>Reads answers up to a limit, counted after decompression.</summary>
internal static class AnswerBody
{
    /// <summary>One object or one page of a list; the API server itself takes no object above 3 MiB.</summary>
    public const int Limit = 64 * 1024 * 1024;

    /// <summary>A refusal: enough for any <c>Status</c>.</summary>
    public const int RefusalLimit = 1024 * 1024;

    private const int PromisedLimit = 1024 * 1024;

    /// <returns>The body; null: it is larger.</returns>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(
        HttpContent content, int limit, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > limit)
        {
            return null;
        }

        using Stream stream = await content.ReadAsStreamAsync(cancellationToken);
        // A length is only a promise: beyond this, memory is taken for what has come.
        byte[] buffer = new byte[Math.Clamp(content.Headers.ContentLength ?? 0, 16 * 1024, PromisedLimit) + 1];
        int length = 0;
        int read;
        while ((read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken)) > 0)
        {
            length += read;
            if (length > limit)
            {
                return null;
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, (int)Math.Min(2L * buffer.Length, (long)limit + 1));
            }
        }

        return buffer.AsMemory(0, length);
    }
}
