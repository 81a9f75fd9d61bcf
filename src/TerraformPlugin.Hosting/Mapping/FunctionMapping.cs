using Google.Protobuf.Collections;
using TerraformPlugin.Framework;
using Wire = TerraformPlugin.Hosting.Protocol.Function.Types;

namespace TerraformPlugin.Hosting.Mapping;

/// <summary>Functions and their errors to the wire.</summary>
internal static class FunctionMapping
{
    internal static void AddTo(
        this IReadOnlyDictionary<string, Function> functions, MapField<string, Protocol.Function> wire)
    {
        foreach (var (name, function) in functions)
        {
            wire.Add(name, function.ToWire());
        }
    }

    internal static Protocol.FunctionError? ToWire(this FunctionError? error)
    {
        if (error is null)
        {
            return null;
        }

        var wire = new Protocol.FunctionError { Text = error.Text };
        if (error.Argument is { } argument)
        {
            // Position 0 is an argument too, so absent and zero differ here.
            wire.FunctionArgument = argument;
        }

        return wire;
    }

    private static Protocol.Function ToWire(this Function function)
    {
        var kind = SchemaMapping.Kind(function.Markdown);
        var wire = new Protocol.Function
        {
            Summary = function.Summary,
            // As of schemas: Terraform asks for it at every start, and the documentation has the whole.
            Description = Schema.FirstSentence(function.Description),
            DescriptionKind = kind,
            DeprecationMessage = function.DeprecationMessage ?? "",
            Return = new() { Type = SchemaMapping.ToWire(function.ReturnType) },
            VariadicParameter = function.VariadicParameter is { } variadic ? Parameter(variadic, kind) : null,
        };
        wire.Parameters.AddRange(function.Parameters.Select(parameter => Parameter(parameter, kind)));
        return wire;
    }

    private static Wire.Parameter Parameter(FunctionParameter parameter, Protocol.StringKind kind) => new()
    {
        Name = parameter.Name,
        Type = SchemaMapping.ToWire(parameter.Type),
        AllowNullValue = parameter.AllowNull,
        AllowUnknownValues = parameter.AllowUnknown,
        Description = Schema.FirstSentence(parameter.Description),
        DescriptionKind = kind,
    };
}
