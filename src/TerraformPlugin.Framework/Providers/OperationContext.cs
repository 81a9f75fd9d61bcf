namespace TerraformPlugin.Framework;

/// <summary>What every operation is given.</summary>
public class OperationContext
{
    /// <summary>Takes what failed and what the user should know.</summary>
    public Diagnostics Diagnostics { get; init; } = [];

    /// <summary>What <see cref="IProvider.ConfigureAsync"/> returned; null before it was called.</summary>
    public object? Data { get; init; }

    /// <summary>
    /// What <see cref="IProvider.ConfigureAsync"/> returned. Asking for it on a provider that is not configured ends
    /// the call with a diagnostic that says so.
    /// </summary>
    /// <exception cref="InvalidCastException">The provider's data is of another type.</exception>
    public TData ProviderData<TData>()
        where TData : class =>
        Data is null
            ? throw new DiagnosticException(new(Severity.Error, "Provider Not Configured",
                "The operation needs the provider's configuration, which was not sent or had errors. "
                + "Look for an earlier error about the provider block; if there is none, please report this to the "
                + "provider's developers."))
            : (TData)Data;
}
