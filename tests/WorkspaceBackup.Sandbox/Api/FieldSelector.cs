using VeleroSandbox.Storage;

namespace VeleroSandbox.Api;

/// <summary>Field selectors, of which custom resources know two fields.</summary>
internal static class FieldSelector
{
    /// <exception cref="ApiException">400: another field.</exception>
    public static Func<StoredObject, bool>? Parse(string? text)
    {
        Func<StoredObject, bool>? selector = null;
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var unequal = part.Contains("!=", StringComparison.Ordinal);
            var (field, value) = part.Split(unequal ? "!=" : "=", 2) is [var left, var right]
                ? (left.Trim(), right.TrimStart('=').Trim())
                : throw ApiException.BadRequest($"invalid selector: '{part}'; can't understand '{part}'");
            Func<StoredObject, string> read = field switch
            {
                "metadata.name" => item => item.Name,
                "metadata.namespace" => item => item.Namespace,
                _ => throw ApiException.BadRequest($"field label not supported: {field}"),
            };
            var before = selector;
            selector = item => (before is null || before(item)) && (read(item) == value) != unequal;
        }

        return selector;
    }
}
