using System.Text;
using VeleroSandbox.Api;
using VeleroSandbox.Json;

namespace VeleroSandbox.Tests.Api;

/// <summary>What <c>kubectl create namespace</c> and <c>kubectl auth can-i</c> send.</summary>
public sealed class ProtobufBodyTests
{
    [Fact]
    public void A_namespace_has_its_name()
    {
        var type = new VeleroSandbox.Schemas.ResourceCatalog().Namespaces;
        var body = Envelope(Field(1, Field(1, "shop")));
        Assert.Equal("shop", ProtobufBody.Namespace(body, type).Text("metadata", "name"));
    }

    [Fact]
    public void A_review_has_its_attributes()
    {
        var body = Envelope([.. Field(1, ""), .. Field(2, Field(1, [
            .. Field(1, "velero"), .. Field(2, "create"), .. Field(3, "velero.io"), .. Field(5, "schedules")]))]);
        Assert.Equal(
            """{"spec":{"resourceAttributes":{"namespace":"velero","verb":"create","group":"velero.io","resource":"schedules"}}}""",
            ProtobufBody.Review(body)!.ToJsonString());
    }

    [Fact]
    public void A_message_cut_short_anywhere_is_none_or_a_part_and_never_an_error()
    {
        var body = Envelope([.. Field(1, ""), .. Field(2, Field(1, Field(2, "create")))]);
        for (var length = 0; length < body.Length; length++)
        {
            var part = ProtobufBody.Review(body.AsSpan(0, length));
            Assert.True(part is null || part.Text("spec", "resourceAttributes", "verb") is null);
        }
    }

    private static byte[] Envelope(byte[] payload) => [.. "k8s\0"u8, .. Field(1, ""), .. Field(2, payload)];

    private static byte[] Field(int number, string text) => Field(number, Encoding.UTF8.GetBytes(text));

    private static byte[] Field(int number, byte[] bytes) => [(byte)((number << 3) | 2), (byte)bytes.Length, .. bytes];
}
