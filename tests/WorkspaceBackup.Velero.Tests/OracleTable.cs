using System.IO.Compression;
using System.Text.Json;

namespace WorkspaceBackup.Velero.Tests;

/// <summary>A table of inputs and the originals' answers, written by tests/oracle.</summary>
internal static class OracleTable
{
    /// <summary>The lines' columns; the first is the input text.</summary>
    public static IEnumerable<(string Text, string[] Answer)> Read(string name)
    {
        foreach (var line in Lines(name))
        {
            var columns = line.Split('\t');
            yield return (JsonSerializer.Deserialize<string>(columns[0])!, columns[1..]);
        }
    }

    /// <summary>The lines as they are.</summary>
    public static IEnumerable<string> Lines(string name)
    {
        using var resource = typeof(OracleTable).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"no table {name}");
        using var reader = new StreamReader(
            name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(resource, CompressionMode.Decompress) : resource);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
