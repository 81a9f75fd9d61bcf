using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Planning;

/// <summary>
/// The elements of a set, to be paired with planned ones. Elements of a set have no key: a planned one can have come
/// from any that differs from it in nothing but computed values that one of the two does not have yet.
/// </summary>
internal sealed class SetCounterparts(IReadOnlyList<SchemaAttribute> attributes, TerraformValue? set)
{
    private readonly List<TerraformValue> _left = set is { IsKnown: true } ? [.. set.Elements] : [];

    /// <summary>Takes the counterpart of a planned element; each is given once. Null: there is none.</summary>
    public TerraformValue? Take(TerraformValue planned)
    {
        var index = _left.IndexOf(planned);
        if (index < 0)
        {
            index = _left.FindIndex(candidate => CanBe(attributes, planned, candidate));
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
        IReadOnlyList<SchemaAttribute> attributes, TerraformValue planned, TerraformValue candidate) =>
        planned.IsKnown && candidate.IsKnown && attributes.All(attribute =>
        {
            var p = planned.Entries[attribute.Name];
            var c = candidate.Entries[attribute.Name];
            return p.Equals(c)
                || (attribute.IsComputed && (p.IsNull || p.IsUnknown || c.IsNull))
                || (attribute.Nested is { Mode: NestingMode.Single } nested && CanBe(nested.Attributes, p, c));
        });
}
