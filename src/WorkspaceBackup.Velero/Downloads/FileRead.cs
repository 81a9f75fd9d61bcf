using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;

namespace WorkspaceBackup.Velero.Downloads;

/// <summary>What became of reading a file.</summary>
public abstract record FileRead
{
    private FileRead()
    {
    }

    /// <param name="Content">Null where the file says so.</param>
    public sealed record Found(JsonNode? Content) : FileRead;

    /// <summary>There is none: the bucket answers so, or this Velero writes none.</summary>
    /// <param name="Why">To stand after "the file X: ", without a full stop.</param>
    public sealed record Absent(string Why) : FileRead;

    /// <summary>Whether there is one is not known.</summary>
    /// <param name="Why">To stand after "not readable: ", without a full stop; on one line.</param>
    public sealed record Unread(string Why) : FileRead
    {
        /// <summary>Whether it is no use to ask for another file at once: Velero signs none, or the identity may not ask.</summary>
        public bool IsForAll { get; init; }

        /// <summary>What this identity would have to be allowed.</summary>
        public IReadOnlyList<AccessRight> Needed { get; init; } = [];
    }

    /// <summary>The content, where there is one.</summary>
    public JsonNode? OrNull => (this as Found)?.Content;

    /// <summary>Why there is no content; null where there is.</summary>
    public string? Problem => this switch
    {
        Absent absent => absent.Why,
        Unread unread => unread.Why,
        _ => null,
    };
}
