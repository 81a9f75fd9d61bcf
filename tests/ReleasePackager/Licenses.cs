namespace ReleasePackager;

/// <summary>
/// Standard licence texts, for packages that name their licence and do not bring it; and, by the name <c>LICENSE</c>,
/// the provider's own.
/// </summary>
internal static class Licenses
{
    /// <exception cref="ReleaseException">The text is not there: it has to be added, or the package left out.</exception>
    public static string TextOf(string expression)
    {
        using var text = typeof(Licenses).Assembly.GetManifestResourceStream(expression)
            ?? throw new ReleaseException($"no text of the licence {expression}: add it to ReleasePackager/Licenses");
        using var reader = new StreamReader(text);
        return reader.ReadToEnd();
    }
}
