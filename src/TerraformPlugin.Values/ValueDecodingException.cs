namespace TerraformPlugin.Values;

/// <summary>
/// Bytes that are not what the format or the type asks for. The message says what was expected and what was found, by
/// kind and never by content: a string in it could be a secret.
/// </summary>
public sealed class ValueDecodingException(AttributePath path, string problem, Exception? inner = null)
    : Exception(path.IsRoot ? problem : $"{path}: {problem}", inner)
{
    /// <summary>Where in the value; ends at the set for a problem inside one, which the protocol cannot name.</summary>
    public AttributePath Path { get; } = path;

    /// <summary>The message without the path.</summary>
    public string Problem { get; } = problem;
}
