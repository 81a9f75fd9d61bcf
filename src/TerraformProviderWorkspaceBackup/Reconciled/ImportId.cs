using System.Diagnostics.CodeAnalysis;
using WorkspaceBackup.Velero.Reconciling;

namespace TerraformProviderWorkspaceBackup.Reconciled;

/// <summary>
/// The id given to <c>terraform import</c>: <c>daily</c>, or <c>daily:eu=velero-daily,us=nightly</c>; with <c>+adopt</c> at its
/// end it takes over what is another owner's, and the resource's own id, <c>payments/daily</c>, says the workspace too.
/// </summary>
internal static class ImportId
{
    /// <summary>What an id ends with that takes over what is another owner's. No name of an object can hold it.</summary>
    public const string Adopt = "+adopt";

    /// <param name="text">The id.</param>
    /// <param name="nameError">Why the resource cannot be called so, as a sentence; null when it can.</param>
    /// <param name="selection">What it selects; null when it is refused.</param>
    /// <param name="error">Why, as a sentence; null when it is not refused.</param>
    public static bool TryParse(
        string text,
        Func<string, string?> nameError,
        [NotNullWhen(true)] out ObjectSelection? selection,
        [NotNullWhen(false)] out string? error)
    {
        selection = null;
        var adopts = text.EndsWith(Adopt, StringComparison.Ordinal);
        text = adopts ? text[..^Adopt.Length] : text;
        var colon = text.IndexOf(':');
        var name = colon < 0 ? text : text[..colon];
        var slash = name.IndexOf('/');
        var workspace = slash > 0 ? name[..slash] : null;
        name = slash > 0 ? name[(slash + 1)..] : name;
        if (nameError(name) is { } refused)
        {
            error = refused;
            return false;
        }

        if (colon < 0)
        {
            selection = new ObjectSelection(name, null, adopts) { Workspace = workspace };
            error = null;
            return true;
        }

        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in text[(colon + 1)..].Split(','))
        {
            var equals = pair.IndexOf('=');
            if (equals <= 0 || equals == pair.Length - 1)
            {
                error = $"\"{pair}\" is not cluster=name. Write the id as {name}, or as {name}:cluster=name,cluster=name.";
                return false;
            }

            if (!names.TryAdd(pair[..equals], pair[(equals + 1)..]))
            {
                error = $"Cluster \"{pair[..equals]}\" comes twice.";
                return false;
            }
        }

        selection = new ObjectSelection(name, new StringMap(names), adopts) { Workspace = workspace };
        error = null;
        return true;
    }
}
