using System.Diagnostics.CodeAnalysis;

namespace TerraformPlugin.Framework;

/// <summary>
/// A typed value in one of Terraform's three exclusive states: null (the default), unknown until apply, or known.
/// Code that runs at plan uses <see cref="TryGetKnown"/> or <see cref="Map"/>; only code that runs at apply, where
/// Terraform promises that arguments are known, may ask for <see cref="Known"/>.
/// </summary>
/// <remarks>
/// Two known values are equal when their contents are by <see cref="EqualityComparer{T}.Default"/>: collections compare
/// by reference. To compare collections compare their encoded forms.
/// </remarks>
public readonly struct Value<T> : IEquatable<Value<T>>
    where T : notnull
{
    private readonly State _state;
    private readonly T? _content;

    private Value(State state, T? content = default)
    {
        _state = state;
        _content = content;
    }

    private enum State : byte { Null, Unknown, Known }

    /// <summary>There is no value.</summary>
    public static Value<T> Null => default;

    /// <summary>The value is decided later, at apply.</summary>
    public static Value<T> Unknown => new(State.Unknown);

    /// <summary>Whether there is no value.</summary>
    public bool IsNull => _state == State.Null;

    /// <summary>Whether the value is decided later; never at apply, but for computed attributes of a plan.</summary>
    public bool IsUnknown => _state == State.Unknown;

    /// <summary>Whether there is content.</summary>
    public bool IsKnown => _state == State.Known;

    /// <summary>The content.</summary>
    /// <exception cref="InvalidOperationException">The value is null or unknown.</exception>
    public T Known => TryGetKnown(out var content)
        ? content
        : throw new InvalidOperationException(
            $"a known value was asked of one that is {(IsNull ? "null" : "unknown")}");

    /// <summary>A known value; a null reference, which only code without nullable annotations can give, is null.</summary>
    public static implicit operator Value<T>(T content) => content is null ? Null : new(State.Known, content);

    /// <summary>Same state and equal content; collections compare by reference.</summary>
    public static bool operator ==(Value<T> left, Value<T> right) => left.Equals(right);

    /// <summary>Another state or other content; collections compare by reference.</summary>
    public static bool operator !=(Value<T> left, Value<T> right) => !left.Equals(right);

    /// <summary>Gives the content; false when the value is null or unknown.</summary>
    public bool TryGetKnown([MaybeNullWhen(false)] out T content)
    {
        content = _content;
        return IsKnown;
    }

    /// <summary>A value in the same state, with known content converted.</summary>
    public Value<TResult> Map<TResult>(Func<T, TResult> convert)
        where TResult : notnull =>
        _state switch
        {
            State.Null => Value<TResult>.Null,
            State.Unknown => Value<TResult>.Unknown,
            _ => convert(_content!),
        };

    /// <inheritdoc/>
    public bool Equals(Value<T> other) =>
        _state == other._state && EqualityComparer<T>.Default.Equals(_content, other._content);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Value<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_state, _content);

    /// <summary>For debugging; do not show it where the value may be sensitive.</summary>
    public override string ToString() => _state switch
    {
        State.Null => "null",
        State.Unknown => "(unknown)",
        _ => $"{_content}",
    };
}
