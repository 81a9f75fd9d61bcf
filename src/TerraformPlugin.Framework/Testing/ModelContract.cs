namespace TerraformPlugin.Framework;

/// <summary>
/// Checks that a model writes what it reads: an attribute left out of Write, or two swapped, are found by reading and
/// writing objects that hold one value at a time.
/// </summary>
public static class ModelContract
{
    /// <summary>What is wrong, in words; empty: nothing.</summary>
    public static IReadOnlyList<string> Violations<TModel>()
        where TModel : class, IModel<TModel> => throw new NotImplementedException();
}
