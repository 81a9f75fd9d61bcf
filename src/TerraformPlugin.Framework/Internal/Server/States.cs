using TerraformPlugin.Framework.Internal.Planning;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Server;

internal sealed partial class ProviderServer
{
    private static EncodedValue Encode(TerraformValue value, TerraformType type) =>
        new(MessagePackCodec.Encode(value, type));

    /// <param name="what">As in "prior state", for the user.</param>
    /// <exception cref="DiagnosticException">The bytes do not fit the type.</exception>
    private static TerraformValue Decode(EncodedValue value, TerraformType type, string what)
    {
        try
        {
            return !value.MessagePack.IsEmpty ? MessagePackCodec.Decode(value.MessagePack.Span, type)
                : !value.Json.IsEmpty ? JsonCodec.Decode(value.Json.Span, type)
                : TerraformValue.Null(type);
        }
        catch (ValueDecodingException e)
        {
            throw new DiagnosticException(new(Severity.Error, "Unreadable Value",
                $"The {what} that was sent does not match the provider's schema. Terraform or OpenTofu has a bug, or uses "
                + "the schema of another version of the provider: run init -upgrade, and report it to the "
                + $"provider's developers if that does not help.\n\n{e.Message}", e.Path));
        }
    }

    /// <summary>As <see cref="Decode"/>, for what cannot be null.</summary>
    private static TerraformValue DecodeObject(EncodedValue value, TerraformType type, string what)
    {
        var decoded = Decode(value, type, what);
        return decoded.IsKnown
            ? decoded
            : throw new DiagnosticException(new(Severity.Error, "Unreadable Value",
                $"No {what} was sent. This is a bug in Terraform or OpenTofu: please report it to its developers."));
    }

    /// <summary>As <see cref="Decode"/>, for a block that may be left out: then every attribute of it is null.</summary>
    private static TerraformValue DecodeOptionalObject(EncodedValue value, Schema schema, string what)
    {
        var decoded = Decode(value, schema.Type, what);
        return decoded.IsNull
            ? TerraformValue.Object(
                schema.Type, schema.Attributes.Select(static a => KeyValuePair.Create(a.Name, a.Absent)))
            : decoded;
    }

    /// <summary>
    /// What the provider noted. Another provider's notes, as after a move or a change of the provider's address, are of
    /// no use: they are passed over.
    /// </summary>
    private PrivateState DecodePrivate(ReadOnlyMemory<byte> wire, string typeName)
    {
        try
        {
            return PrivateState.Decode(wire);
        }
        catch (FormatException e)
        {
            notice?.Invoke(
                $"the private state of a {typeName} was not written by this provider and is discarded: {e.Message}");
            return new();
        }
    }

    /// <summary>A state as Terraform accepts it; see <see cref="ConformPass"/>.</summary>
    /// <param name="reference">
    /// Where the state means the same, it has the spelling that is here: the planned state, or the one before a read.
    /// Null: there is none.
    /// </param>
    private EncodedValue EncodeState(
        Resource resource, ResourceState? state, ServerCall call, TerraformValue? reference = null)
    {
        var schema = resource.Schema;
        if (state is null)
        {
            return Encode(TerraformValue.Null(schema.Type), schema.Type);
        }

        var result = Conform(schema, WhollyKnown(state.Value, call));
        return Encode(
            reference is { IsKnown: true }
                ? PriorSpellingPass.Instance.Run(schema.Attributes, result, null, reference, AttributePath.Root)
                : result,
            schema.Type);
    }

    private static TerraformValue Conform(Schema schema, TerraformValue value) =>
        ConformPass.Instance.Run(schema.Attributes, value, null, null, AttributePath.Root);

    private TerraformValue WhollyKnown(TerraformValue value, ServerCall call) => ResultValue.WhollyKnown(value, path =>
        call.Diagnostics.Add(ProviderBug.Of("Unknown Value Returned",
            $"The provider returned an unknown value for {path}, where only known ones are legal; null is stored in its "
            + "place.", provider.IssuesUrl, path)));

    /// <exception cref="DiagnosticException">It is in the form of Terraform before 0.12, or there is none.</exception>
    private static ReadOnlyMemory<byte> JsonOf(RawState state, string what) =>
        !state.IsFlatmap && !state.Json.IsEmpty
            ? state.Json
            : throw new DiagnosticException(new(Severity.Error, "Unreadable State",
                $"No {what} was sent in JSON form; states of Terraform before 0.12 are not supported. Remove the "
                + "resource from the state with state rm and import it again."));

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
                $"The {what} that is stored does not fit the provider's schema, though its version does. "
                + "It was changed by hand, or written by a provider that is not released. Remove the resource from the "
                + $"state with state rm and import it again.\n\n{e.Message}", e.Path));
        }
    }

    private static DiagnosticException NewerVersion(string what, long stored, long current) =>
        new(new(Severity.Error, "State Of A Newer Provider",
            $"The {what} was written by a newer version of the provider (schema version {stored}, this one has "
            + $"{current}). Use that version or a newer one."));
}
