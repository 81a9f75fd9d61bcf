using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    /// <summary>A state as Terraform accepts it: wholly known, write-only values null.</summary>
    private static EncodedValue EncodeState(Resource resource, ResourceState? state, Diagnostics diagnostics)
    {
        var schema = resource.Schema;
        if (state is null)
        {
            return Encode(TerraformValue.Null(schema.Type), schema.Type);
        }

        var known = ResultValue.WhollyKnown(state.Value, diagnostics);
        return Encode(
            WriteOnlyPass.Instance.Run(schema.Attributes, known, null, null, AttributePath.Root), schema.Type);
    }

    /// <exception cref="DiagnosticException">It is in the form of Terraform before 0.12, or there is none.</exception>
    private static ReadOnlyMemory<byte> JsonOf(RawState state, string what) =>
        !state.IsFlatmap && !state.Json.IsEmpty
            ? state.Json
            : throw new DiagnosticException(new(Severity.Error, "Unreadable State",
                $"Terraform sent no {what} in JSON form; states of Terraform before 0.12 are not supported. Remove the "
                + "resource from the state with terraform state rm and import it again."));

    /// <summary>
    /// Reads what another version of the schema may have written: attributes that are gone are passed over.
    /// </summary>
    /// <exception cref="DiagnosticException">It does not fit the type.</exception>
    private static TerraformValue DecodeStored(ReadOnlyMemory<byte> json, TerraformType type, string what)
    {
        try
        {
            return JsonCodec.Decode(json.Span, type, ignoreUndefinedAttributes: true);
        }
        catch (ValueDecodingException e)
        {
            throw new DiagnosticException(new(Severity.Error, "Unreadable State",
                $"The {what} that Terraform has stored does not fit the provider's schema, though its version does. "
                + "It was changed by hand, or written by a provider that is not released. Remove the resource from the "
                + $"state with terraform state rm and import it again.\n\n{e.Message}", e.Path));
        }
    }

    private static DiagnosticException NewerVersion(string what, long stored, long current) =>
        new(new(Severity.Error, "State Of A Newer Provider",
            $"The {what} was written by a newer version of the provider (schema version {stored}, this one has "
            + $"{current}). Use that version or a newer one."));
}
