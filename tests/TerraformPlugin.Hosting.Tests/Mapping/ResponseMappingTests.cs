using TerraformPlugin.Framework;
using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Hosting.Mapping;
using TerraformPlugin.Values;
using Reason = TerraformPlugin.Hosting.Protocol.Deferred.Types.Reason;

namespace TerraformPlugin.Hosting.Tests.Mapping;

public sealed class ResponseMappingTests
{
    public static TheoryData<string, AttributePath, string> Paths => new()
    {
        { "an attribute", AttributePath.Of("a"), "a" },
        { "into a map", AttributePath.Of("a").Key("k").Attribute("b"), "a[\"k\"].b" },
        { "into a list", AttributePath.Of("a").Index(3), "a[3]" },
    };

    [Theory]
    [MemberData(nameof(Paths))]
    public void Paths_keep_their_steps(string name, AttributePath path, string wire) =>
        Assert.True(wire == Text(path.ToWire()), name);

    [Theory]
    [InlineData(true, false, false, false)]
    [InlineData(false, true, false, false)]
    [InlineData(false, false, true, false)]
    [InlineData(false, false, false, true)]
    public void Each_capability_of_the_client_is_read(bool deferral, bool writeOnly, bool planned, bool blocks) =>
        Assert.Equal(new ClientCapabilities(deferral, writeOnly, planned, blocks), new Protocol.ClientCapabilities
        {
            DeferralAllowed = deferral,
            WriteOnlyAttributesAllowed = writeOnly,
            StorePlannedPrivate = planned,
            ComputedBlocksAllowed = blocks,
        }.FromWire());

    [Fact]
    public void Diagnostics_keep_their_severity_and_words()
    {
        var wire = new[]
        {
            new Diagnostic(Severity.Error, "Summary", "Detail", AttributePath.Of("a")),
            new Diagnostic(Severity.Warning, "Summary", "Detail"),
            new Diagnostic(Severity.Warning, "Summary", "Detail", AttributePath.Root),
        }.ToWire().ToList();

        Assert.Equal(("Summary", "Detail"), (wire[0].Summary, wire[0].Detail));
        Assert.Equal(Protocol.Diagnostic.Types.Severity.Error, wire[0].Severity);
        Assert.Equal("a", Text(wire[0].Attribute));
        Assert.Equal(Protocol.Diagnostic.Types.Severity.Warning, wire[1].Severity);
        Assert.Null(wire[1].Attribute);
        Assert.Null(wire[2].Attribute);
    }

    [Fact]
    public void Values_and_identities_survive_the_way_there_and_back()
    {
        var value = new EncodedValue(new byte[] { 0xA1, 0x61 }, new byte[] { 0x22 });

        Assert.Equal(new byte[] { 0xA1, 0x61 }, value.ToWire().FromWire().MessagePack);
        Assert.Equal(new byte[] { 0x22 }, value.ToWire().FromWire().Json);
        Assert.Equal(new byte[] { 0xA1, 0x61 }, value.ToWireIdentity().FromWire().MessagePack);
    }

    [Fact]
    public void Nothing_is_an_absent_message()
    {
        Assert.Null(default(EncodedValue).ToWire());
        Assert.Null(default(EncodedValue).ToWireIdentity());
        Assert.Null(((DateTimeOffset?)null).ToWire());
        Assert.Null(((DeferralReason?)null).ToWire());
        Assert.True(((Protocol.DynamicValue?)null).FromWire().IsEmpty);
        Assert.True(((Protocol.ResourceIdentityData?)null).FromWire().IsEmpty);
        Assert.True(((Protocol.RawState?)null).FromWire().Json.IsEmpty);
        Assert.Equal(new ClientCapabilities(), ((Protocol.ClientCapabilities?)null).FromWire());
    }

    [Theory]
    [InlineData(DeferralReason.Unknown, nameof(Reason.Unknown))]
    [InlineData(DeferralReason.ResourceConfigUnknown, nameof(Reason.ResourceConfigUnknown))]
    [InlineData(DeferralReason.ProviderConfigUnknown, nameof(Reason.ProviderConfigUnknown))]
    [InlineData(DeferralReason.AbsentPrerequisite, nameof(Reason.AbsentPrereq))]
    public void Reasons_have_the_protocols_numbers(DeferralReason reason, string wire) =>
        Assert.Equal(wire, ((DeferralReason?)reason).ToWire()!.Reason.ToString());

    [Fact]
    public void The_state_of_an_old_Terraform_is_recognized()
    {
        var old = new Protocol.RawState { Flatmap = { ["id"] = "x" } };

        Assert.True(((Protocol.RawState?)old).FromWire().IsFlatmap);
    }

    [Fact]
    public void Capabilities_are_each_at_their_place()
    {
        var client = new Protocol.ClientCapabilities { WriteOnlyAttributesAllowed = true };
        var server = new ServerCapabilities { PlanDestroy = false, MoveResourceState = false }.ToWire();

        Assert.Equal(new ClientCapabilities(DeferralAllowed: false, WriteOnlyAttributesAllowed: true),
            ((Protocol.ClientCapabilities?)client).FromWire());
        Assert.Equal(
            (false, true, false, true),
            (server.PlanDestroy, server.GetProviderSchemaOptional, server.MoveResourceState,
                server.GenerateResourceConfig));
    }

    private static string Text(Protocol.AttributePath path) => string.Concat(path.Steps.Select((step, i) =>
        step.HasAttributeName ? (i == 0 ? "" : ".") + step.AttributeName
        : step.HasElementKeyString ? $"[\"{step.ElementKeyString}\"]"
        : $"[{step.ElementKeyInt}]"));
}
