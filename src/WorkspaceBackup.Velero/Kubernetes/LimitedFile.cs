using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Kubernetes;

/// <summary>Reads a small file whole, and says in one sentence why it could not.</summary>
internal static class LimitedFile
{
    private static readonly TimeSpan s_timeLimit = TimeSpan.FromSeconds(10);

    /// <param name="path">A file, or a pipe as the shell's <c>&lt;(...)</c> makes one.</param>
    /// <param name="limit">In bytes.</param>
    /// <param name="kind">Of the fault.</param>
    /// <param name="shown">The path in messages; null: by <see cref="Shown"/>'s rule.</param>
    /// <exception cref="FaultException">
    /// Of this kind: missing, a folder, not allowed, too big, a pipe that nobody writes into; or
    /// <see cref="FaultKind.MachineLimit"/>.
    /// </exception>
    public static byte[] Read(string path, int limit, FaultKind kind, string? shown = null) =>
        Read(path, limit, kind, s_timeLimit, shown);

    /// <inheritdoc cref="Read(string, int, FaultKind, string?)"/>
    /// <param name="path">The file.</param>
    /// <param name="limit">In bytes.</param>
    /// <param name="kind">Of the fault.</param>
    /// <param name="timeLimit">For what is no plain file.</param>
    /// <param name="shown">The path in messages.</param>
    internal static byte[] Read(string path, int limit, FaultKind kind, TimeSpan timeLimit, string? shown = null)
    {
        shown ??= Shown.Path(path);
        try
        {
            if (!Shown.IsPath(path))
            {
                // The system's own exceptions would quote it, which may be a token or a whole kubeconfig.
                throw new FaultException(kind, $"{shown} does not exist{PemText.InsteadOfPath(path)}");
            }

            if (Directory.Exists(path))
            {
                throw new FaultException(kind, $"{shown} is a folder");
            }

            if (IsPlain(path))
            {
                return Read(path, limit, CancellationToken.None) ?? throw TooLarge();
            }

            // Nothing ends the opening of a pipe but somebody who writes: the thread is left to it.
            using var expired = new CancellationTokenSource(timeLimit);
            Task<byte[]?> reading = Task.Factory.StartNew(
                () => Read(path, limit, expired.Token),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
            return reading.WaitAsync(expired.Token).GetAwaiter().GetResult() ?? throw TooLarge();
        }
        catch (OperationCanceledException)
        {
            throw new FaultException(
                kind, $"{shown} did not end within {timeLimit.TotalSeconds:0} seconds: is it a pipe that nobody writes into?");
        }
        catch (Exception e) when (MachineLimit.Of(e) is { } machine)
        {
            throw new FaultException(FaultKind.MachineLimit, machine);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FaultException(kind, $"{shown} does not exist");
        }
        catch (UnauthorizedAccessException)
        {
            throw new FaultException(kind, $"{shown} may not be read by this user");
        }
        catch (Exception e) when (e is PathTooLongException or ArgumentException or NotSupportedException)
        {
            throw new FaultException(kind, $"{shown} is not the path of a file");
        }
        catch (IOException e)
        {
            throw new FaultException(
                kind, $"{shown}: {PlainText.Of(e.Message.Replace(path, shown, StringComparison.Ordinal), 200)}");
        }

        FaultException TooLarge() => new(kind, $"{shown} is larger than {limit / 1024} KiB");
    }

    // A pipe and a device have no length.
    private static bool IsPlain(string path) =>
        (File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path)) is FileInfo { Exists: true, Length: > 0 };

    // Null: it is larger.
    private static byte[]? Read(string path, int limit, CancellationToken cancellationToken)
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
                return null;
            }
        }

        return content.ToArray();
    }
}
