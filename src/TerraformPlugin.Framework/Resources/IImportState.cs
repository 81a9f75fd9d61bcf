namespace TerraformPlugin.Framework;

/// <summary>For a resource that can be imported.</summary>
public interface IImportState<TModel>
    where TModel : class, IModel<TModel>
{
    /// <summary>
    /// Returns the states that the id or identity names, mostly one; Terraform then reads each. None without an error
    /// is reported as not found.
    /// </summary>
    Task<IReadOnlyList<ImportedState<TModel>>> ImportAsync(ImportContext context, CancellationToken cancellationToken);
}
