using TerraformPlugin.Framework;
using TerraformPlugin.Values;

namespace TerraformProviderWorkspaceBackup.Reporting;

/// <summary>Which argument of a resource is to blame for a field of its Velero objects.</summary>
/// <param name="byField">
/// Velero's fields as dotted paths from the object's root, and the arguments that set them. A field below one of these
/// belongs to the same argument; one above belongs to the argument below it when there is only one, as an API server
/// names the whole of an object that it does not know.
/// </param>
internal sealed class AttributePaths(IReadOnlyDictionary<string, SchemaAttribute> byField)
{
    public static AttributePaths None { get; } = new(new Dictionary<string, SchemaAttribute>());

    /// <summary>The argument's path; null when no argument is to blame.</summary>
    public AttributePath? Of(string? field)
    {
        for (var prefix = field; prefix is { Length: > 0 };)
        {
            if (byField.TryGetValue(prefix, out var attribute))
            {
                return attribute.Path;
            }

            var end = prefix.LastIndexOfAny(['.', '[']);
            prefix = end < 0 ? null : prefix[..end];
        }

        var below = byField.Where(entry => entry.Key.StartsWith($"{field}.", StringComparison.Ordinal)).Take(2).ToList();
        return below is [{ Value: var only }] ? only.Path : null;
    }
}
