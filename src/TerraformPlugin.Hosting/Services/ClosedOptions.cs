using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TerraformPlugin.Hosting.Services;

/// <summary>
/// Options by their closed types. The container makes them from open generics, which Native AOT puts together out of
/// templates while the process starts; what is named in code is compiled.
/// </summary>
internal static class ClosedOptions
{
    /// <summary>Makes <c>IOptions&lt;TOptions&gt;</c> as the container would: configured, post-configured, validated.</summary>
    internal static IServiceCollection AddClosedOptions<TOptions>(this IServiceCollection services)
        where TOptions : class, new() =>
        services.AddSingleton<IOptions<TOptions>>(static provider => Options.Create(new OptionsFactory<TOptions>(
            provider.GetServices<IConfigureOptions<TOptions>>(),
            provider.GetServices<IPostConfigureOptions<TOptions>>(),
            provider.GetServices<IValidateOptions<TOptions>>()).Create(Options.DefaultName)));
}
