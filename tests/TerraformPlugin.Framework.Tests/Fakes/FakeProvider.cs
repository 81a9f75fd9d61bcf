namespace TerraformPlugin.Framework.Tests.Fakes;

/// <summary>A provider made of what a test puts in.</summary>
internal sealed class FakeProvider : IProvider, IConfigValidation
{
    public const string TypeName = "test_thing";

    public Schema Schema { get; init; } = new([]);

    public string IssuesUrl => "https://example.test/issues";

    public Func<ConfigureContext, object> OnConfigure { get; init; } = static _ => new object();

    public Action<ConfigValidationContext> OnValidate { get; init; } = static _ => { };

    public IReadOnlyDictionary<string, Func<Resource>> Resources { get; init; } = None<Resource>();

    public IReadOnlyDictionary<string, Func<DataSource>> DataSources { get; init; } = None<DataSource>();

    public IReadOnlyDictionary<string, Func<Function>> Functions { get; init; } = None<Function>();

    public IReadOnlyDictionary<string, Func<EphemeralResource>> EphemeralResources { get; init; } =
        None<EphemeralResource>();

    public IReadOnlyDictionary<string, Func<ListResource>> ListResources { get; init; } = None<ListResource>();

    public IReadOnlyDictionary<string, Func<ProviderAction>> Actions { get; init; } = None<ProviderAction>();

    public static IReadOnlyDictionary<string, Func<T>> One<T>(T instance) => new Dictionary<string, Func<T>>
    {
        [TypeName] = () => instance,
    };

    public Task<object> ConfigureAsync(ConfigureContext context, CancellationToken cancellationToken) =>
        Task.FromResult(OnConfigure(context));

    public Task ValidateConfigAsync(ConfigValidationContext context, CancellationToken cancellationToken)
    {
        OnValidate(context);
        return Task.CompletedTask;
    }

    private static Dictionary<string, Func<T>> None<T>() => [];
}
