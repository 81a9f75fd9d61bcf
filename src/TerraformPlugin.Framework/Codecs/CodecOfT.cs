using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>
/// Converts between Terraform's values of one type and <see cref="Value{T}"/>. See <see cref="Codec"/>.
/// </summary>
public abstract class Codec<T>
    where T : notnull
{
    private protected Codec()
    {
    }

    /// <summary>The type of the values on Terraform's side.</summary>
    public abstract TerraformType Type { get; }

    /// <summary>
    /// The attributes within, for objects and for lists, sets and maps of objects; null when the type has no schema of
    /// its own.
    /// </summary>
    public virtual NestedObject? Nested => null;

    /// <param name="value">A value of <see cref="Type"/>.</param>
    /// <param name="path">Where the value is, for the exception.</param>
    /// <exception cref="ValueDecodingException">The content does not fit, as 1.5 does not fit a whole
    /// number.</exception>
    public virtual Value<T> Decode(TerraformValue value, AttributePath path) =>
        value.IsNull ? Value<T>.Null : value.IsUnknown ? Value<T>.Unknown : DecodeKnown(value, path);

    /// <summary>The value on Terraform's side, in the same of the three states.</summary>
    public virtual TerraformValue Encode(Value<T> value) =>
        value.TryGetKnown(out var content) ? EncodeKnown(content)
        : value.IsNull ? TerraformValue.Null(Type)
        : TerraformValue.Unknown(Type);

    private protected abstract Value<T> DecodeKnown(TerraformValue value, AttributePath path);

    private protected abstract TerraformValue EncodeKnown(T content);

    /// <summary>An element's content; false when it is unknown.</summary>
    private protected static bool TryDecodeElement<TElement>(
        Codec<TElement> codec, TerraformValue element, AttributePath path, out TElement content)
        where TElement : notnull
    {
        var decoded = codec.Decode(element, path);
        return decoded.IsNull
            ? throw new ValueDecodingException(path, "must not be null")
            : decoded.TryGetKnown(out content!);
    }
}
