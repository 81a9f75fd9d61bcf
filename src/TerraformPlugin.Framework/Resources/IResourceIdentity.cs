namespace TerraformPlugin.Framework;

/// <summary>
/// For a resource with an identity: what names it apart from its state. It follows from the state, so the framework
/// returns it with every state.
/// </summary>
public interface IResourceIdentity<TModel>
    where TModel : class, IModel<TModel>
{
    /// <summary>
    /// Attributes of primitive types or lists of these. Required: needed for an import; Optional: may be given.
    /// </summary>
    Schema IdentitySchema { get; }

    /// <summary>
    /// Whether an update may change it; else a change is reported as a bug in the provider. Default false.
    /// </summary>
    bool IdentityMayChange => false;

    /// <summary>Writes the identity of a state. One whose required attributes are null is not sent.</summary>
    void WriteIdentity(TModel state, ModelWriter writer);
}
