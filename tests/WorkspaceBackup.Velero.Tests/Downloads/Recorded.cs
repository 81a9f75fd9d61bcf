using System.Text.Json.Nodes;

namespace WorkspaceBackup.Velero.Tests.Downloads;

/// <summary>What real servers wrote about volumes.</summary>
internal static class Recorded
{
    public static JsonObject Volumes(string version)
    {
        using var stream = typeof(Recorded).Assembly.GetManifestResourceStream($"volumes-{version}.json")!;
        return (JsonObject)JsonNode.Parse(stream)!;
    }
}
