using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>A function call.</summary>
internal sealed record CallFunctionRequest
{
    public required string Name { get; init; }

    /// <summary>In order, those of the variadic parameter last.</summary>
    public IReadOnlyList<EncodedValue> Arguments { get; init; } = [];
}

/// <summary>A result or an error; there is no place for diagnostics.</summary>
internal sealed record CallFunctionResponse : ServerResponse
{
    public EncodedValue Result { get; init; }

    /// <summary>Null: it succeeded.</summary>
    public FunctionError? Error { get; init; }
}

internal sealed partial class ProviderServer
{
    public async Task<CallFunctionResponse> CallFunction(
        CallFunctionRequest request, CancellationToken cancellationToken)
    {
        var response = await AnswerAsync(
            new CallFunctionResponse(),
            (_, _) => Task.FromResult(Call(_functions.Get(request.Name), request.Arguments)),
            cancellationToken).ConfigureAwait(false);

        // A function answers with one error, which has no summary of its own.
        return response.Diagnostics.FirstOrDefault() is { } failure
            ? new() { Error = new($"{failure.Summary}: {failure.Detail}", ArgumentOf(failure)) }
            : response;
    }

    private static CallFunctionResponse Call(Function function, IReadOnlyList<EncodedValue> encoded)
    {
        var parameters = function.Parameters;
        var arguments = new List<TerraformValue>(encoded.Count);
        foreach (var argument in encoded)
        {
            var position = arguments.Count;
            var parameter = position < parameters.Count ? parameters[position] : function.VariadicParameter;
            if (parameter is null)
            {
                break;
            }

            var value = Decode(argument, parameter.Type, $"argument {parameter.Name}");
            if (value.IsNull && !parameter.AllowNull)
            {
                return new() { Error = new($"{parameter.Name} must not be null", position) };
            }

            if (!value.IsWhollyKnown && !parameter.AllowUnknown)
            {
                return new() { Result = Encode(TerraformValue.Unknown(function.ReturnType), function.ReturnType) };
            }

            arguments.Add(value);
        }

        if (arguments.Count != encoded.Count || arguments.Count < parameters.Count)
        {
            return new() { Error = new($"the function takes {parameters.Count} arguments, not {encoded.Count}") };
        }

        var context = new FunctionContext(function, arguments);
        var result = function.ServeCall(context);
        return context.Error is { } error
            ? new() { Error = error }
            : new() { Result = Encode(result, function.ReturnType) };
    }

    private static long? ArgumentOf(Diagnostic failure) =>
        failure.Path is { IsRoot: false } path && path.Steps[0] is PathStep.Index(var index) ? index : null;
}
