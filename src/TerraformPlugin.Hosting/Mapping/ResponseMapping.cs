using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using TerraformPlugin.Framework;
using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Values;

namespace TerraformPlugin.Hosting.Mapping;

/// <summary>To the wire. Bytes are handed over, not copied: nobody writes to them once they are an answer.</summary>
internal static class ResponseMapping
{
    /// <summary>Null for the null value, which Terraform reads from an absent message.</summary>
    internal static Protocol.DynamicValue? ToWire(this EncodedValue value) => value.IsEmpty
        ? null
        : new() { Msgpack = value.MessagePack.ToWire(), Json = value.Json.ToWire() };

    internal static Protocol.ResourceIdentityData? ToWireIdentity(this EncodedValue identity) =>
        identity.IsEmpty ? null : new() { IdentityData = identity.ToWire() };

    internal static ByteString ToWire(this ReadOnlyMemory<byte> bytes) => UnsafeByteOperations.UnsafeWrap(bytes);

    internal static Timestamp? ToWire(this DateTimeOffset? time) =>
        time is { } t ? Timestamp.FromDateTimeOffset(t) : null;

    internal static Protocol.Deferred? ToWire(this DeferralReason? reason) =>
        reason is { } r ? new() { Reason = (Protocol.Deferred.Types.Reason)(int)r } : null;

    internal static Protocol.ServerCapabilities ToWire(this ServerCapabilities capabilities) => new()
    {
        PlanDestroy = capabilities.PlanDestroy,
        GetProviderSchemaOptional = capabilities.GetProviderSchemaOptional,
        MoveResourceState = capabilities.MoveResourceState,
        GenerateResourceConfig = capabilities.GenerateResourceConfig,
    };

    internal static IEnumerable<Protocol.Diagnostic> ToWire(this IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.Select(static diagnostic => diagnostic.ToWire());

    internal static Protocol.Diagnostic ToWire(this Diagnostic diagnostic) => new()
    {
        Severity = diagnostic.Severity == Severity.Warning
            ? Protocol.Diagnostic.Types.Severity.Warning
            : Protocol.Diagnostic.Types.Severity.Error,
        Summary = diagnostic.Summary,
        Detail = diagnostic.Detail,
        Attribute = diagnostic.Path is null or { IsRoot: true } ? null : diagnostic.Path.ToWire(),
    };

    /// <summary>A path without steps into a set, which the protocol cannot name.</summary>
    internal static Protocol.AttributePath ToWire(this AttributePath path)
    {
        var wire = new Protocol.AttributePath();
        foreach (var step in path.Steps)
        {
            wire.Steps.Add(step switch
            {
                PathStep.Attribute attribute => new() { AttributeName = attribute.Name },
                PathStep.Key key => new() { ElementKeyString = key.Value },
                PathStep.Index index => new Protocol.AttributePath.Types.Step { ElementKeyInt = index.Value },
                _ => throw new InvalidOperationException($"path step {step}"),
            });
        }

        return wire;
    }
}
