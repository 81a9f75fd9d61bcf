using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;
using TerraformPlugin.Hosting.Handshake;
using TerraformPlugin.Hosting.Protocol;

namespace TerraformPlugin.Hosting.Tests.Handshake;

public sealed partial class ProtocolVersionTests
{
    [Theory]
    [InlineData("both versions that Terraform 1.x offers", "5,6", true)]
    [InlineData("in any order", "6,5", true)]
    [InlineData("only this one, with spaces", " 6 ", true)]
    [InlineData("a client from before such lists", null, true)]
    [InlineData("an empty list is none", "", true)]
    [InlineData("only older ones", "4,5", false)]
    [InlineData("a number that only contains a six", "16,60", false)]
    [InlineData("words beside it do not matter", "new,6", true)]
    [InlineData("only words", "six", false)]
    public void A_client_is_accepted_when_it_offers_version_6(string name, string? offered, bool accepted) =>
        Assert.True(accepted == ProtocolVersion.IsAccepted(offered), name);

    [Fact]
    public void The_version_is_the_one_that_the_proto_file_says_it_is()
    {
        var proto = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "proto", "tfplugin6.proto"));

        Assert.Equal($"{ProtocolVersion.Major}.{ProtocolVersion.Minor}", Version().Match(proto).Groups[1].Value);
    }

    /// <summary>
    /// Trips on every change of the wire format. A new minor version changes this hash, the proto file's first line
    /// and <see cref="ProtocolVersion.Minor"/> together; without a new version nothing may change.
    /// </summary>
    [Fact]
    public void Names_numbers_and_types_are_those_of_version_6_11()
    {
        Assert.Equal((6, 11), (ProtocolVersion.Major, ProtocolVersion.Minor));

        var surface = string.Join('\n', Surface(Tfplugin6Reflection.Descriptor).Order(StringComparer.Ordinal));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(surface)));

        Assert.True(hash == "97a82ef0e4d8f9c72ee2a63c7df89f3fa23da8dccf13b14f312c1e0d33839e37", hash);
    }

    private static IEnumerable<string> Surface(FileDescriptor file) =>
    [
        .. file.MessageTypes.SelectMany(Surface),
        .. file.EnumTypes.SelectMany(Surface),
        .. file.Services.SelectMany(static s => s.Methods).Select(static m => $"rpc {m.FullName} "
            + $"{m.IsClientStreaming} {m.InputType.FullName} {m.IsServerStreaming} {m.OutputType.FullName}"),
    ];

    private static IEnumerable<string> Surface(MessageDescriptor message) =>
    [
        .. message.Fields.InDeclarationOrder().Select(static f =>
            $"field {f.FullName} {f.FieldNumber} {f.FieldType} {f.IsRepeated} {f.HasPresence} {f.ContainingOneof?.Name}"
            + (f.FieldType == FieldType.Message ? f.MessageType.FullName : "")),
        .. message.NestedTypes.SelectMany(Surface),
        .. message.EnumTypes.SelectMany(Surface),
    ];

    private static IEnumerable<string> Surface(EnumDescriptor type) =>
        type.Values.Select(v => $"value {v.FullName} {v.Number}");

    [GeneratedRegex(@"^// Terraform's plugin protocol, version (\d+\.\d+):", RegexOptions.Multiline)]
    private static partial Regex Version();
}
