using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Downloads;

namespace WorkspaceBackup.Velero.Tests.Downloads;

/// <summary>A bucket in memory. What a test has not put there is that of an empty backup.</summary>
internal sealed class FakeFiles : IBackupFiles
{
    private readonly Dictionary<(string Kind, string Name), FileRead> _files = [];

    public ConcurrentQueue<(string Kind, string Name, string? Location)> Asked { get; } = [];

    public FakeFiles Put(string kind, string name, string json)
    {
        _files[(kind, name)] = new FileRead.Found(JsonNode.Parse(json));
        return this;
    }

    public FakeFiles Put(string kind, string name, FileRead read)
    {
        _files[(kind, name)] = read;
        return this;
    }

    public Task<FileRead> ReadAsync(
        Cluster cluster, string kind, string name, string? location, CancellationToken cancellationToken)
    {
        Asked.Enqueue((kind, name, location));
        return Task.FromResult(_files.TryGetValue((kind, name), out var put) ? put : new FileRead.Found(kind switch
        {
            FileKind.BackupVolumeInfos or FileKind.RestoreVolumeInfo => new JsonArray(),
            _ => new JsonObject(),
        }));
    }
}
