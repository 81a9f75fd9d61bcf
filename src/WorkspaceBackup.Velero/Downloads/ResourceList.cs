using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Downloads;

/// <summary>An object in a backup's or a restore's own list.</summary>
/// <param name="Group">Empty for the core group. Without the version: another may be restored than was backed up.</param>
/// <param name="Namespace">Empty: it is in none.</param>
/// <param name="Action">What a restore did: <c>created</c>, <c>updated</c>, <c>skipped</c> or <c>failed</c>; empty in a backup's list.</param>
public sealed record ListedObject(string Group, string Kind, string Namespace, string Name, string Action)
{
    public override string ToString() => $"{Kind} {(Namespace.Length == 0 ? "" : Namespace + "/")}{Name}";
}

/// <summary>Reads lists of kind to names.</summary>
public static class ResourceList
{
    public static IEnumerable<ListedObject> Read(JsonNode? list)
    {
        foreach (var (key, _) in list as JsonObject ?? [])
        {
            var parts = key.Split('/');
            var (group, kind) = (parts.Length == 3 ? parts[0] : "", parts[^1]);
            foreach (var text in Json.Texts(list, key))
            {
                var (full, action) = Split(text);
                var slash = full.IndexOf('/');
                yield return new ListedObject(
                    group, PlainText.Line(kind, 100), PlainText.Line(slash < 0 ? "" : full[..slash], 63),
                    PlainText.Line(full[(slash + 1)..], 253), action);
            }
        }
    }

    private static (string Name, string Action) Split(string text)
    {
        var open = text.LastIndexOf('(');
        return open > 0 && text.EndsWith(')') ? (text[..open], text[(open + 1)..^1]) : (text, "");
    }
}
