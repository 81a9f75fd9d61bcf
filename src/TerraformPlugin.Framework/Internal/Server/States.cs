using TerraformPlugin.Framework.Internal.Planning;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Server;

internal sealed partial class ProviderServer
{
    private static EncodedValue Encode(TerraformValue value, TerraformType type) =>
        new(MessagePackCodec.Encode(value, type));

    private static EncodedValue EncodeIdentity(Resource resource, TerraformValue? identity) =>
        identity is null || resource.ServedIdentitySchema is not { } schema ? default : Encode(identity, schema.Type);

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
            throw new DiagnosticException(new(Severity.Error, "Unreadable Value From Terraform",
                $"The {what} that Terraform sent does not fit the provider's schema. Terraform is to blame, or it uses "
                + "the schema of another version of the provider: run terraform init -upgrade, and report it to the "
                + $"provider's developers if that does not help.\n\n{e.Message}", e.Path));
        }
    }

    /// <summary>As <see cref="Decode"/>, for what cannot be null.</summary>
    private static TerraformValue DecodeObject(EncodedValue value, TerraformType type, string what)
    {
        var decoded = Decode(value, type, what);
        return decoded.IsKnown
            ? decoded
            : throw new DiagnosticException(new(Severity.Error, "Unreadable Value From Terraform",
                $"Terraform sent no {what}. Terraform is to blame: please report it to its developers."));
    }

    /// <exception cref="DiagnosticException">The bytes are of another provider.</exception>
    private static PrivateState DecodePrivate(ReadOnlyMemory<byte> wire)
    {
        try
        {
            return PrivateState.Decode(wire);
        }
        catch (FormatException e)
        {
            throw new DiagnosticException(new(Severity.Error, "Unreadable Private State",
                "What Terraform keeps beside this resource's state was not written by this provider. Remove the "
                + $"resource from the state with terraform state rm and import it again.\n\n{e.Message}"));
        }
    }

    private static ModelReader? DecodeIdentity(EncodedValue value, Schema? schema)
    {
        if (value.IsEmpty || schema is null)
        {
            return null;
        }

        var identity = Decode(value, schema.Type, "identity");
        return identity.IsKnown ? new(identity) : null;
    }

    /// <summary>Reports it when an identity that must not change did.</summary>
    private void CheckIdentity(
        Resource resource, ModelReader? before, ResourceState? after, ServerCall call)
    {
        if (before is not null && !resource.ServedIdentityMayChange
            && after is { Identity: { } identity } && !identity.Equals(before.Value))
        {
            AddBug(call, "Unexpected Identity Change",
                "The provider returned another identity for the resource than before "
                + $"(before: {before.Value}, after: {identity}).");
        }
    }

    /// <summary>A state as Terraform accepts it: wholly known, write-only values null.</summary>
    private EncodedValue EncodeState(Resource resource, ResourceState? state, ServerCall call)
    {
        var schema = resource.Schema;
        if (state is null)
        {
            return Encode(TerraformValue.Null(schema.Type), schema.Type);
        }

        var known = WhollyKnown(state.Value, call);
        return Encode(
            WriteOnlyPass.Instance.Run(schema.Attributes, known, null, null, AttributePath.Root), schema.Type);
    }

    private TerraformValue WhollyKnown(TerraformValue value, ServerCall call) => ResultValue.WhollyKnown(value, path =>
        call.Diagnostics.Add(ProviderBug.Of("Unknown Value Returned",
            $"The provider returned an unknown value for {path}, where only known ones are legal; null is stored in its "
            + "place.", provider.IssuesUrl, path)));

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
