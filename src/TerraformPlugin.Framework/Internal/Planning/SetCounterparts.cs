using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Planning;

/// <summary>
/// The elements of a set, to be paired with those of another. Elements of a set have no key: Terraform takes one to
/// come from another when they differ in nothing but computed values that one of the two does not have yet, through
/// every kind of nesting. (Its own pairing is <c>validPriorFromConfig</c> in <c>plans/objchange</c>.)
/// </summary>
internal sealed class SetCounterparts(IReadOnlyList<SchemaAttribute> attributes, TerraformValue? set)
{
    private readonly List<TerraformValue> _left = set is { IsKnown: true } ? [.. set.Elements] : [];

    /// <summary>Takes the counterpart of an element; each is given once. Null: there is none.</summary>
    public TerraformValue? Take(TerraformValue element)
    {
        var index = _left.IndexOf(element);
        if (index < 0)
        {
            index = _left.FindIndex(candidate => CanBe(attributes, element, candidate));
        }

        if (index < 0)
        {
            return null;
        }

        var found = _left[index];
        _left.RemoveAt(index);
        return found;
    }

    private static bool CanBe(
        IReadOnlyList<SchemaAttribute> attributes, TerraformValue element, TerraformValue candidate) =>
        element.Equals(candidate)
        || (element.IsKnown && candidate.IsKnown && attributes.All(attribute =>
        {
            var e = attribute.In(element);
            var c = attribute.In(candidate);
            return e.Equals(c)
                || attribute.Presence == Presence.Computed
                || (attribute.IsComputed && (e.IsNull || e.IsUnknown || c.IsNull))
                || (e.IsKnown && c.IsKnown && (attribute.Nested is { } nested
                    ? CanBe(nested, e, c)
                    : attribute.MeansTheSame(e, c, attribute.Path)));
        }));

    private static bool CanBe(NestedObject nested, TerraformValue value, TerraformValue candidate)
    {
        switch (nested.Mode)
        {
            case NestingMode.Single:
                return CanBe(nested.Attributes, value, candidate);
            case NestingMode.List:
                return value.Elements.Length == candidate.Elements.Length
                    && value.Elements.Zip(candidate.Elements).All(pair =>
                        CanBe(nested.Attributes, pair.First, pair.Second));
            case NestingMode.Map:
                return value.Entries.Count == candidate.Entries.Count
                    && value.Entries.All(entry => candidate.Entries.TryGetValue(entry.Key, out var other)
                        && CanBe(nested.Attributes, entry.Value, other));
            default:
                var others = new SetCounterparts(nested.Attributes, candidate);
                return value.Elements.Length == candidate.Elements.Length
                    && value.Elements.All(element => others.Take(element) is not null);
        }
    }
}
