using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>The arguments of a function call.</summary>
public sealed class FunctionContext
{
    private readonly Function _function;
    private readonly IReadOnlyList<TerraformValue> _arguments;

    /// <exception cref="ArgumentException">Too few or too many arguments.</exception>
    public FunctionContext(Function function, IReadOnlyList<TerraformValue> arguments)
    {
        _function = function;
        _arguments = arguments;
        if (arguments.Count < function.Parameters.Count
            || (function.VariadicParameter is null && arguments.Count > function.Parameters.Count))
        {
            throw new ArgumentException(
                $"{arguments.Count} arguments for {function.Parameters.Count} parameters", nameof(arguments));
        }
    }

    /// <summary>The first failure; null: none.</summary>
    public FunctionError? Error { get; private set; }

    /// <summary>The argument of a parameter.</summary>
    /// <exception cref="ValueDecodingException">The argument does not fit the parameter's codec.</exception>
    public Value<T> Get<T>(FunctionParameter<T> parameter)
        where T : notnull => Decode(parameter, IndexOf(parameter));

    /// <summary>The arguments of the variadic parameter, from none to many.</summary>
    /// <exception cref="ValueDecodingException">An argument does not fit the parameter's codec.</exception>
    public IReadOnlyList<Value<T>> GetAll<T>(FunctionParameter<T> variadic)
        where T : notnull
    {
        var first = IndexOf(variadic);
        return [.. Enumerable.Range(first, _arguments.Count - first).Select(i => Decode(variadic, i))];
    }

    /// <summary>The function fails because of an argument.</summary>
    public void Fail(FunctionParameter parameter, string text) => Fail(text, IndexOf(parameter));

    /// <summary>The function fails because of one of the arguments of the variadic parameter.</summary>
    /// <param name="index">Counted within the variadic arguments, from 0.</param>
    public void Fail(FunctionParameter variadic, int index, string text) => Fail(text, IndexOf(variadic) + index);

    /// <summary>The function fails, and no single argument is to blame.</summary>
    public void Fail(string text) => Fail(text, null);

    private void Fail(string text, int? argument) => Error ??= new(TerminalText.Of(text), argument);

    private Value<T> Decode<T>(FunctionParameter<T> parameter, int index)
        where T : notnull => parameter.Codec.Decode(_arguments[index], AttributePath.Root.Index(index));

    private int IndexOf(FunctionParameter parameter)
    {
        if (ReferenceEquals(parameter, _function.VariadicParameter))
        {
            return _function.Parameters.Count;
        }

        for (var i = 0; i < _function.Parameters.Count; i++)
        {
            if (ReferenceEquals(parameter, _function.Parameters[i]))
            {
                return i;
            }
        }

        throw new ArgumentException($"{parameter.Name} is not a parameter of the function", nameof(parameter));
    }
}
