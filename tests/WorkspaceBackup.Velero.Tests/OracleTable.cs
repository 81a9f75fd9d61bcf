using System.IO.Compression;
using System.Text.Json;

namespace WorkspaceBackup.Velero.Tests;

/// <summary>A table of inputs and the originals' answers, written by tests/oracle.</summary>
internal static class OracleTable
{
    /// <summary>The lines' columns; the first is the input text.</summary>
    public static IEnumerable<(string Text, string[] Answer)> Read(string name)
    {
        using var resource = typeof(OracleTable).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"no table {name}");
        using var reader = new StreamReader(new GZipStream(resource, CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            var columns = line.Split('\t');
            yield return (JsonSerializer.Deserialize<string>(columns[0])!, columns[1..]);
        }
    }
}
