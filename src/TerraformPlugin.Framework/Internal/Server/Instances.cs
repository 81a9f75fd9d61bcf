namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>The provider's objects of one kind, each made and checked when it is first asked for, and once.</summary>
/// <param name="kind">As users call it.</param>
/// <param name="check">Throws where an object breaks the rules of its kind.</param>
internal sealed class Instances<T>(string kind, Func<IReadOnlyDictionary<string, Func<T>>> factories, Action<T> check)
    where T : class
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, T> _made = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => factories().Keys;

    /// <exception cref="DiagnosticException">The provider has no such thing.</exception>
    public T Get(string name)
    {
        lock (_lock)
        {
            if (!_made.TryGetValue(name, out var instance))
            {
                instance = factories().TryGetValue(name, out var factory)
                    ? factory()
                    : throw new DiagnosticException(new(Severity.Error, "Unknown Type",
                        $"This provider has no {kind} \"{name}\". A newer version of the provider may have it."));
                check(instance);
                _made.Add(name, instance);
            }

            return instance;
        }
    }
}
