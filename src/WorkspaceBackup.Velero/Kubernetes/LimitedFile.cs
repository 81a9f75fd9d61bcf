using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Kubernetes;

/// <summary>Reads a small file whole, and says in one sentence why it could not.</summary>
internal static class LimitedFile
{
    /// <exception cref="FaultException">Of this kind: missing, a folder, not allowed, too big.</exception>
    public static byte[] Read(string path, int limit, FaultKind kind)
    {
        try
        {
            if (Directory.Exists(path))
            {
                throw new FaultException(kind, $"{path} is a folder");
            }

            using var file =
                new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            // A pipe or a device has no length to trust, so that the limit is kept by counting.
            using var content = new MemoryStream();
            byte[] buffer = new byte[16 * 1024];
            int read;
            while ((read = file.Read(buffer)) > 0)
            {
                content.Write(buffer, 0, read);
                if (content.Length > limit)
                {
                    throw new FaultException(kind, $"{path} is larger than {limit / 1024} KiB");
                }
            }

            return content.ToArray();
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
}
