using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Server;

internal sealed partial class ProviderServer
{
    private static EncodedValue EncodeIdentity(Resource resource, TerraformValue? identity) =>
        identity is null || resource.ServedIdentitySchema is not { } schema ? default : Encode(identity, schema.Type);

    /// <summary>Null: there is none, or one in which nothing is set, which names nothing.</summary>
    private static ModelReader? DecodeIdentity(EncodedValue value, Schema? schema)
    {
        if (value.IsEmpty || schema is null)
        {
            return null;
        }

        var identity = Decode(value, schema.Type, "identity");
        return identity.IsKnown && identity.Entries.Values.Any(static attribute => !attribute.IsNull)
            ? new(identity)
            : null;
    }

    private static TerraformValue NoIdentity(Schema schema) => TerraformValue.Object(
        schema.Type, schema.Attributes.Select(static a => KeyValuePair.Create(a.Name, TerraformValue.Null(a.Type))));

    /// <summary>Reports an identity that is missing, or changed though it must not; what was null may be set.</summary>
    private void CheckIdentity(Resource resource, ModelReader? before, ResourceState? after, ServerCall call)
    {
        if (after is null || resource.ServedIdentitySchema is not { } schema)
        {
            return;
        }

        if (after.Identity is not { } identity)
        {
            if (before is null && !call.Diagnostics.HasErrors)
            {
                AddBug(call, "Missing Identity", "The provider returned a state from which no identity follows.");
            }

            return;
        }

        if (before is not null && !resource.ServedIdentityMayChange && schema.Attributes.Any(attribute =>
            before.Raw(attribute) is { IsNull: false } was && !was.Equals(attribute.In(identity))))
        {
            AddBug(call, "Unexpected Identity Change",
                "The provider returned another identity for the resource than before "
                + $"(before: {before.Value}, after: {identity}).");
        }
    }
}
