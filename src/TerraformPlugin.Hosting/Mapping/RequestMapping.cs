using TerraformPlugin.Framework;
using TerraformPlugin.Framework.Internal.Server;

namespace TerraformPlugin.Hosting.Mapping;

/// <summary>From the wire. An absent message is the default of what it becomes.</summary>
internal static class RequestMapping
{
    internal static EncodedValue FromWire(this Protocol.DynamicValue? value) =>
        value is null ? default : new(value.Msgpack.Memory, value.Json.Memory);

    internal static EncodedValue FromWire(this Protocol.ResourceIdentityData? identity) =>
        identity?.IdentityData.FromWire() ?? default;

    internal static RawState FromWire(this Protocol.RawState? state) =>
        state is null ? default : new(state.Json.Memory, IsFlatmap: state.Flatmap.Count > 0);

    internal static ClientCapabilities FromWire(this Protocol.ClientCapabilities? capabilities) =>
        capabilities is null ? new() : new(
            capabilities.DeferralAllowed, capabilities.WriteOnlyAttributesAllowed, capabilities.StorePlannedPrivate,
            capabilities.ComputedBlocksAllowed);
}
