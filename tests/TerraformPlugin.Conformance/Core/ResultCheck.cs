using TerraformPlugin.Conformance.Schemas;
using TerraformPlugin.Values;

namespace TerraformPlugin.Conformance.Core;

/// <summary>
/// What Terraform demands of what follows a plan (<c>objchange.AssertObjectCompatible</c>), of an apply's result as of
/// the plan that is made again before it: known values stay, unknown ones may turn into anything that was not ruled
/// out.
/// </summary>
internal static class ResultCheck
{
    /// <returns>Where the two differ, and how.</returns>
    public static IEnumerable<(AttributePath Path, string Text)> Differences(
        ObjectSchema schema, TerraformValue planned, TerraformValue actual)
    {
        if (planned.IsNull != actual.IsNull)
        {
            return [(AttributePath.Root, planned.IsNull ? "was absent, is present" : "was present, is absent")];
        }

        var secret = schema.Attributes.Where(static a => a.Sensitive).Select(static a => a.Name).ToHashSet();
        return Different(planned, actual, AttributePath.Root).Select(d =>
            d.Path.Steps is [PathStep.Attribute { Name: var name }, ..] && secret.Contains(name)
                ? (d.Path, "differs")
                : d);
    }

    private static IEnumerable<(AttributePath Path, string Text)> Different(
        TerraformValue planned, TerraformValue actual, AttributePath path)
    {
        if (planned.IsUnknown)
        {
            return RuledOut(planned.Refinement, actual) is { } reason ? [(path, reason)] : [];
        }

        if (planned.IsNull || actual.IsNull)
        {
            return planned.IsNull == actual.IsNull ? [] : [(path, $"was {planned}, is {actual}")];
        }

        if (!planned.Type.Equals(actual.Type))
        {
            return [(path, $"was a {planned.Type}, is a {actual.Type}")];
        }

        if (actual.IsUnknown)
        {
            return [(path, "was known, is unknown")];
        }

        switch (planned.Type.Kind)
        {
            case TypeKind.Object:
                return planned.Entries.SelectMany(p =>
                    Different(p.Value, actual.Entries[p.Key], path.Attribute(p.Key)));
            case TypeKind.Map:
                return planned.Entries.Keys.Union(actual.Entries.Keys).SelectMany(key =>
                    (planned.At(key), actual.At(key)) switch
                    {
                        ({ } p, { } a) => Different(p, a, path.Key(key)),
                        (null, _) => [(path.Key(key), "has appeared")],
                        _ => [(path.Key(key), "has vanished")],
                    });
            case TypeKind.List or TypeKind.Tuple:
                return planned.Elements.Length == actual.Elements.Length
                    ? planned.Elements.SelectMany((p, i) => Different(p, actual.Elements[i], path.Index(i)))
                    : [(path, $"had {planned.Elements.Length} elements, has {actual.Elements.Length}")];
            case TypeKind.Set:
                return SetDifferent(planned, actual, path);
            default:
                return planned.Equals(actual) ? [] : [(path, $"was {planned}, is {actual}")];
        }
    }

    private static IEnumerable<(AttributePath Path, string Text)> SetDifferent(
        TerraformValue planned, TerraformValue actual, AttributePath path)
    {
        bool Same(TerraformValue p, TerraformValue a) => !Different(p, a, path).Any();
        if (planned.Elements.Any(p => !actual.Elements.Any(a => Same(p, a))))
        {
            yield return (path, "has lost a planned element");
        }
        else if (actual.Elements.Any(a => !planned.Elements.Any(p => Same(p, a))))
        {
            yield return (path, "has an element that was not planned");
        }

        // Elements can turn out to be equal, but never become more.
        if (planned.Elements.Length < actual.Elements.Length)
        {
            yield return (path, $"had {planned.Elements.Length} elements, has {actual.Elements.Length}");
        }
    }

    private static string? RuledOut(UnknownRefinement? promised, TerraformValue actual) =>
        promised is null ? null
        : promised.NotNull && actual.IsNull ? "was planned not null, is null"
        : promised.StringPrefix is { } prefix && actual is { IsKnown: true }
            && !actual.AsString().StartsWith(prefix, StringComparison.Ordinal)
            ? $"was planned to start with {prefix}, is {actual}"
        : null;
}
