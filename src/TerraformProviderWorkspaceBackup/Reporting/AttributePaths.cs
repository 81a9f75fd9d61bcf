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
    // Those that are no words of English, a longer one before one that it begins or ends with.
    private readonly IReadOnlyList<KeyValuePair<string, string>> _names =
    [
        .. byField.Select(static item => KeyValuePair.Create(item.Key[(item.Key.LastIndexOf('.') + 1)..], item.Value.Name))
            .Where(static item => item.Key.Any(char.IsAsciiLetterUpper))
            .OrderByDescending(static item => item.Key.Length),
    ];

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

    /// <summary>The text with the arguments' names in the place of the fields'.</summary>
    public string InAttributes(string text) => _names.Aggregate(
        text, static (text, name) => text.Replace(name.Key, name.Value, StringComparison.Ordinal));
}
