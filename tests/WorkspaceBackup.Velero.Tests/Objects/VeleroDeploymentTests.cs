using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Tests.Objects;

/// <summary>The flags of the Velero server, as the server itself takes them from its arguments.</summary>
public sealed class VeleroDeploymentTests
{
    [Theory]
    [InlineData("in one argument", """["server", "--backup-sync-period=5m"]""", "5m")]
    [InlineData("in two", """["server", "--backup-sync-period", "5m"]""", "5m")]
    [InlineData("the last one given counts", """["--backup-sync-period=1m", "--backup-sync-period=5m"]""", "5m")]
    [InlineData("one that only begins so is another", """["--backup-sync-period-of-others=5m"]""", null)]
    [InlineData("without a value", """["--backup-sync-period"]""", null)]
    [InlineData("empty", """["--backup-sync-period="]""", "")]
    public void A_flag_is_read(string why, string arguments, string? value) =>
        Assert.True(value == VeleroDeployment.Flag(Deployment($$"""[{ "name": "velero", "args": {{arguments}} }]"""), "backup-sync-period"), why);

    [Theory]
    [InlineData("given without a value", """["server", "--uploads"]""", true)]
    [InlineData("given as true", """["server", "--uploads=true"]""", true)]
    [InlineData("given as false", """["server", "--uploads=false"]""", false)]
    [InlineData("the last one given counts", """["--uploads", "--uploads=false"]""", false)]
    [InlineData("another one that begins alike", """["--uploads-per-minute=1"]""", false)]
    public void A_switch_is_on_when_it_is_given_and_not_false(string how, string args, bool isOn) => Assert.True(
        isOn == VeleroDeployment.IsOn(Deployment($$"""[{ "name": "velero", "args": {{args}} }]"""), "uploads"), how);

    [Fact]
    public void Containers_beside_the_server_have_flags_of_their_own() => Assert.Null(VeleroDeployment.Flag(
        Deployment("""[{ "name": "proxy", "args": ["--backup-sync-period=5m"] }, { "name": "velero", "args": ["server"] }]"""),
        "backup-sync-period"));

    [Fact]
    public void Without_containers_there_is_no_server() => Assert.False(VeleroDeployment.HasServer(Deployment("[]")));

    private static JsonObject Deployment(string containers) =>
        (JsonObject)JsonNode.Parse($$"""{ "spec": { "template": { "spec": { "containers": {{containers}} } } } }""")!;
}
