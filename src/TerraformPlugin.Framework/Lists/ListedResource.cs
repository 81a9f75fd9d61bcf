namespace TerraformPlugin.Framework;

/// <summary>One result of a listing.</summary>
/// <param name="DisplayName">For the user; need not be unique.</param>
/// <param name="State">
/// The resource's state. The attributes that its identity comes from are enough unless
/// <see cref="ListOptions.IncludeResource"/> asks for all.
/// </param>
public sealed record ListedResource<TModel>(string DisplayName, TModel State)
    where TModel : class, IModel<TModel>
{
    /// <summary>About this result; default: none.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
}
