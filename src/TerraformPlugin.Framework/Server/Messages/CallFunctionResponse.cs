namespace TerraformPlugin.Framework.Server;

/// <summary>A result or an error.</summary>
public sealed record CallFunctionResponse
{
    public EncodedValue Result { get; init; }

    /// <summary>Null: it succeeded.</summary>
    public FunctionError? Error { get; init; }
}
