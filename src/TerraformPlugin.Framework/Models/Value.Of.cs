namespace TerraformPlugin.Framework;

/// <summary>
/// Makes <see cref="Value{T}"/>s where the implicit conversion does not reach, as for interface types.
/// </summary>
public static class Value
{
    /// <summary>A known value.</summary>
    public static Value<T> Of<T>(T content)
        where T : notnull => content;

    /// <summary>Known, or null when there is no object.</summary>
    public static Value<T> OfNullable<T>(T? content)
        where T : class => content is null ? Value<T>.Null : Of(content);

    /// <summary>Known, or null when there is no value.</summary>
    public static Value<T> OfNullable<T>(T? content)
        where T : struct => content is { } known ? Of(known) : Value<T>.Null;
}
