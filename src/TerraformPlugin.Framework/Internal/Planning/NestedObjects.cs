using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Planning;

/// <summary>Goes over the objects of a nested attribute.</summary>
internal static class NestedObjects
{
    /// <summary>The known objects in a known value of a nested attribute, with their paths.</summary>
    public static IEnumerable<(AttributePath Path, TerraformValue Object)> In(
        NestedObject nested, TerraformValue value, AttributePath path) =>
        (nested.Mode switch
        {
            NestingMode.Single => [(path, value)],
            NestingMode.List => value.Elements.Select((e, i) => (path.Index(i), e)),
            NestingMode.Set => value.Elements.Select(e => (path.Element(e), e)),
            _ => value.Entries.Select(e => (path.Key(e.Key), e.Value)),
        }).Where(static item => item.Item2.IsKnown);

    /// <summary>
    /// Replaces each known object of a known planned value. Its counterparts in configuration and state are those with
    /// the same index or key; in a set, those that it can have come from.
    /// </summary>
    public static TerraformValue Replace(
        NestedObject nested, PlanVisit visit, Func<PlanVisit, TerraformValue> replace)
    {
        var (path, planned, config, prior) = visit;
        var element = planned.Type.Element;
        switch (nested.Mode)
        {
            case NestingMode.Single:
                return replace(visit);
            case NestingMode.List:
                return TerraformValue.List(element!, planned.Elements.Select((e, i) => One(new(
                    path.Index(i), e, At(config, i) ?? TerraformValue.Null(element!), At(prior, i)))));
            case NestingMode.Map:
                return TerraformValue.Map(element!, planned.Entries.Select(e => KeyValuePair.Create(e.Key, One(new(
                    path.Key(e.Key), e.Value, At(config, e.Key) ?? TerraformValue.Null(element!), At(prior, e.Key))))));
            default:
                var configs = new SetCounterparts(nested.Attributes, config);
                var priors = new SetCounterparts(nested.Attributes, prior);
                return TerraformValue.Set(element!, planned.Elements.Select(e =>
                {
                    // As Terraform made the proposal: what is configured is what the prior element is found by.
                    var configured = configs.Take(e);
                    return One(new(path.Element(e), e, configured ?? TerraformValue.Null(element!),
                        priors.Take(configured ?? e)));
                }));
        }

        TerraformValue One(PlanVisit item) => item.Planned.IsKnown ? replace(item) : item.Planned;
    }

    private static TerraformValue? At(TerraformValue? list, int index) =>
        list is { IsKnown: true } && index < list.Elements.Length ? list.Elements[index] : null;

    private static TerraformValue? At(TerraformValue? map, string key) =>
        map is { IsKnown: true } ? map.Entries.GetValueOrDefault(key) : null;
}
