using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Operations;
using WorkspaceBackup.Velero.Writing;

namespace TerraformProviderWorkspaceBackup.Operations;

/// <summary>What the code that backups and restores share has to know of their attributes.</summary>
internal interface IOperationModel<TSelf, TElement> : IModel<TSelf>
    where TSelf : IOperationModel<TSelf, TElement>
    where TElement : IModel<TElement>
{
    static abstract SchemaAttribute<IReadOnlyDictionary<string, TElement>> ElementsAttribute { get; }

    static abstract SchemaAttribute<string> UnhealthyClustersAttribute { get; }
}

/// <summary>A model of what runs once on each cluster.</summary>
/// <inheritdoc/>
internal abstract record OperationModel<TSelf, TElement>(TerraformValue Object) : Model<TSelf>(Object)
    where TSelf : OperationModel<TSelf, TElement>, IOperationModel<TSelf, TElement>
    where TElement : Model<TElement>, IModel<TElement>
{
    /// <summary>By cluster; empty while it is null or unknown.</summary>
    public IReadOnlyDictionary<string, TElement> Elements => Get(TSelf.ElementsAttribute).TryGetKnown(out var map)
        ? map
        : new Dictionary<string, TElement>(StringComparer.Ordinal);

    public UnhealthyPolicy Policy =>
        Get(TSelf.UnhealthyClustersAttribute).TryGetKnown(out var policy) && policy == "fail"
            ? UnhealthyPolicy.Fail
            : UnhealthyPolicy.Skip;

    public bool AllowPartiallyFailed =>
        Get(OperationAttributes.AllowPartiallyFailed).TryGetKnown(out var allowed) && allowed;

    /// <summary>The operation that a state is about.</summary>
    public RunId Operation => RunId.TryParse(Get(OperationAttributes.Id).Known, out var id, out _) ? id : default;

    /// <summary>The model with what is on the clusters replaced, and what follows from it.</summary>
    public virtual TSelf With(IEnumerable<KeyValuePair<string, TElement>> elements) =>
        With(TSelf.ElementsAttribute, ToValue(elements));

    /// <summary>The model with what the files of some clusters tell; what is known of the others stays.</summary>
    public virtual TSelf With(IReadOnlyDictionary<string, OperationReview> reviews)
    {
        var others = Get(OperationAttributes.Problems).TryGetKnown(out var known)
            ? known.Where(problem => !reviews.ContainsKey(problem.Get(ProblemModel.Cluster).Known))
            : [];
        return With(OperationAttributes.Problems, Shown.List(others
            .Concat(reviews.SelectMany(static one => one.Value.Problems.Select(problem => ProblemModel.From(one.Key, problem))))
            .OrderBy(static problem => problem.Get(ProblemModel.Cluster).Known, StringComparer.Ordinal)));
    }

    public static Value<IReadOnlyDictionary<string, TElement>> ToValue(
        IEnumerable<KeyValuePair<string, TElement>> elements) => Value.Of<IReadOnlyDictionary<string, TElement>>(
            new SortedDictionary<string, TElement>(elements.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal));
}
