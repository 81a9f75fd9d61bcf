using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Kubernetes;

/// <summary>Reads a small file whole, and says in one sentence why it could not.</summary>
internal static class LimitedFile
{
    private static readonly TimeSpan s_timeLimit = TimeSpan.FromSeconds(10);

    /// <exception cref="FaultException">
    /// Of this kind: missing, a folder, not allowed, too big, a pipe that nobody writes into.
    /// </exception>
    public static byte[] Read(string path, int limit, FaultKind kind) => Read(path, limit, kind, s_timeLimit);

    /// <param name="path">A file, or a pipe as the shell's <c>&lt;(...)</c> makes one.</param>
    /// <param name="limit">In bytes.</param>
    /// <param name="kind">Of the fault.</param>
    /// <param name="timeLimit">For what is no plain file.</param>
    internal static byte[] Read(string path, int limit, FaultKind kind, TimeSpan timeLimit)
    {
        try
        {
            if (Directory.Exists(path))
            {
                throw new FaultException(kind, $"{path} is a folder");
            }

            if (IsPlain(path))
            {
                return Read(path, limit, kind, CancellationToken.None);
            }

            // Nothing ends the opening of a pipe but somebody who writes: the thread is left to it.
            using var expired = new CancellationTokenSource(timeLimit);
            Task<byte[]> reading = Task.Factory.StartNew(
                () => Read(path, limit, kind, expired.Token),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
            return reading.WaitAsync(expired.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            throw new FaultException(
                kind, $"{path} did not end within {timeLimit.TotalSeconds:0} seconds: is it a pipe that nobody writes into?");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FaultException(kind, $"{path} does not exist");
        }
        catch (UnauthorizedAccessException)
        {
            throw new FaultException(kind, $"{path} may not be read by this user");
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            throw new FaultException(kind, $"{path}: {e.Message}");
        }
    }

    // A pipe and a device have no length.
    private static bool IsPlain(string path) =>
        (File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path)) is FileInfo { Exists: true, Length: > 0 };

    private static byte[] Read(string path, int limit, FaultKind kind, CancellationToken cancellationToken)
    {
        using var file =
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        // Its length may change meanwhile, so that the limit is kept by counting.
        using var content = new MemoryStream();
        byte[] buffer = new byte[16 * 1024];
        int read;
        while ((read = file.Read(buffer)) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            content.Write(buffer, 0, read);
            if (content.Length > limit)
            {
                throw new FaultException(kind, $"{path} is larger than {limit / 1024} KiB");
            }
        }

        return content.ToArray();
    }
}
