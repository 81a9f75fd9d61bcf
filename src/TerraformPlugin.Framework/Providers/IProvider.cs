namespace TerraformPlugin.Framework;

/// <summary>
/// A provider: what it is made of, and its configuration. Everything is listed by name with a factory, so that a call
/// creates only the object it is about, once per process.
/// </summary>
public interface IProvider
{
    /// <summary>The schema of the provider block.</summary>
    Schema Schema { get; }

    /// <summary>Where users report bugs: an URL.</summary>
    string IssuesUrl { get; }

    /// <summary>The page that explains a diagnostic, which its detail then ends with. Null: there is none.</summary>
    string? AddressOf(Diagnostic diagnostic) => null;

    /// <summary>Resources by type name, the provider's prefix included.</summary>
    IReadOnlyDictionary<string, Func<Resource>> Resources => Registry<Resource>.Empty;

    /// <summary>Data sources by type name, the provider's prefix included.</summary>
    IReadOnlyDictionary<string, Func<DataSource>> DataSources => Registry<DataSource>.Empty;

    /// <summary>Functions by name, without a prefix.</summary>
    IReadOnlyDictionary<string, Func<Function>> Functions => Registry<Function>.Empty;

    /// <summary>Ephemeral resources by type name, the provider's prefix included.</summary>
    IReadOnlyDictionary<string, Func<EphemeralResource>> EphemeralResources => Registry<EphemeralResource>.Empty;

    /// <summary>List resources; the type name is that of the resource they list, which needs an identity.</summary>
    IReadOnlyDictionary<string, Func<ListResource>> ListResources => Registry<ListResource>.Empty;

    /// <summary>Actions by type name, the provider's prefix included.</summary>
    IReadOnlyDictionary<string, Func<ProviderAction>> Actions => Registry<ProviderAction>.Empty;

    /// <summary>Checks the provider block beyond what its schema says; see <see cref="IConfigValidation"/>.</summary>
    Task ValidateConfigAsync(ConfigValidationContext context, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <summary>
    /// Takes the configuration and returns what every operation is then given as its
    /// <see cref="OperationContext.ProviderData{TData}"/>. No validation, no network: both belong where they can be
    /// answered for. Disposed with the server when it can be.
    /// </summary>
    Task<object> ConfigureAsync(ConfigureContext context, CancellationToken cancellationToken);
}
